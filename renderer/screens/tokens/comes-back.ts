import type { ComesBackBy } from '../../../shared/redirect-uri.ts';

/** What the person does while the answer is waited for. */
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
