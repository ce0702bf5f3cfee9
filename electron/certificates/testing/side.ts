import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { Parsed } from '../../../shared/ipc/contract.ts';
import type { SandboxTarget } from '../../connections/sandbox-port.ts';
import { createMemoryShell } from '../../shell/memory.ts';
import { tempFolder } from '../../storage/testing/temp-folder.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../../wise/testing/ports.ts';
import { installCertificate } from '../install.ts';
import { requestCertificate } from '../request.ts';
import { issue, makeAuthority, type LeafOptions } from './authority.ts';

export const CLIENT_ID = 'client-of-the-test';

/** The certificate use cases of one connection over a vault in memory, with an authority that stands for Wise's. The clock can be moved. */
export async function certificateSide() {
  const authority = await makeAuthority();
  const connection = connectionEntry({ name: 'Payments', clientId: CLIENT_ID, clientSecret: 'secret of the test', wiseCa: [authority.pem] });
  const other = connectionEntry({ name: 'Treasury', clientId: 'another-client', clientSecret: 'secret of the other' });
  const clock = { now: Date.now() };
  const shell = createMemoryShell();
  const deps = {
    vault: memoryVault({ connections: [connection, other], selectedConnectionId: connection.id }),
    audit: memoryAudit(),
    sandbox: { running: (): SandboxTarget | undefined => undefined, target: () => Promise.reject<SandboxTarget>(new Error('not here')), issueCertificate: () => Promise.reject<string>(new Error('not here')) },
    dialogs: shell.dialogs,
    info: () => ({ host: 'memory' as const, profileDir: folder }),
    now: () => clock.now,
  };
  const folder = tempFolder();
  const request = (change: Partial<Parsed<'certificates.request'>> = {}): Promise<CertificateSummary> =>
    requestCertificate(deps, { connectionId: connection.id, name: 'October', kind: 'EC P-256', subject: { O: 'Example Ltd' }, ...change });
  const csrOf = (id: string): string => entryOf(id).csr ?? '';
  const entryOf = (id: string) => deps.vault.read().certificates.find((entry) => entry.id === id)!;
  /** A certificate for the request, as Developer Hub would issue it unless said otherwise. */
  const issued = (id: string, options: LeafOptions = {}, by = authority) => issue(by, csrOf(id), { subject: `O=Example Ltd, CN=${CLIENT_ID}`, ...options });
  const install = (certificateId: string, text: string) => installCertificate(deps, { certificateId, from: { kind: 'text', text } });
  /** Requested, issued and installed. */
  const ready = async (name: string, change: Partial<Parsed<'certificates.request'>> = {}): Promise<CertificateSummary> => {
    const { id } = await request({ name, ...change });
    return install(id, await issued(id));
  };
  /** As if a live call had gone through. */
  const proved = async (name: string, change: Partial<Parsed<'certificates.request'>> = {}): Promise<CertificateSummary> => {
    const summary = await ready(name, change);
    await deps.vault.update((body) => ({ ...body, certificates: body.certificates.map((entry) => (entry.id === summary.id ? { ...entry, provedAt: new Date(clock.now).toISOString() } : entry)) }));
    return summary;
  };
  return { ...deps, deps, shell, folder, clock, authority, connection, other, request, csrOf, entryOf, issued, install, ready, proved };
}
