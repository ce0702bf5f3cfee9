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

/** Bytes as UTF-8 text; undefined where they are none. */
export function parseUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const BASE64URL = /^[A-Za-z0-9_-]+$/;

export interface CompactJws {
  readonly header: Record<string, unknown>;
  readonly payload: Buffer;
}

/** The two readable parts of a compact JWS (RFC 7515, 7.1), unverified; undefined where the text is none. */
export function readCompactJws(text: string): CompactJws | undefined {
  const parts = text.split('.');
  if (parts.length !== 3 || !parts.every((part) => BASE64URL.test(part))) return undefined;
  const header = parseJson(Buffer.from(parts[0]!, 'base64url').toString());
  return isRecord(header) ? { header, payload: Buffer.from(parts[1]!, 'base64url') } : undefined;
}

const DECODERS: Record<string, (text: string) => unknown> = {
  [JSON_TYPE]: parseJson,
  'application/x-www-form-urlencoded': (text) => Object.fromEntries(new URLSearchParams(text)),
  [JOSE_TYPE]: (text) => {
    const jws = readCompactJws(text.trim());
    return jws && { header: jws.header, payload: parseJson(jws.payload.toString()) ?? jws.payload.toString() };
  },
};

/** A body as a person would want to read it; undefined where its type is unknown or it does not parse. */
export function decodeBody(contentType: string | undefined, text: string): unknown {
  return DECODERS[mediaType(contentType)]?.(text);
}
