import { algorithm } from '../../shared/model/algorithms.ts';
import type { Rotation } from '../../shared/model/views.ts';
import { findKey } from '../keys/entry.ts';
import type { VaultStore } from '../ports.ts';
import type { RotationEntry, VaultBody } from '../vault/body.ts';
import { nextStep } from './entry.ts';
import { letterFor } from './letter.ts';

/** What the screens see of a rotation. */
export function viewRotation(entry: RotationEntry, body: VaultBody): Rotation {
  const { id, oldKeyId, newKeyId, connectionId, startedAt, done, overlapDays, overlapEndsAt, letterSent, rolledBackAt } = entry;
  const old = findKey(body, oldKeyId);
  const step = nextStep(entry);
  return {
    id, oldKeyId, connectionId, startedAt, done, overlapDays, letterSent,
    ...(newKeyId === undefined ? {} : { newKeyId }),
    connectionName: body.connections.find((connection) => connection.id === connectionId)?.name ?? '',
    use: algorithm(old.algorithm).use,
    algorithm: old.algorithm,
    ...(step === undefined ? {} : { step }),
    outcome: outcomeOf(step, rolledBackAt),
    ...(overlapEndsAt === undefined ? {} : { overlapEndsAt }),
    letter: letterFor(body, entry),
    canRollBack: step !== undefined && old.retiredAt === undefined,
  };
}

/** Newest first. */
export function listRotations({ vault }: { vault: VaultStore }): Rotation[] {
  const body = vault.read();
  return body.rotations.map((entry) => viewRotation(entry, body)).toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
}

function outcomeOf(step: Rotation['step'], rolledBackAt: string | undefined): Rotation['outcome'] {
  if (rolledBackAt !== undefined) return 'rolled back';
  return step === undefined ? 'done' : 'under way';
}
