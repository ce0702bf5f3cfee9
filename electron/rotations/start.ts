import { PortcullisError } from '../../shared/errors.ts';
import type { Rotation } from '../../shared/model/views.ts';
import { findConnection } from '../connections/resolve.ts';
import { findKey, keyName } from '../keys/entry.ts';
import { assertNotRetired } from '../keys/use.ts';
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
  const startedAt = new Date(now()).toISOString();
  const before = new Set(vault.read().rotations.map(({ id }) => id));
  const body = await vault.update((start) => pairs.reduce((changed, pair) => withStarted(changed, pair, startedAt), start));
  const started = pairs.map((pair) => openRotation(body, pair)).filter((entry) => entry !== undefined);
  for (const { id, oldKeyId, connectionId } of new Set(started)) {
    if (!before.has(id)) await audit({ kind: 'rotation.started', outcome: 'ok', subject: keyName(oldKeyId), says: `over ${findConnection(body, connectionId).name}` });
  }
  return started.map((entry) => viewRotation(entry, body));
}

function withStarted(body: VaultBody, pair: KeyOnConnection, startedAt: string): VaultBody {
  const { keyId, connectionId } = pair;
  if (openRotation(body, pair)) return body;
  findConnection(body, connectionId);
  const key = findKey(body, keyId);
  assertNotRetired(key);
  if (!key.uploads.some((upload) => upload.connectionId === connectionId)) throw new PortcullisError('KEY_NOT_UPLOADED');
  const started = { ...body, rotations: [...body.rotations, newRotation(pair, startedAt)] };
  // A connection that names no key takes the newest: the successor would be used as soon as it is uploaded, before it is proved.
  return connectionKey(started, connectionId, keyId) === undefined ? withConnectionKey(started, connectionId, keyId) : started;
}

function openRotation({ rotations }: VaultBody, { keyId, connectionId }: KeyOnConnection): RotationEntry | undefined {
  return rotations.find((entry) => entry.oldKeyId === keyId && entry.connectionId === connectionId && nextStep(entry) !== undefined);
}
