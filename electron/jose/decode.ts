import { PortcullisError } from '../../shared/errors.ts';

/** The parts of a compact JWS, read but not verified: fit to be shown, not to be believed. */
export type DecodedJws = {
  header: Record<string, unknown>;
  /** UTF-8. */
  payload: string;
  signature: Buffer;
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Takes a compact JWS (RFC 7515, 7.1) apart. Throws `JOSE_ANSWER_NOT_JWS`.
 * Only the one canonical base64url form passes: lenient readers ignore the last character's spare bits, so that two texts would be one signature.
 */
export function decodeCompact(jws: string): DecodedJws {
  const parts = jws.split('.');
  if (parts.length !== 3) throw notJws('PARTS');
  const [header, payload, signature] = parts.map(canonicalBytes) as [Buffer, Buffer, Buffer];
  return { header: headerOf(header), payload: textOf(payload, 'PAYLOAD'), signature };
}

function canonicalBytes(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw notJws('BASE64URL');
  return bytes;
}

function headerOf(bytes: Buffer): Record<string, unknown> {
  const header = jsonOf(textOf(bytes, 'HEADER'));
  if (typeof header !== 'object' || header === null || Array.isArray(header)) throw notJws('HEADER');
  return header as Record<string, unknown>;
}

function textOf(bytes: Buffer, part: string): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw notJws(part);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function notJws(reason: string): PortcullisError {
  return new PortcullisError('JOSE_ANSWER_NOT_JWS', { reason });
}
