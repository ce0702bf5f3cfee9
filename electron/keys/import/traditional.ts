import { createDecipheriv, createHash } from 'node:crypto';
import { childrenOf, parseDer, type loadForge } from './forge.ts';

type ForgeModule = Awaited<ReturnType<typeof loadForge>>;

/** Key and vector in bytes. */
const CIPHERS: Readonly<Record<string, readonly [key: number, vector: number]>> = { 'AES-128-CBC': [16, 16], 'AES-192-CBC': [24, 16], 'AES-256-CBC': [32, 16], 'DES-EDE3-CBC': [24, 8] };

export function isTraditionalCipher(cipher: string): boolean {
  return cipher in CIPHERS;
}

/**
 * Opens what OpenSSL’s old PEM form encrypts: `info` is the DEK-Info header, such as "AES-128-CBC,0A1B…". Answers DER, which the caller zeroes,
 * or undefined when the passphrase is wrong: a library that reads the key at once cannot tell that from a kind that it does not know.
 */
export function openTraditionalPem(forge: ForgeModule, info: string, sealed: Buffer, passphrase: string): Buffer | undefined {
  const [cipher = '', hex = ''] = info.split(',');
  const [keyBytes, vectorBytes] = CIPHERS[cipher.trim()] ?? [0, 0];
  const vector = Buffer.from(hex.trim(), 'hex');
  if (vector.length !== vectorBytes) return undefined;
  const key = keyOf(passphrase, vector.subarray(0, 8), keyBytes);
  try {
    const decipher = createDecipheriv(cipher.trim().toLowerCase(), key, vector);
    const der = Buffer.concat([decipher.update(sealed), decipher.final()]);
    return childrenOf(parseDer(forge, der)).length > 1 ? der : undefined;
  } catch {
    return undefined;
  } finally {
    key.fill(0);
  }
}

/** EVP_BytesToKey with MD5 and one round. */
function keyOf(passphrase: string, salt: Buffer, bytes: number): Buffer {
  const parts: Buffer[] = [];
  for (let length = 0; length < bytes; length += 16) parts.push(createHash('md5').update(parts.at(-1) ?? '').update(passphrase).update(salt).digest());
  return Buffer.concat(parts).subarray(0, bytes);
}
