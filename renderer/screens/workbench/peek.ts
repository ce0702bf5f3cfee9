export type TokenKind = 'jws' | 'jwe';

/** What can be told of a compact message at a glance. Nothing of it is believed; it only chooses what is offered. */
export type Glance = { kind?: TokenKind; alg?: string; kid?: string; hasVersion?: boolean };

/** Characters that are taken at most; main takes 256 KiB and says so itself. */
export const MAX_TOKEN = 400_000;
/** Longest header that is looked into here; main judges longer ones. */
const MAX_HEADER = 20_000;

const KINDS: Record<number, TokenKind> = { 3: 'jws', 5: 'jwe' };

/** A pasted message without the white space that mails and terminals put in, nor the quotes of JSON. */
export function cleaned(text: string): string {
  return text.replaceAll(/\s+/g, '').replaceAll(/^"|"$/g, '');
}

function headerOf(part: string): Record<string, unknown> {
  if (part.length > MAX_HEADER) return {};
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof header === 'object' && header !== null ? { ...header } : {};
  } catch {
    return {};
  }
}

/** Looks at a compact JWS (RFC 7515, 7.1: three parts) or JWE (RFC 7516, 7.1: five). */
export function glance(token: string): Glance {
  const parts = token.split('.', 6);
  const kind = KINDS[parts.length];
  if (!kind) return {};
  const { alg, kid, version } = headerOf(parts[0]!);
  return { kind, ...(typeof alg === 'string' && { alg }), ...(typeof kid === 'string' && { kid }), ...(version !== undefined && { hasVersion: true }) };
}
