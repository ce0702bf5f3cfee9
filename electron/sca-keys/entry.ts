import { createHash, createPublicKey, randomUUID, type KeyObject } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { ScaKey } from '../../shared/model/approvals.ts';
import { findConnection } from '../connections/resolve.ts';
import type { PrivateJwk } from '../jose/public-key.ts';
import type { ScaKeyEntry, VaultBody } from '../vault/body.ts';

/** As the screens see it. */
export function viewScaKey(entry: ScaKeyEntry): ScaKey {
  const { privateJwk: _, ...view } = entry;
  return view;
}

/** For the audit log. */
export function scaKeyName({ id }: Pick<ScaKeyEntry, 'id'>): string {
  return `SCA key ${id.slice(0, 8)}`;
}

/** Throws `KEY_NOT_FOUND`. */
export function findScaKey({ scaKeys }: VaultBody, id: string): ScaKeyEntry {
  const entry = scaKeys.find((one) => one.id === id);
  if (!entry) throw new PortcullisError('KEY_NOT_FOUND');
  return entry;
}

/** A key as the vault keeps it; not in it yet. */
export function newScaKey(key: KeyObject, { connectionId, label, origin }: Pick<ScaKeyEntry, 'connectionId' | 'label' | 'origin'>, now: number): ScaKeyEntry {
  const madeAt = new Date(now).toISOString();
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return {
    id: randomUUID(), connectionId, bits, origin, madeAt,
    label: label || `RSA ${bits} ${madeAt.slice(0, 10)}`,
    privateJwk: key.export({ format: 'jwk' }) as PrivateJwk,
    fingerprint: createHash('sha256').update(createPublicKey(key).export({ format: 'der', type: 'spki' })).digest('hex'),
    uses: 0,
  };
}

/** One a connection: it takes the place of the old one, which is dropped. Throws `CONNECTION_NOT_FOUND`. */
export function withScaKey(body: VaultBody, entry: ScaKeyEntry): VaultBody {
  findConnection(body, entry.connectionId);
  return { ...body, scaKeys: [...body.scaKeys.filter(({ connectionId }) => connectionId !== entry.connectionId), entry] };
}
