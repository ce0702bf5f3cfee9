import { PortcullisError } from '../../shared/errors.ts';

/** Schemes that name something on this machine or run it: no browser is sent there. */
const FORBIDDEN_SCHEMES: ReadonlySet<string> = new Set(['javascript:', 'vbscript:', 'data:', 'file:', 'blob:', 'about:']);

/**
 * Checks a redirect URI (RFC 6749, 3.1.2: absolute, without fragment) and answers it as it was typed: Wise compares it byte by byte.
 * Throws `IPC_INVALID_INPUT` with the field and what is wrong.
 */
export function checkedRedirectUri(given: string): string {
  const typed = given.trim();
  const url = URL.parse(typed);
  const reason = !url || !isSpelledOut(typed) ? 'NOT_AN_ABSOLUTE_URI' : faultOf(typed, url);
  if (reason) throw new PortcullisError('IPC_INVALID_INPUT', { field: 'redirectUri', reason });
  return typed;
}

/** The parser forgives `https:host` and drops line breaks within; compared byte by byte, neither would be what it looks like. */
function isSpelledOut(typed: string): boolean {
  return !/[\s\p{Cc}]/u.test(typed) && (!/^https?:/i.test(typed) || /^https?:\/\/[^/\\]/i.test(typed));
}

function faultOf(typed: string, url: URL): string | undefined {
  if (FORBIDDEN_SCHEMES.has(url.protocol)) return 'SCHEME_FORBIDDEN';
  return typed.includes('#') ? 'HAS_FRAGMENT' : undefined;
}
