import { constants, createCipheriv, publicEncrypt, randomBytes, type KeyObject } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import { CONTENT_ENCRYPTION, CONTENT_KEY_BYTES, KEY_ENCRYPTION } from '../../shared/model/algorithms.ts';
import { fitsAlgorithm } from './public-key.ts';

export type EncryptedMessage = {
  jwe: string;
  /** The protected header as it was sent. */
  header: Record<string, unknown>;
  /** 32 bytes, fresh for each message. An answer with direct encryption comes under it; otherwise drop it. */
  contentKey: Buffer;
};

const IV_BYTES = 12;

/**
 * A compact JWE (RFC 7516, 5.1): RSA-OAEP-256 and A256GCM, content key and IV fresh and random. Text is encrypted as UTF-8.
 * Put together from node:crypto, because jose hands no content key out and discourages setting one; to any JOSE library it is the same.
 * Throws `KEY_WRONG_USE` for a key that is no RSA key of 2048 bits or more.
 */
export async function encryptCompact(key: KeyObject, { kid, cty }: { kid?: string; cty?: string }, payload: string | Uint8Array): Promise<EncryptedMessage> {
  if (key.type !== 'public' || !fitsAlgorithm(key, KEY_ENCRYPTION)) throw new PortcullisError('KEY_WRONG_USE', { reason: 'KEY_KIND' });
  const header = { alg: KEY_ENCRYPTION, enc: CONTENT_ENCRYPTION, ...(cty === undefined ? {} : { cty }), ...(kid === undefined ? {} : { kid }) };
  const contentKey = randomBytes(CONTENT_KEY_BYTES);
  const protectedHeader = base64url(Buffer.from(JSON.stringify(header)));
  const encryptedKey = publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, contentKey);
  const sealed = sealContent(contentKey, protectedHeader, bytesOf(payload));
  return { jwe: [protectedHeader, base64url(encryptedKey), ...sealed.map(base64url)].join('.'), header, contentKey };
}

/** IV, ciphertext and tag (RFC 7518, 5.3). The protected header is vouched for by the tag. */
function sealContent(contentKey: Buffer, protectedHeader: string, payload: Buffer): [iv: Buffer, ciphertext: Buffer, tag: Buffer] {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', contentKey, iv).setAAD(Buffer.from(protectedHeader, 'ascii'));
  const ciphertext = Buffer.concat([cipher.update(payload), cipher.final()]);
  return [iv, ciphertext, cipher.getAuthTag()];
}

/** Bytes are looked at where they are: a copy would outlive the caller's wiping. */
function bytesOf(payload: string | Uint8Array): Buffer {
  return typeof payload === 'string' ? Buffer.from(payload) : Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
}

function base64url(bytes: Buffer): string {
  return bytes.toString('base64url');
}
