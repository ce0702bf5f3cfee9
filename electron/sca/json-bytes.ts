import { isUtf8 } from 'node:buffer';
import { PortcullisError } from '../../shared/errors.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;

/**
 * `{"name":"value"}` with the value taken from bytes of UTF-8, put together as bytes: a text could not be wiped.
 * Whoever asked for it fills it with zeros in the end. Throws `IPC_INVALID_INPUT` for a value that is no UTF-8.
 */
export function jsonMember(name: string, value: Buffer): Buffer {
  if (!isUtf8(value)) throw new PortcullisError('IPC_INVALID_INPUT', { field: name, reason: 'NOT_UTF8' });
  const head = Buffer.from(`{${JSON.stringify(name)}:"`);
  const tail = Buffer.from('"}');
  const json = Buffer.alloc(head.length + escapedLength(value) + tail.length);
  head.copy(json);
  tail.copy(json, writeEscaped(value, json, head.length));
  return json;
}

/** RFC 8259, 7: what must be escaped, and nothing else. */
function escapedLength(value: Buffer): number {
  let length = 0;
  for (const byte of value) length += byte === QUOTE || byte === BACKSLASH ? 2 : byte < FIRST_PRINTABLE ? 6 : 1;
  return length;
}

/** Answers the place after the last byte written. */
function writeEscaped(value: Buffer, into: Buffer, from: number): number {
  let at = from;
  for (const byte of value) {
    if (byte < FIRST_PRINTABLE) at += into.write(`\\u${byte.toString(16).padStart(4, '0')}`, at, 'latin1');
    else {
      if (byte === QUOTE || byte === BACKSLASH) into[at++] = BACKSLASH;
      into[at++] = byte;
    }
  }
  return at;
}
