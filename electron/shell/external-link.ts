import { spawn } from 'node:child_process';
import { PortcullisError } from '../../shared/errors.ts';

/** How each system opens an address in the person's own browser, without a shell in between. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly [program: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  linux: ['xdg-open'],
};

/** Names of this machine that never leave it (RFC 6761, 6.3). */
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The address in its normal form. Throws `HOST_FORBIDDEN` for anything but `https:`, or `http:` on this machine as the built-in sandbox's pages have it, without user and password. */
export function httpsOnly(url: string): string {
  const parsed = URL.parse(url);
  const isAllowed = parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && LOOPBACK.has(parsed.hostname));
  if (!parsed || !isAllowed || parsed.username !== '' || parsed.password !== '') throw new PortcullisError('HOST_FORBIDDEN', { field: 'url' });
  return parsed.href;
}

/** Opens an address that `httpsOnly` lets through in the person's own browser. A system without an opener does nothing. */
export function openInBrowser(url: string): void {
  const href = httpsOnly(url);
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, href], { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}
