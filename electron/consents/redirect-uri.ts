import type { ConsentView } from '../../shared/model/tokens.ts';
import { isCallbackLink } from '../links/parse.ts';

/** A redirect URI that leads to this machine (RFC 8252, 7.3). `host` as requests name it; `addresses` are those to listen on. */
export type Loopback = { host: string; addresses: readonly string[]; port: number };

/** Browsers try either address for the name. */
const ADDRESSES: Readonly<Record<string, readonly string[]>> = { '127.0.0.1': ['127.0.0.1'], '[::1]': ['::1'], localhost: ['127.0.0.1', '::1'] };
const HTTP_PORT = 80;

/** Undefined for a redirect URI that leads elsewhere. */
export function loopbackOf(redirectUri: string): Loopback | undefined {
  const url = URL.parse(redirectUri);
  const addresses = url?.protocol === 'http:' ? ADDRESSES[url.hostname] : undefined;
  if (!url || !addresses) return undefined;
  return { host: url.host, addresses, port: url.port === '' ? HTTP_PORT : Number(url.port) };
}

export function comesBackBy(redirectUri: string): ConsentView['comesBackBy'] {
  if (loopbackOf(redirectUri)) return 'loopback';
  return isCallbackLink(redirectUri) ? 'link' : 'paste';
}

/** Is this the redirect URI, with or without more parameters? Its own ones must be there. */
export function leadsTo(url: URL, redirectUri: string): boolean {
  const expected = URL.parse(redirectUri);
  if (!expected) return false;
  const isSamePage = (['protocol', 'host', 'pathname', 'username', 'password'] as const).every((part) => url[part] === expected[part]);
  return isSamePage && [...expected.searchParams].every(([name, value]) => url.searchParams.getAll(name).includes(value));
}
