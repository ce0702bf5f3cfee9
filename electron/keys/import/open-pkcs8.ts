import { createPrivateKey, type KeyObject } from 'node:crypto';
import { PortcullisError } from '../../../shared/errors.ts';
import { isCostlyKey } from '../../jose/costly-key.ts';
import { systemCode } from '../../storage/io-errors.ts';
import type { Finding, OpenOptions } from './finding.ts';
import { parseDer, toDer, type loadForge } from './forge.ts';
import { isTooCostly, type Protection } from './protection.ts';

type ForgeModule = Awaited<ReturnType<typeof loadForge>>;

/** For files that nothing here opens. */
export const CONVERT = 'openssl pkcs8 -provider legacy -provider default -in old.pem -topk8 -v2 aes-256-cbc -out new.pem';

/** RSA of 8192 bits, the largest that is taken, needs 5,000. What is inside cannot be seen before it is read. */
const MOST_ENCRYPTED_BYTES = 6_000;

/** Reads a PrivateKeyInfo (RFC 5958, 2). Throws Node's error, and a plain one for kinds that take too long to read. */
export function readPkcs8(der: Buffer): KeyObject {
  if (isCostlyKey(der)) throw new TypeError('too costly to read');
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** Opens an EncryptedPrivateKeyInfo (RFC 5958, 3). */
export function openPkcs8(forge: ForgeModule, der: Buffer, { what, protection }: { what: string; protection: Protection }, { passphrase }: OpenOptions): Finding {
  if (protection.reader === undefined) return cipherFinding(what, `${protection.name} is not supported. Convert it with: ${CONVERT}`);
  if (isTooCostly(protection)) return cipherFinding(what, `It asks for ${protection.rounds} rounds of key derivation, which is too many.`);
  if (der.length > MOST_ENCRYPTED_BYTES) return { what, is: 'unreadable', error: new PortcullisError('IMPORT_UNREADABLE', { reason: 'It is larger than any key that Wise takes.' }) };
  if (passphrase === undefined) return { what, is: 'closed' };
  try {
    const key = protection.reader === 'node' ? openWithNode(der, passphrase) : openWithForge(forge, der, passphrase);
    return { what, is: 'key', key, ...(protection.isOld ? { note: `Its file is protected by an old cipher (${protection.name}); delete it once the key is here.` } : {}) };
  } catch (cause) {
    // Said by a library that was built without the cipher, whatever the passphrase is.
    if (systemCode(cause) === 'ERR_OSSL_EVP_UNSUPPORTED') return cipherFinding(what, `${protection.name} is not supported here. Convert it with: ${CONVERT}`, cause);
    return { what, is: 'unreadable', error: new PortcullisError('IMPORT_WRONG_PASSPHRASE', {}, { cause }) };
  }
}

function openWithNode(der: Buffer, passphrase: string): KeyObject {
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8', passphrase });
}

function openWithForge(forge: ForgeModule, der: Buffer, passphrase: string): KeyObject {
  const info = forge.pki.decryptPrivateKeyInfo(parseDer(forge, der), passphrase);
  if (!info) throw new TypeError('not opened');
  return readPkcs8(toDer(forge, info));
}

export function cipherFinding(what: string, reason: string, cause?: unknown): Finding {
  return { what, is: 'unreadable', error: new PortcullisError('IMPORT_CIPHER', { reason }, { cause }) };
}
