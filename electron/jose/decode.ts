import { PortcullisError } from '../../shared/errors.ts';
import { readToken } from './token.ts';

/** The parts of a compact JWS, read but not verified: fit to be shown, not to be believed. */
export type DecodedJws = {
  header: Record<string, unknown>;
  /** UTF-8. */
  payload: string;
  signature: Buffer;
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Takes Wise's answer, a compact JWS (RFC 7515, 7.1), apart. Throws `JOSE_ANSWER_NOT_JWS`, and what `readToken` refuses by name. */
export function decodeCompact(jws: string): DecodedJws {
  const token = asAnswer(() => readToken(jws));
  if (token.kind !== 'jws') throw notJws('PARTS');
  return { header: token.header, payload: payloadText(token.payload), signature: token.signature };
}

/** What is no token at all is, where Wise answered it, `JOSE_ANSWER_NOT_JWS`. */
function asAnswer<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof PortcullisError && thrown.code === 'JOSE_NOT_COMPACT') throw new PortcullisError('JOSE_ANSWER_NOT_JWS', thrown.details, { cause: thrown });
    throw thrown;
  }
}

/** The payload of Wise's answer, which is text. Throws `JOSE_ANSWER_NOT_JWS`. */
export function payloadText(payload: Buffer): string {
  try {
    return utf8.decode(payload);
  } catch {
    throw notJws('PAYLOAD');
  }
}

function notJws(reason: string): PortcullisError {
  return new PortcullisError('JOSE_ANSWER_NOT_JWS', { reason });
}
