import { PortcullisError } from '../../shared/errors.ts';
import type { Environment } from '../../shared/model/environments.ts';
import { WISE_HOSTS, type Hosts } from './environments.ts';

/** Everything under these names is Wise's, its older names and the card data hosts included. */
const DOMAINS = {
  production: ['wise.com', 'transferwise.com'],
  'wise-sandbox': ['wise-sandbox.com', 'transferwise.tech'],
} as const satisfies Partial<Record<Environment, readonly string[]>>;

const FIELDS = ['apiUrl', 'mtlsUrl', 'consentUrl'] as const;

/**
 * The addresses as they are kept: the API as origins, the consent page with its path. Undefined where the environment's own are meant.
 * Throws `IPC_INVALID_INPUT` and `HOSTS_OF_PRODUCTION`, both with the field.
 */
export function ownHosts(environment: Environment, given: Hosts | undefined): Hosts | undefined {
  if (environment === 'built-in' || !given) {
    if (environment === 'custom') throw new PortcullisError('IPC_INVALID_INPUT', { field: 'hosts', reason: 'REQUIRED' });
    if (given) throw new PortcullisError('IPC_INVALID_INPUT', { field: 'hosts', reason: 'NOT_FOR_BUILT_IN' });
    return undefined;
  }
  const hosts = { apiUrl: origin('apiUrl', given.apiUrl), mtlsUrl: origin('mtlsUrl', given.mtlsUrl), consentUrl: page(given.consentUrl) };
  assertOfEnvironment(environment, hosts);
  const usual = environment === 'custom' ? undefined : WISE_HOSTS[environment];
  return usual && FIELDS.every((field) => hosts[field] === usual[field]) ? undefined : hosts;
}

/** A fault in one environment must not reach another: only production goes to Wise's production, and it goes to no sandbox. */
function assertOfEnvironment(environment: Environment, hosts: Hosts): void {
  for (const field of FIELDS) {
    const { host, hostname } = new URL(hosts[field]);
    if (environment !== 'production' && isWithin(hostname, DOMAINS.production)) throw new PortcullisError('HOSTS_OF_PRODUCTION', { field: `hosts.${field}`, host });
    if (environment === 'production' && isWithin(hostname, DOMAINS['wise-sandbox'])) throw new PortcullisError('IPC_INVALID_INPUT', { field: `hosts.${field}`, host, reason: 'HOST_OF_SANDBOX' });
  }
}

function isWithin(hostname: string, domains: readonly string[]): boolean {
  // A name with a dot at its end is the same name to DNS.
  const name = hostname.replace(/\.+$/, '');
  return domains.some((domain) => name === domain || name.endsWith(`.${domain}`));
}

function origin(field: keyof Hosts, given: string): string {
  const url = parsed(field, given);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') throw new PortcullisError('IPC_INVALID_INPUT', { field: `hosts.${field}`, reason: 'NOT_AN_ORIGIN' });
  return url.origin;
}

function page(given: string): string {
  const url = parsed('consentUrl', given);
  url.hash = '';
  return url.href;
}

function parsed(field: keyof Hosts, given: string): URL {
  const url = URL.parse(given);
  if (url?.protocol !== 'https:') throw new PortcullisError('IPC_INVALID_INPUT', { field: `hosts.${field}`, reason: 'NOT_HTTPS' });
  if (url.username !== '' || url.password !== '') throw new PortcullisError('IPC_INVALID_INPUT', { field: `hosts.${field}`, reason: 'HOLDS_CREDENTIALS' });
  return url;
}
