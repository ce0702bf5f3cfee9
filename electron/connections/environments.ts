import { PortcullisError } from '../../shared/errors.ts';
import type { Environment } from '../../shared/model/views.ts';

/** `apiUrl` and `mtlsUrl` are origins; `consentUrl` is the page on which a person lets the application act. */
export type Hosts = { apiUrl: string; mtlsUrl: string; consentUrl: string };

/** The environments of Wise's own and where their API answers; the built-in sandbox has the address it was given when it started. */
export const WISE_HOSTS: Readonly<Record<Exclude<Environment, 'built-in' | 'custom'>, Hosts>> = {
  'wise-sandbox': { apiUrl: 'https://api.wise-sandbox.com', mtlsUrl: 'https://api-mtls.wise-sandbox.com', consentUrl: 'https://wise-sandbox.com/oauth/authorize/' },
  production: { apiUrl: 'https://api.wise.com', mtlsUrl: 'https://api-mtls.transferwise.com', consentUrl: 'https://wise.com/oauth/authorize/' },
};

/** Where a connection to Wise, or to hosts of one's own, leads. */
export function hostsOf({ environment, hosts }: { environment: Exclude<Environment, 'built-in'>; hosts?: Hosts | undefined }): Hosts {
  if (hosts) return hosts;
  if (environment === 'custom') throw new PortcullisError('INTERNAL', { reason: 'CUSTOM_WITHOUT_HOSTS' });
  return WISE_HOSTS[environment];
}
