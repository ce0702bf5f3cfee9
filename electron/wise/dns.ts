import { lookup } from 'node:dns/promises';
import { PortcullisError } from '../../shared/errors.ts';

/** Milliseconds: the system's own resolver takes far longer to give up when no server answers. */
const LOOKUP_MS = 10_000;

/** What the system's resolver answers for a name: its addresses, at least one. */
export type Lookup = (hostname: string) => Promise<readonly unknown[]>;

const lookupAll: Lookup = (hostname) => lookup(hostname, { all: true });

/**
 * Looks the host of an address up as every call does, `/etc/hosts` and numeric hosts included, and answers how many addresses it has.
 * Throws `WISE_NAME_NOT_FOUND` with the resolver's code (`ENOTFOUND`, `EAI_AGAIN`), or `TIMEOUT`.
 */
export async function lookUpHost(address: string, resolve: Lookup = lookupAll, limitMs = LOOKUP_MS): Promise<number> {
  const { hostname, host } = new URL(address);
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new PortcullisError('WISE_NAME_NOT_FOUND', { host, reason: 'TIMEOUT' })), limitMs);
  try {
    // IPv6 addresses stand in brackets in a URL, and without them everywhere else.
    const found = await Promise.race([resolve(hostname.replace(/^\[(.*)\]$/, '$1')), late]);
    return found.length;
  } catch (thrown) {
    if (thrown instanceof PortcullisError) throw thrown;
    throw new PortcullisError('WISE_NAME_NOT_FOUND', { host, reason: codeOf(thrown) }, { cause: thrown });
  } finally {
    clearTimeout(timer);
  }
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'UNKNOWN';
}
