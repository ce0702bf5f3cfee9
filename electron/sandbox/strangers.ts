import { statusError, type Answer } from './answers.ts';
import type { Call } from './call.ts';

/**
 * What a browser sends here for another site: a form of that site, or a name of that site's that now leads to this machine (DNS rebinding).
 * Other callers than browsers say nothing of sites.
 */
export function refuseStrangers(call: Call, now: number): Answer | undefined {
  if (!isOwnHost(call)) return statusError(421, 'These pages answer under 127.0.0.1 and localhost only.', call.path, now);
  if (call.method === 'GET' || isOwnSite(call)) return undefined;
  return statusError(403, 'A page of another site sent this.', call.path, now);
}

/** TLS sees to the name on the other listeners: their certificate has no other. */
function isOwnHost({ listener, headers, localPort }: Call): boolean {
  return listener !== 'pages' || headers.host === `127.0.0.1:${localPort}` || headers.host === `localhost:${localPort}`;
}

/** Origin is `null` for forms of pages without a referrer, such as ours: then Sec-Fetch-Site tells (Fetch Metadata). */
function isOwnSite({ listener, headers }: Call): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = headers;
  return origin === undefined || origin === `${listener === 'pages' ? 'http' : 'https'}://${host}`;
}
