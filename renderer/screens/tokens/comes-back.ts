import type { ConsentView } from '../../../shared/model/tokens.ts';

type ComesBackBy = ConsentView['comesBackBy'];

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** How the answer of Wise’s page comes back over a redirect URI, before main has said so. */
export function waysBack(redirectUri: string): ComesBackBy {
  if (/^portcullis:\/{0,3}oauth\/callback\/?(\?|$)/iu.test(redirectUri)) return 'link';
  if (!URL.canParse(redirectUri)) return 'paste';
  const { protocol, hostname } = new URL(redirectUri);
  return protocol === 'http:' && LOOPBACK.has(hostname) ? 'loopback' : 'paste';
}

export const WAYS_BACK: Record<ComesBackBy, string> = {
  loopback: 'It is on this machine: the answer comes back by itself. Portcullis listens there for five minutes, for one answer.',
  link: 'It is a link that opens Portcullis: the answer comes back when the browser asks and the person allows it.',
  paste: 'It is a page of its own: the browser ends there, and you paste the address of that page here.',
};

export const WAITING: Record<ComesBackBy, string> = {
  loopback: 'Say yes on Wise’s page in the browser. The answer comes back by itself.',
  link: 'Say yes on Wise’s page in the browser, then let it open Portcullis.',
  paste: 'Say yes on Wise’s page in the browser. Then paste the address of the page on which it ends.',
};

/** What is left of a wait, as "4:38". */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
