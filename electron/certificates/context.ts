import { findConnection } from '../connections/resolve.ts';
import type { SandboxPort } from '../connections/sandbox-port.ts';
import { leadOf } from '../expiry/lead.ts';
import type { VaultBody } from '../vault/body.ts';
import { authoritiesOf, readAuthorities } from './authorities.ts';
import type { CheckedCertificate } from './checks.ts';
import { siblingsOf } from './siblings.ts';

/** What a certificate is checked against, as its connection stands now. */
export type CheckContext = Pick<CheckedCertificate, 'authorities' | 'clientId' | 'others' | 'leadDays'>;

/** `id`: of the certificate that is checked, which is not among the others; absent for one that is not in the vault. Throws `CONNECTION_NOT_FOUND`. */
export function checkContext(body: VaultBody, sandbox: Pick<SandboxPort, 'running'>, connectionId: string, id?: string): CheckContext {
  const { environment, clientId } = findConnection(body, connectionId);
  return {
    authorities: readAuthorities(authoritiesOf(body, sandbox, connectionId)),
    clientId: environment === 'built-in' ? sandbox.running()?.clientId : clientId,
    others: siblingsOf(body.certificates, connectionId, id),
    leadDays: leadOf(body, 'certificate', id).leadDays,
  };
}
