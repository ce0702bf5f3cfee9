import type { Rotation } from '../../../shared/model/views.ts';
import { shortId } from '../../lib/ids.ts';

/** What going back to the old key does, by how far the rotation has come. */
export function rollBackSays(rotation: Rotation): string {
  const has = (step: Rotation['done'][number]['step']) => rotation.done.some((done) => done.step === step);
  const old = has('switch') ? `${rotation.connectionName} uses key ${shortId(rotation.oldKeyId)} again.` : `${rotation.connectionName} goes on using key ${shortId(rotation.oldKeyId)}; nothing was switched yet.`;
  if (!rotation.newKeyId) return old;
  return `${old} Key ${shortId(rotation.newKeyId)} is retired${has('upload') ? '; Wise accepts it until you ask them to revoke it' : ''}.`;
}
