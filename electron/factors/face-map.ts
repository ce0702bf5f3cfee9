import { isUtf8 } from 'node:buffer';
import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { Dialogs } from '../shell/port.ts';
import { base64Bytes } from './base64-bytes.ts';

type Source = Parsed<'factors.setFaceMap'>['from'];

/** Of what is sent, base64. */
const MOST_BYTES = 2 * 1024 * 1024;
const EXTENSIONS = ['txt', 'b64', 'base64', 'bin', 'dat', 'facemap'];
/** What people pick by mistake: photos, documents, archives. */
const OTHER_FILES: readonly string[] = ['ffd8ff', '89504e47', '47494638', '25504446', '504b0304', '1f8b'];
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const isSpace = (byte: number) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/**
 * A face map that FaceTec's server exported, as base64 in bytes: from base64 text, in lines or not, or from a binary file.
 * Whoever asked for it fills it with zeros in the end. Throws `CANCELLED`, `SCA_FACE_MAP_UNREADABLE` also for one of more than 2 MiB.
 */
export async function readFaceMap({ dialogs }: { dialogs: Pick<Dialogs, 'openFile'> }, from: Source): Promise<Buffer> {
  const bytes = await bytesOf(dialogs, from);
  try {
    return faceMapOf(bytes);
  } finally {
    bytes.fill(0);
  }
}

async function bytesOf(dialogs: Pick<Dialogs, 'openFile'>, from: Source): Promise<Buffer> {
  if (from.kind === 'text') return Buffer.from(from.text);
  if (from.kind === 'file') return Buffer.from(from.base64, 'base64');
  const file = await dialogs.openFile({ title: 'Open a face map', extensions: EXTENSIONS });
  if (!file) throw new PortcullisError('CANCELLED');
  const read = await file.read(MOST_BYTES + 1);
  return Buffer.from(read.buffer, read.byteOffset, read.byteLength);
}

function faceMapOf(bytes: Buffer): Buffer {
  if (bytes.length > MOST_BYTES) throw unreadable('It is larger than 2 MiB.');
  if (OTHER_FILES.some((magic) => bytes.toString('hex', 0, magic.length / 2) === magic)) throw unreadable('It is a picture, a document or an archive.');
  if (!isText(bytes)) return encoded(bytes);
  const bare = withoutSpace(bytes);
  const isBase64 = bare.length > 0 && bare.length % 4 === 0 && BASE64.test(bare.toString('latin1'));
  if (isBase64) return bare;
  bare.fill(0);
  throw unreadable(bare.length === 0 ? 'It is empty.' : 'It is text, but no base64.');
}

function encoded(bytes: Buffer): Buffer {
  const base64 = base64Bytes(bytes, 'base64');
  if (base64.length <= MOST_BYTES) return base64;
  base64.fill(0);
  throw unreadable('It is larger than 2 MiB.');
}

function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.some((byte) => byte < 0x20 && !isSpace(byte));
}

/** Also without the quotes around it and a byte order mark. */
function withoutSpace(bytes: Buffer): Buffer {
  const from = bytes.toString('hex', 0, 3) === 'efbbbf' ? 3 : 0;
  const kept = Buffer.alloc(bytes.length);
  let length = 0;
  for (const byte of bytes.subarray(from)) if (!isSpace(byte) && byte !== 0x22) kept[length++] = byte;
  return kept.subarray(0, length);
}

function unreadable(reason: string): PortcullisError {
  return new PortcullisError('SCA_FACE_MAP_UNREADABLE', { reason });
}
