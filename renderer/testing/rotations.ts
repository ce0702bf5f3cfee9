import { ROTATION_STEPS, type ConnectionSummary, type KeySummary, type Rotation, type RotationStep } from '../../shared/model/views.ts';
import { inDays } from './fixtures.ts';

const short = (id: string | undefined) => id?.slice(0, 8) ?? '';

const SAYS: Record<RotationStep, (rotation: Rotation) => string> = {
  make: ({ newKeyId, algorithm }) => `Made key ${short(newKeyId)} (${algorithm}), valid for a year.`,
  upload: ({ connectionName }) => `Wise has it over ${connectionName}: answered 201, trace fba501b6.`,
  prove: ({ newKeyId }) => `A playground call with key ${short(newKeyId)} was answered and verified with Wise key version 2.`,
  switch: ({ connectionName, newKeyId }) => `${connectionName} uses key ${short(newKeyId)} from now on.`,
  overlap: () => 'Nothing used the old key during the overlap.',
  retire: ({ oldKeyId }) => `Key ${short(oldKeyId)} is retired: used no more, nor offered.`,
};

/** What a step of a rotation found, as main would say it. */
export function rotationSays(step: RotationStep, rotation: Rotation): string {
  return SAYS[step](rotation);
}

function letterFor(key: KeySummary, connection: ConnectionSummary): string {
  return [
    'Hello Wise,',
    '',
    `please revoke this public key of our application (client id ending in ${connection.clientIdTail}):`,
    '',
    `Key id: ${key.id}`,
    `Scope: ${key.use === 'signing' ? 'PAYLOAD_SIGNING' : 'PAYLOAD_ENCRYPTION'}`,
    `Thumbprint (RFC 7638, SHA-256): ${key.thumbprint}`,
    '',
    'It was replaced and is no longer used.',
  ].join('\n');
}

/** A rotation that stands before `step`; without one it is done. */
export function makeRotation(oldKey: KeySummary, connection: ConnectionSummary, step: RotationStep | undefined, newKeyId?: string): Rotation {
  const before = step ? ROTATION_STEPS.slice(0, ROTATION_STEPS.indexOf(step)) : ROTATION_STEPS;
  const isMade = before.includes('make');
  const rotation: Rotation = {
    id: crypto.randomUUID(),
    oldKeyId: oldKey.id,
    ...(isMade && { newKeyId: newKeyId ?? crypto.randomUUID() }),
    connectionId: connection.id,
    connectionName: connection.name,
    use: oldKey.use,
    algorithm: oldKey.algorithm,
    startedAt: inDays(-2),
    ...(step && { step }),
    outcome: step ? 'under way' : 'done',
    done: [],
    ...(before.includes('switch') && { overlapEndsAt: inDays(step === 'overlap' ? 12 : -1) }),
    overlapDays: 14,
    letter: letterFor(oldKey, connection),
    letterSent: false,
    canRollBack: step !== undefined,
  };
  rotation.done = before.map((done, index) => ({ step: done, at: inDays(-2 + index / 100), says: rotationSays(done, rotation) }));
  return rotation;
}
