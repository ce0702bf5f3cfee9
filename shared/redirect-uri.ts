import type { ConsentView } from './model/tokens.ts';

/** How the answer of the consent page gets back. */
export type ComesBackBy = ConsentView['comesBackBy'];

/** The names that lead to this machine, as `URL` spells them, each with the addresses to listen on: browsers try either for the name (RFC 8252, 7.3). */
const LOOPBACK_ADDRESSES: ReadonlyMap<string, readonly string[]> = new Map([['127.0.0.1', ['127.0.0.1']], ['[::1]', ['::1']], ['localhost', ['127.0.0.1', '::1']]]);

/** With none to three slashes after the scheme: all are in use. */
const CALLBACK_LINK = /^portcullis:\/{0,3}oauth\/callback\/?(\?|$)/iu;

/** The addresses of this machine that a redirect URI leads to; undefined where it leads elsewhere. */
export function loopbackAddresses(redirectUri: string): readonly string[] | undefined {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
  return url?.protocol === 'http:' ? LOOPBACK_ADDRESSES.get(url.hostname) : undefined;
}

/** Is it the one link that a consent may come back by? */
function isCallbackLink(redirectUri: string): boolean {
  return CALLBACK_LINK.test(redirectUri);
}

/** By the form of the redirect URI alone. */
export function comesBackBy(redirectUri: string): ComesBackBy {
  if (isCallbackLink(redirectUri)) return 'link';
  return loopbackAddresses(redirectUri) ? 'loopback' : 'paste';
}
