import { PortcullisError } from '../../shared/errors.ts';
import type { Rotation } from '../../shared/model/views.ts';
import { keyName } from '../keys/entry.ts';
import type { Audit, VaultStore } from '../ports.ts';
import type { RotationEntry } from '../vault/body.ts';
import { findRotation, nextStep, withRotation } from './entry.ts';
import { overlapEnd } from './steps.ts';
import { viewRotation } from './view.ts';

export type RotationChange = { id: string; overlapDays?: number | undefined; letterSent?: boolean | undefined };

/** The letter may be ticked after the end; the overlap is changed before it. Throws `ROTATION_NOT_FOUND` and `ROTATION_OVER`. */
export async function changeRotation({ vault, audit }: { vault: VaultStore; audit: Audit }, { id, overlapDays, letterSent }: RotationChange): Promise<Rotation> {
  const { oldKeyId } = findRotation(vault.read(), id);
  const body = await vault.update((before) => {
    const entry = findRotation(before, id);
    if (overlapDays !== undefined && nextStep(entry) === undefined) throw new PortcullisError('ROTATION_OVER');
    return withRotation(before, id, (now) => ({ ...withOverlap(now, overlapDays), ...(letterSent === undefined ? {} : { letterSent }) }));
  });
  const says = [
    ...(overlapDays === undefined ? [] : [`overlap of ${overlapDays} ${overlapDays === 1 ? 'day' : 'days'}`]),
    ...(letterSent === undefined ? [] : [letterSent ? 'letter sent' : 'letter not sent']),
  ];
  if (says.length > 0) await audit({ kind: 'rotation.changed', outcome: 'ok', subject: keyName(oldKeyId), says: says.join(', ') });
  return viewRotation(findRotation(body, id), body);
}

/** Counted from the switch, once that is done. */
function withOverlap(entry: RotationEntry, overlapDays: number | undefined): RotationEntry {
  if (overlapDays === undefined) return entry;
  const switchedAt = entry.done.find(({ step }) => step === 'switch')?.at;
  return { ...entry, overlapDays, ...(switchedAt === undefined ? {} : { overlapEndsAt: overlapEnd(switchedAt, overlapDays) }) };
}
