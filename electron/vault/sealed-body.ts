import { type CipherGCM, createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { PortcullisError } from '../../shared/errors.ts';

/** Name of the format. */
export const FORMAT = 'portcullis-vault';

/** Version 2 has doors of further people. A vault of one person stays version 1, which earlier versions of Portcullis open as long as they know all that its body holds. */
export function versionOf(doors: readonly string[]): 1 | 2 {
  return doors.length > 2 ? 2 : 1;
}

/** Larger ones make every allocation a request to the system, which costs more than the encryption. */
const SLICE_BYTES = 48 * 1024;

/** Protected header of the body: what the encryption vouches for. */
const bodyHeader = z.strictObject({
  alg: z.literal('dir'),
  enc: z.literal('A256GCM'),
  typ: z.literal('portcullis-vault+jwe'),
  format: z.literal(FORMAT),
  version: z.literal([1, 2]),
  generation: z.number().int().positive(),
  /** SHA-256 of the doors joined by a line feed, base64url: no door can be swapped or taken away unnoticed. */
  doors: z.string(),
});

/**
 * The body as compact JWE (RFC 7516), `dir` and A256GCM with a fresh random 96-bit IV, in ASCII pieces. By node:crypto, piece by piece,
 * because that is ten times faster than jose on a body of ten megabytes; to any JOSE library it is the same.
 * The key is taken when it is called; the plaintext is read while the pieces are. Throws `VAULT_LOCKED` for a key that a lock has zeroed.
 */
export function sealBody(key: Buffer, plaintext: readonly Buffer[], generation: number, doors: readonly string[]): Iterable<Buffer> {
  if (key.every((byte) => byte === 0)) throw new PortcullisError('VAULT_LOCKED');
  const header: z.infer<typeof bodyHeader> = {
    alg: 'dir', enc: 'A256GCM', typ: 'portcullis-vault+jwe', format: FORMAT, version: versionOf(doors), generation, doors: digestOfDoors(doors),
  };
  const protectedHeader = Buffer.from(JSON.stringify(header)).toString('base64url');
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(protectedHeader, 'ascii'));
  return sealedPieces(`${protectedHeader}..${iv.toString('base64url')}.`, plaintext, cipher);
}

function* sealedPieces(head: string, plaintext: readonly Buffer[], cipher: CipherGCM): Generator<Buffer> {
  yield Buffer.from(head, 'ascii');
  let rest: Buffer = Buffer.alloc(0);
  for (const piece of plaintext.flatMap(slices)) {
    const ciphertext = Buffer.concat([rest, cipher.update(piece)]);
    // Base64url of whole triplets can be put together again.
    const whole = ciphertext.length - (ciphertext.length % 3);
    yield Buffer.from(ciphertext.toString('base64url', 0, whole), 'latin1');
    rest = ciphertext.subarray(whole);
  }
  cipher.final();
  yield Buffer.from(`${rest.toString('base64url')}.${cipher.getAuthTag().toString('base64url')}`, 'ascii');
}

function slices(piece: Buffer): Buffer[] {
  return Array.from({ length: Math.ceil(piece.length / SLICE_BYTES) }, (_, i) => piece.subarray(i * SLICE_BYTES, (i + 1) * SLICE_BYTES));
}

/** The plaintext, which the caller zeroes. Throws `VAULT_DAMAGED` when anything of it, its generation or the doors was changed. */
export function openBody(key: Buffer, jwe: string, generation: number, doors: readonly string[]): Buffer {
  try {
    const [protectedHeader = '', encryptedKey, iv = '', ciphertext = '', tag = '', ...rest] = jwe.split('.');
    const header = bodyHeader.parse(JSON.parse(Buffer.from(protectedHeader, 'base64url').toString()));
    const [ivBytes, tagBytes] = [Buffer.from(iv, 'base64url'), Buffer.from(tag, 'base64url')];
    if (encryptedKey !== '' || rest.length > 0 || ivBytes.length !== 12) throw new Error('not a compact JWE of this kind');
    if (header.version !== versionOf(doors) || header.generation !== generation || header.doors !== digestOfDoors(doors)) throw new Error('header and file differ');
    const decipher = createDecipheriv('aes-256-gcm', key, ivBytes, { authTagLength: 16 }).setAAD(Buffer.from(protectedHeader, 'ascii')).setAuthTag(tagBytes);
    const plaintext = decipher.update(Buffer.from(ciphertext, 'base64url'));
    decipher.final();
    return plaintext;
  } catch (error) {
    throw new PortcullisError('VAULT_DAMAGED', { reason: 'BODY' }, { cause: error });
  }
}

function digestOfDoors(doors: readonly string[]): string {
  return createHash('sha256').update(doors.join('\n'), 'ascii').digest('base64url');
}
