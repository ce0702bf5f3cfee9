import type { Environment } from '../../shared/model/views.ts';

/** The environments of Wise's own and where their API answers; the built-in sandbox has the address it was given when it started. */
export const WISE_HOSTS: Readonly<Record<Exclude<Environment, 'built-in'>, { apiUrl: string; mtlsUrl: string }>> = {
  'wise-sandbox': { apiUrl: 'https://api.wise-sandbox.com', mtlsUrl: 'https://api-mtls.wise-sandbox.com' },
  production: { apiUrl: 'https://api.wise.com', mtlsUrl: 'https://api-mtls.transferwise.com' },
};
