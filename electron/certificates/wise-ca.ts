import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { WiseCaView } from '../../shared/model/certificates.ts';
import { findConnection } from '../connections/resolve.ts';
import type { SandboxPort } from '../connections/sandbox-port.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import { givenBytes } from '../shell/given-bytes.ts';
import type { Dialogs } from '../shell/port.ts';
import type { VaultBody } from '../vault/body.ts';
import { authoritiesOf, readAuthorities } from './authorities.ts';
import { factsOf } from './entry.ts';
import { CERTIFICATE_EXTENSIONS, certificatePem } from './pem.ts';

type ViewDeps = { vault: VaultStore; sandbox: Pick<SandboxPort, 'running'> };
export type WiseCaDeps = ViewDeps & { audit: Audit; dialogs: Pick<Dialogs, 'openFile'>; now?: Clock };

/** Throws `CONNECTION_NOT_FOUND`. */
export async function wiseCa({ vault, sandbox }: ViewDeps, { connectionId }: Parsed<'wiseCa.get'>): Promise<WiseCaView> {
  const body = vault.read();
  const certificates = readAuthorities(authoritiesOf(body, sandbox, connectionId)).map(factsOf);
  if (findConnection(body, connectionId).environment === 'built-in') return { source: 'built-in', certificates };
  return { source: certificates.length > 0 ? 'imported' : 'none', certificates };
}

/**
 * Takes the authorities in a file, issuer before issued, each once; they take the place of those before.
 * Throws `CONNECTION_NOT_FOUND`, `CA_BUILT_IN`, `CANCELLED`, and `CA_UNREADABLE` with the reason.
 */
export async function importWiseCa(deps: WiseCaDeps, { connectionId, from }: Parsed<'wiseCa.import'>): Promise<WiseCaView> {
  const { vault, audit, dialogs, now = Date.now } = deps;
  assertOwnCa(vault.read(), connectionId);
  const { bytes } = await givenBytes(dialogs, from, { title: 'Import Wise’s certificate authorities', extensions: CERTIFICATE_EXTENSIONS, refusal: 'CA_UNREADABLE', thing: 'authority' });
  const { readWiseCaFile } = await import('./wise-ca-file.ts');
  const authorities = await readWiseCaFile(bytes, now());
  const { name } = await setWiseCa(vault, connectionId, authorities.map(certificatePem));
  await audit({ kind: 'wise-ca.imported', outcome: 'ok', subject: name, says: `SHA-256 ${authorities.map(({ fingerprint256 }) => fingerprint256).join(', ')}` });
  return wiseCa(deps, { connectionId });
}

/** Throws `CONNECTION_NOT_FOUND`, `CA_BUILT_IN`. */
export async function removeWiseCa(deps: Omit<WiseCaDeps, 'dialogs'>, { connectionId }: Parsed<'wiseCa.remove'>): Promise<WiseCaView> {
  const { name } = await setWiseCa(deps.vault, connectionId, []);
  await deps.audit({ kind: 'wise-ca.imported', outcome: 'ok', subject: name, says: 'removed' });
  return wiseCa(deps, { connectionId });
}

async function setWiseCa(vault: VaultStore, connectionId: string, certificates: string[]): Promise<{ name: string }> {
  const body = await vault.update((before) => {
    assertOwnCa(before, connectionId);
    return { ...before, connections: before.connections.map((one) => (one.id === connectionId ? { ...one, wiseCa: certificates } : one)) };
  });
  return findConnection(body, connectionId);
}

function assertOwnCa(body: VaultBody, connectionId: string): void {
  if (findConnection(body, connectionId).environment === 'built-in') throw new PortcullisError('CA_BUILT_IN');
}
