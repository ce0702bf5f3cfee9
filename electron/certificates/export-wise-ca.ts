import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { findConnection } from '../connections/resolve.ts';
import type { SandboxPort } from '../connections/sandbox-port.ts';
import type { Audit, VaultStore } from '../ports.ts';
import { fileWord, saveAs, type SaveDeps } from '../shell/save-as.ts';
import { writeAtomic } from '../storage/atomic-file.ts';
import { authoritiesOf, readAuthorities } from './authorities.ts';
import { heightOf } from './chain.ts';
import { WISE_CA_FILES } from './wise-ca-forms.ts';

export type ExportWiseCaDeps = SaveDeps & { vault: VaultStore; audit: Audit; sandbox: Pick<SandboxPort, 'running' | 'target'> };

/** Saves the authorities in the form that a server wants, and answers the lines that use the file. Throws `CONNECTION_NOT_FOUND`, `CA_UNREADABLE` where none is known, `CANCELLED`, `SANDBOX_*`, `STORAGE_*`. */
export async function exportWiseCa(deps: ExportWiseCaDeps, { connectionId, form }: Parsed<'wiseCa.export'>): Promise<{ savedAs: string; config: string }> {
  const { vault, audit, sandbox } = deps;
  const { environment, name } = findConnection(vault.read(), connectionId);
  // It has its authority only once it runs.
  if (environment === 'built-in') await sandbox.target();
  const authorities = authoritiesOf(vault.read(), sandbox, connectionId);
  if (authorities.length === 0) throw new PortcullisError('CA_UNREADABLE', { reason: 'This connection has none yet. Import what Developer Hub gives first.' });
  const { extension, content, config } = WISE_CA_FILES[form];
  const path = await saveAs(deps, { title: 'Export Wise’s certificate authorities', suggestedName: `${['wise-ca', fileWord(name), form === 'pem' ? '' : form].filter(Boolean).join('-')}.${extension}` });
  try {
    await writeAtomic(path, [await content(authorities)]);
  } catch (thrown) {
    await audit({ kind: 'wise-ca.exported', outcome: 'failed', subject: name, says: toPortcullisError(thrown).code });
    throw thrown;
  }
  await audit({ kind: 'wise-ca.exported', outcome: 'ok', subject: name, says: `for ${form}, ${authorities.length === 1 ? '1 certificate' : `${authorities.length} certificates`}` });
  return { savedAs: path, config: config(path, depthOf(authorities)) };
}

/** Links from a client certificate to the highest authority: nginx takes one by default, which is too few with an intermediate. */
function depthOf(authorities: readonly string[]): number {
  const certificates = readAuthorities(authorities);
  return 1 + Math.max(...certificates.map((one) => heightOf(one, certificates)));
}
