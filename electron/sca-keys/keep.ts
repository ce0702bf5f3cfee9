import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { ScaKey } from '../../shared/model/approvals.ts';
import { findConnection } from '../connections/resolve.ts';
import { publicKeyOf, type PrivateJwk } from '../jose/public-key.ts';
import type { Services } from '../services.ts';
import type { ScaKeyEntry } from '../vault/body.ts';
import { findScaKey, newScaKey, scaKeyName, viewScaKey, withScaKey } from './entry.ts';

type Deps = Pick<Services, 'vault' | 'audit' | 'now'>;
const generate = promisify(generateKeyPair);

export function listScaKeys({ vault }: Pick<Deps, 'vault'>): ScaKey[] {
  return vault.read().scaKeys.map(viewScaKey);
}

/** Makes an RSA key off the event loop and puts it in the place of the connection's old one. Throws `CONNECTION_NOT_FOUND`. */
export async function makeScaKey(deps: Deps, { connectionId, label, bits }: Parsed<'scaKeys.make'>): Promise<ScaKey> {
  findConnection(deps.vault.read(), connectionId);
  const { privateKey } = await generate('rsa', { modulusLength: bits });
  return keepScaKey(deps, newScaKey(privateKey, { connectionId, label, origin: 'made' }, deps.now()), 'sca-key.made');
}

/** Throws `CONNECTION_NOT_FOUND`. */
export async function keepScaKey({ vault, audit }: Deps, entry: ScaKeyEntry, kind: 'sca-key.made' | 'sca-key.imported'): Promise<ScaKey> {
  const replaced: ScaKeyEntry[] = [];
  await vault.update((body) => {
    replaced.push(...body.scaKeys.filter(({ connectionId }) => connectionId === entry.connectionId));
    return withScaKey(body, entry);
  });
  const instead = replaced.map((one) => `, in the place of ${scaKeyName(one)}`).join('');
  await audit({ kind, outcome: 'ok', subject: scaKeyName(entry), says: `RSA ${entry.bits}, SHA-256 ${entry.fingerprint.slice(0, 16)}${instead}` });
  return viewScaKey(entry);
}

/** The public half to the clipboard: SubjectPublicKeyInfo in PEM. Throws `KEY_NOT_FOUND`, `CLIPBOARD_REFUSED`. */
export async function copyScaPublic({ vault, audit, clipboard }: Pick<Services, 'vault' | 'audit' | 'clipboard'>, id: string): Promise<void> {
  const entry = findScaKey(vault.read(), id);
  const pem = publicKeyOf(entry.privateJwk as PrivateJwk).export({ format: 'pem', type: 'spki' }).toString();
  await audit({ kind: 'sca-key.copied', outcome: 'ok', subject: scaKeyName(entry), says: 'public half, PEM' });
  await clipboard.copy(pem, false);
}

/** Throws `KEY_NOT_FOUND`. */
export async function removeScaKey({ vault, audit }: Deps, id: string): Promise<void> {
  const entry = findScaKey(vault.read(), id);
  await vault.update((body) => ({ ...body, scaKeys: body.scaKeys.filter((one) => one.id !== findScaKey(body, id).id) }));
  await audit({ kind: 'sca-key.removed', outcome: 'ok', subject: scaKeyName(entry), says: `RSA ${entry.bits}` });
}
