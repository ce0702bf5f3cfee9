import { PortcullisError } from '../../shared/errors.ts';
import { algorithm } from '../../shared/model/algorithms.ts';
import type { Rotation } from '../../shared/model/views.ts';
import { findConnection } from '../connections/resolve.ts';
import { findKey, keyName } from '../keys/entry.ts';
import { assertNotRetired } from '../keys/use.ts';
import { newestFor } from '../playground/keys.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { RotationEntry, VaultBody } from '../vault/body.ts';
import { connectionKey, withConnectionKey } from './connection-key.ts';
import { newRotation, nextStep } from './entry.ts';
import { viewRotation } from './view.ts';

export type KeyOnConnection = { keyId: string; connectionId: string };

/**
 * Starts one rotation per key and connection, all or none; where one is under way it answers that one.
 * Throws `KEY_NOT_FOUND`, `CONNECTION_NOT_FOUND`, `KEY_RETIRED`, and `KEY_NOT_UPLOADED` for a key that Wise does not have over the connection.
 */
export async function startRotations({ vault, audit, now = Date.now }: { vault: VaultStore; audit: Audit; now?: Clock }, pairs: readonly KeyOnConnection[]): Promise<Rotation[]> {
  const before = vault.read();
  const body = await vault.update((start) => pairs.reduce((changed, pair) => withStarted(changed, pair, now()), start));
  const started = pairs.map((pair) => openRotation(body, pair)).filter((entry) => entry !== undefined);
  for (const entry of new Set(started)) {
    if (before.rotations.some(({ id }) => id === entry.id)) continue;
    await audit({ kind: 'rotation.started', outcome: 'ok', subject: keyName(entry.oldKeyId), says: startWords(before, body, entry) });
  }
  return started.map((entry) => viewRotation(entry, body));
}

/** Tells also which key the connection names from now on, where it named none. */
function startWords(before: VaultBody, body: VaultBody, { oldKeyId, connectionId }: RotationEntry): string {
  const over = `over ${findConnection(body, connectionId).name}`;
  const named = connectionKey(body, connectionId, oldKeyId);
  return named === undefined || named === connectionKey(before, connectionId, oldKeyId) ? over : `${over}, which uses ${keyName(named)} until the switch`;
}

function withStarted(body: VaultBody, pair: KeyOnConnection, now: number): VaultBody {
  const { keyId, connectionId } = pair;
  if (openRotation(body, pair)) return body;
  findConnection(body, connectionId);
  const key = findKey(body, keyId);
  assertNotRetired(key);
  if (!key.uploads.some((upload) => upload.connectionId === connectionId)) throw new PortcullisError('KEY_NOT_UPLOADED');
  const started = { ...body, rotations: [...body.rotations, newRotation(pair, new Date(now).toISOString())] };
  if (connectionKey(started, connectionId, keyId) !== undefined) return started;
  // A connection that names no key takes the newest: the successor would be used as soon as it is uploaded, before it is proved. What it takes today stays.
  const taken = newestFor(started, connectionId, algorithm(key.algorithm).use, now) ?? key;
  return withConnectionKey(started, connectionId, taken.id);
}

function openRotation({ rotations }: VaultBody, { keyId, connectionId }: KeyOnConnection): RotationEntry | undefined {
  return rotations.find((entry) => entry.oldKeyId === keyId && entry.connectionId === connectionId && nextStep(entry) !== undefined);
}
