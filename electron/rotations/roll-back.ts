import { PortcullisError } from '../../shared/errors.ts';
import type { Rotation } from '../../shared/model/views.ts';
import { findConnection } from '../connections/resolve.ts';
import { findKey, keyName, withEvent, withKey } from '../keys/entry.ts';
import { withRetired } from '../keys/retire.ts';
import { assertNotRetired } from '../keys/use.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { KeyEntry, RotationEntry, VaultBody } from '../vault/body.ts';
import { connectionKey, withConnectionKey } from './connection-key.ts';
import { findRotation, nextStep, withRotation } from './entry.ts';
import { viewRotation } from './view.ts';

/**
 * The connection goes back to the old key, and the new one is retired. Throws `ROTATION_NOT_FOUND`, `ROTATION_OVER`, `KEY_RETIRED` when the
 * old key is, and `KEY_IN_USE` when another connection uses the new one.
 */
export async function rollBackRotation({ vault, audit, now = Date.now }: { vault: VaultStore; audit: Audit; now?: Clock }, id: string): Promise<Rotation> {
  const { oldKeyId, newKeyId, connectionId } = findRotation(vault.read(), id);
  const at = new Date(now()).toISOString();
  const body = await vault.update((before) => rolledBack(before, id, at));
  const { name } = findConnection(body, connectionId);
  await audit({ kind: 'rotation.rolled-back', outcome: 'ok', subject: keyName(oldKeyId), says: `over ${name}${newKeyId === undefined ? '' : `, ${keyName(newKeyId)} retired`}` });
  return viewRotation(findRotation(body, id), body);
}

function rolledBack(body: VaultBody, id: string, at: string): VaultBody {
  const rotation = findRotation(body, id);
  if (nextStep(rotation) === undefined) throw new PortcullisError('ROTATION_OVER');
  assertNotRetired(findKey(body, rotation.oldKeyId));
  const changed = withRotation(body, id, (entry) => ({ ...entry, rolledBackAt: at }));
  return rotation.newKeyId === undefined ? changed : withoutSuccessor(changed, rotation, rotation.newKeyId, at);
}

function withoutSuccessor(body: VaultBody, { oldKeyId, connectionId }: RotationEntry, newKeyId: string, at: string): VaultBody {
  const { name } = findConnection(body, connectionId);
  // A third key that a person has switched to meanwhile stays.
  const switched = connectionKey(body, connectionId, newKeyId) === newKeyId;
  const connected = switched ? withConnectionKey(body, connectionId, oldKeyId) : body;
  const restored = withKey(connected, oldKeyId, (old) => (
    old.replacedBy === newKeyId ? withEvent(without(old, 'replacedBy'), { at, kind: 'restored', says: `In place of ${keyName(newKeyId)} on ${name}` }) : old));
  return withRetired(withKey(restored, newKeyId, (entry) => without(entry, 'replaces')), newKeyId, { at, says: `Rolled back to ${keyName(oldKeyId)} on ${name}` });
}

function without(entry: KeyEntry, field: 'replaces' | 'replacedBy'): KeyEntry {
  const { [field]: _, ...rest } = entry;
  return rest;
}
