import { JOSE_TYPE, JSON_TYPE } from './answers.ts';
import { mediaType } from './call.ts';

/** A JSON value, or undefined where the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Bytes as UTF-8 text, a byte order mark included; undefined where they are none. */
export function parseUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const DECODERS: Record<string, (text: string, plaintext?: string) => unknown> = {
  [JSON_TYPE]: parseJson,
  'application/x-www-form-urlencoded': (text) => Object.fromEntries(new URLSearchParams(text)),
  [JOSE_TYPE]: (text, plaintext) => decodeToken(text.trim(), plaintext),
};

/** A body as a person would want to read it; undefined where its type is unknown or it does not parse. `plaintext` is what an encrypted body holds, where it is known. */
export function decodeBody(contentType: string | undefined, text: string, plaintext?: string): unknown {
  return DECODERS[mediaType(contentType)]?.(text, plaintext);
}

const PARTS = { jws: 3, jwe: 5 };

/** Header and payload of a compact JWS, or of a JWE as far as it is known; as lenient as can be, for it is only shown. */
function decodeToken(text: string, plaintext?: string): { header: unknown; payload?: unknown } | undefined {
  const parts = text.split('.');
  const header = parseJson(Buffer.from(parts[0]!, 'base64url').toString());
  if (!isRecord(header)) return undefined;
  if (parts.length === PARTS.jws) return { header, payload: decodePayload(Buffer.from(parts[1]!, 'base64url').toString()) };
  if (parts.length !== PARTS.jwe) return undefined;
  return plaintext === undefined ? { header } : { header, payload: decodePayload(plaintext) };
}

/** What is signed or encrypted may be a token again. */
const decodePayload = (text: string): unknown => parseJson(text) ?? decodeToken(text) ?? text;
