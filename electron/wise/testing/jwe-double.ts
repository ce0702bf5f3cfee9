import { constants, createCipheriv, createDecipheriv, privateDecrypt, publicEncrypt, randomBytes, type KeyObject } from 'node:crypto';

/** Compact JWE of RSA-OAEP-256 or `dir` with A256GCM, on node:crypto alone so that it shares no fault with the client. */
const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };

/** Encrypted to a public key. The header is written as it is given, whatever it says. */
export function sealWithNode(key: KeyObject, header: object, text: string): string {
  const contentKey = randomBytes(32);
  return seal(header, publicEncrypt({ key, ...OAEP }, contentKey), contentKey, text);
}

/** Encrypted under a content key that both sides have. */
export function sealDirectWithNode(contentKey: Buffer, text: string): string {
  return seal({ enc: 'A256GCM', alg: 'dir' }, Buffer.alloc(0), contentKey, text);
}

function seal(header: object, encryptedKey: Buffer, contentKey: Buffer, text: string): string {
  const protectedHeader = Buffer.from(JSON.stringify(header)).toString('base64url');
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', contentKey, iv).setAAD(Buffer.from(protectedHeader));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [protectedHeader, ...[encryptedKey, iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

export type OpenedJwe = { header: unknown; text: string; contentKey: Buffer };

/** Throws Node's error when it does not decrypt. */
export function openWithNode(key: KeyObject, jwe: string): OpenedJwe {
  const parts = jwe.split('.');
  const [header, encryptedKey, iv, ciphertext, tag] = parts.map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer, Buffer, Buffer, Buffer];
  const contentKey = privateDecrypt({ key, ...OAEP }, encryptedKey);
  const decipher = createDecipheriv('aes-256-gcm', contentKey, iv).setAAD(Buffer.from(parts[0]!)).setAuthTag(tag);
  const text = Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
  return { header: JSON.parse(header.toString('utf8')) as unknown, text, contentKey };
}
