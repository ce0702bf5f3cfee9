import { PortcullisError } from '../../../shared/errors.ts';

/** Most that is read of a file or of what was pasted, in bytes. */
export const MOST_BYTES = 300_000;

/** What could not be read, in a sentence; never with a piece of it. */
export function unreadable(reason: string): PortcullisError {
  return new PortcullisError('TOKEN_IMPORT_UNREADABLE', { reason });
}

/** UTF-8, or UTF-16 with a byte order mark or of plain Latin letters. Line ends become LF. Throws `TOKEN_IMPORT_UNREADABLE` for what is no text. */
export function textOf(bytes: Uint8Array): string {
  if (bytes.length > MOST_BYTES) throw unreadable('It is larger than 300 KB. Take only the environment or the request that holds the token.');
  const text = decoded(bytes).replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  if (text.includes('\0')) throw unreadable('It is not a text file.');
  if (text.trim() === '') throw unreadable('It is empty.');
  return text;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    throw unreadable('It is not a text file.');
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === undefined || second === undefined) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? 'utf-16be' : 'utf-8';
}
