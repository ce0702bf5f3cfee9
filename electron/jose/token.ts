import { PortcullisError } from '../../shared/errors.ts';
import { scanJson } from './scan-json.ts';

/** A compact JWS (RFC 7515, 7.1), read but not verified: fit to be shown, not to be believed. */
export type JwsToken = { kind: 'jws'; compact: string; header: Record<string, unknown>; payload: Buffer; signature: Buffer };
/** A compact JWE (RFC 7516, 7.1), read but not decrypted. */
export type JweToken = { kind: 'jwe'; compact: string; header: Record<string, unknown> };

/** Of a whole token, in bytes. */
export const LARGEST_TOKEN = 256 * 1024;

/** Objects and arrays one in another; a header of RFC 7515 with a key in it has two. Indented, deep nesting grows with its square. */
const DEEPEST_HEADER = 16;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a compact JWS or JWE without any cryptography.
 * Only the one canonical base64url form passes: lenient readers ignore the last character's spare bits, so that two texts would be one signature.
 * Throws `JOSE_TOO_LARGE`, `JOSE_NOT_COMPACT`, `JOSE_DUPLICATE_MEMBER`, `JOSE_ALG_NONE`, `JOSE_CRIT_UNKNOWN`, `JOSE_COMPRESSED`, `JOSE_HEADER_INVALID` with the `field`.
 */
export function readToken(text: string): JwsToken | JweToken {
  if (text.length > LARGEST_TOKEN) throw new PortcullisError('JOSE_TOO_LARGE');
  const parts = text.split('.');
  if (parts.length !== 3 && parts.length !== 5) throw notCompact('PARTS');
  const [headerBytes, payload, signature] = parts.map(canonicalBytes) as [Buffer, Buffer, Buffer];
  const header = readHeader(headerBytes);
  if (parts.length === 3) {
    // RFC 7516, 9: what says `enc` is a JWE.
    if ('enc' in header) throw headerInvalid('enc');
    return { kind: 'jws', compact: text, header, payload, signature };
  }
  if (typeof header['enc'] !== 'string') throw headerInvalid('enc');
  return { kind: 'jwe', compact: text, header };
}

function canonicalBytes(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw notCompact('BASE64URL');
  return bytes;
}

function readHeader(bytes: Buffer): Record<string, unknown> {
  const json = textOf(bytes);
  const header = jsonOf(json);
  if (!isRecord(header)) throw notCompact('HEADER');
  const { depth, duplicate } = scanJson(json);
  if (duplicate !== undefined) throw new PortcullisError('JOSE_DUPLICATE_MEMBER');
  if (depth > DEEPEST_HEADER) throw new PortcullisError('JOSE_HEADER_INVALID', { reason: 'DEPTH' });
  assertMembers(header);
  return header;
}

/** Members that are text wherever they are there: RFC 7515, 4.1, and `url` of Wise's. */
const TEXT_MEMBERS = ['typ', 'cty', 'kid', 'url'];

function assertMembers(header: Record<string, unknown>): void {
  const alg = header['alg'];
  if (typeof alg !== 'string' || alg === '') throw headerInvalid('alg');
  if (alg.toLowerCase() === 'none') throw new PortcullisError('JOSE_ALG_NONE');
  if ('crit' in header) throw new PortcullisError('JOSE_CRIT_UNKNOWN');
  if ('zip' in header) throw new PortcullisError('JOSE_COMPRESSED');
  const wrong = TEXT_MEMBERS.find((name) => name in header && typeof header[name] !== 'string');
  if (wrong !== undefined) throw headerInvalid(wrong);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw notCompact('HEADER');
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function notCompact(reason: string): PortcullisError {
  return new PortcullisError('JOSE_NOT_COMPACT', { reason });
}

function headerInvalid(field: string): PortcullisError {
  return new PortcullisError('JOSE_HEADER_INVALID', { field });
}
