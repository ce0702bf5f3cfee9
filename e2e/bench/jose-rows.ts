import { compactDecrypt, CompactEncrypt, CompactSign, compactVerify, importJWK, type CryptoKey } from 'jose';
import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { encryptCompact } from '../../electron/jose/encrypt.ts';
import { verifyAnswer } from '../../electron/jose/verify.ts';
import { openBenchApp } from './bench-app.ts';
import { timed, type Row } from './measure.ts';

const PATH = '/v1/auth/jose/playground/jws';
const PAYLOAD = JSON.stringify({ message: 'a message of the bench' });
const BYTES = Buffer.from(PAYLOAD);

/** ES512 through the use case (key lookup, checks, audit line, count), against bare jose with the same key, header and payload. */
export async function signRow(): Promise<Row> {
  const { services, call, close } = await openBenchApp();
  const { id: keyId } = await call('keys.create', { algorithm: 'ES512', label: '' });
  const bare = await privateKey(services.vault.read().keys[0]!.privateJwk, 'ES512');
  const header = { alg: 'ES512', typ: 'JWT', kid: keyId, url: PATH };
  return {
    name: 'ES512 signing, 50 times', against: 'bare jose', goal: 1.2, pairs: 21, close,
    ours: () => times(50, () => services.sign({ keyId, method: 'POST', path: PATH, payload: PAYLOAD })),
    raw: () => times(50, () => new CompactSign(BYTES).setProtectedHeader(header).sign(bare)),
  };
}

/** Wise's answer verified (strict header, algorithm, key), against bare jose. */
export async function verifyRow(): Promise<Row> {
  const { services, call, close } = await openBenchApp();
  await call('keys.create', { algorithm: 'ES512', label: '' });
  const { privateJwk } = services.vault.read().keys[0]!;
  const jws = await new CompactSign(BYTES).setProtectedHeader({ alg: 'ES512', version: 1 }).sign(await privateKey(privateJwk, 'ES512'));
  const key = publicKey(privateJwk);
  return {
    name: 'ES512 verifying, 50 times', against: 'bare jose', goal: 1.2, pairs: 21, close,
    ours: () => times(50, () => verifyAnswer(jws, key, 'ES512')),
    raw: () => times(50, () => compactVerify(jws, key, { algorithms: ['ES512'] })),
  };
}

/** A message encrypted as a call's body is, against bare jose. */
export async function encryptRow(): Promise<Row> {
  const { services, call, close } = await openBenchApp();
  const { id: kid } = await call('keys.create', { algorithm: 'RSA-OAEP-256', label: '' });
  const key = publicKey(services.vault.read().keys[0]!.privateJwk);
  return {
    name: 'JWE encrypting, 50 times', against: 'bare jose', goal: 1.2, pairs: 21, close,
    ours: () => times(50, () => encryptCompact(key, { kid }, PAYLOAD)),
    raw: () => times(50, () => new CompactEncrypt(BYTES).setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid }).encrypt(key)),
  };
}

/** An answer decrypted through the use case (key lookup, checks, audit line, count), against bare jose. */
export async function decryptRow(): Promise<Row> {
  const { services, call, close } = await openBenchApp();
  const { id: keyId } = await call('keys.create', { algorithm: 'RSA-OAEP-256', label: '' });
  const { privateJwk } = services.vault.read().keys[0]!;
  const { jwe } = await encryptCompact(publicKey(privateJwk), { kid: keyId }, PAYLOAD);
  const bare = await privateKey(privateJwk, 'RSA-OAEP-256');
  return {
    name: 'JWE decrypting, 50 times', against: 'bare jose', goal: 1.2, pairs: 21, close,
    ours: () => times(50, () => services.decrypt({ keyId, jwe, says: 'a message of the bench' })),
    raw: () => times(50, () => compactDecrypt(jwe, bare)),
  };
}

function times(count: number, one: () => Promise<unknown>): Promise<number> {
  return timed(async () => {
    for (let i = 0; i < count; i++) await one();
  });
}

async function privateKey(jwk: JsonWebKey, alg: string): Promise<CryptoKey> {
  return (await importJWK(jwk, alg)) as CryptoKey;
}

function publicKey(jwk: JsonWebKey): KeyObject {
  return createPublicKey(createPrivateKey({ key: jwk, format: 'jwk' }));
}
