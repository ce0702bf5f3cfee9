import { loopbackAddresses } from '../../shared/redirect-uri.ts';

/** A redirect URI that leads to this machine (RFC 8252, 7.3). `host` as requests name it; `addresses` are those to listen on. */
export type Loopback = { host: string; addresses: readonly string[]; port: number };

const HTTP_PORT = 80;

/** Undefined for a redirect URI that leads elsewhere. */
export function loopbackOf(redirectUri: string): Loopback | undefined {
  const url = URL.parse(redirectUri);
  const addresses = loopbackAddresses(redirectUri);
  if (!url || !addresses) return undefined;
  return { host: url.host, addresses, port: url.port === '' ? HTTP_PORT : Number(url.port) };
}

/** Is this the redirect URI, with or without more parameters? Its own ones must be there. */
export function leadsTo(url: URL, redirectUri: string): boolean {
  const expected = URL.parse(redirectUri);
  if (!expected) return false;
  const isSamePage = (['protocol', 'host', 'pathname', 'username', 'password'] as const).every((part) => url[part] === expected[part]);
  return isSamePage && [...expected.searchParams].every(([name, value]) => url.searchParams.getAll(name).includes(value));
}
