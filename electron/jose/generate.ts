import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { algorithm, type AlgorithmId } from '../../shared/model/algorithms.ts';
import { publicKeyOf, spkiBase64, thumbprintOf, type PrivateJwk } from './public-key.ts';

const generate = promisify(generateKeyPair);

export type GeneratedKey = {
  /** RFC 7517, with nothing but the key's own numbers: no `kid`, `alg` or `use`. */
  privateJwk: PrivateJwk;
  /** RFC 7638, SHA-256, base64url. */
  thumbprint: string;
  /** SubjectPublicKeyInfo, DER, base64. */
  spki: string;
};

/** Makes a key pair off the event loop: RSA 4096 takes seconds. */
export async function generateKey(id: AlgorithmId): Promise<GeneratedKey> {
  const privateJwk = (await newPrivateKey(id)).export({ format: 'jwk' }) as PrivateJwk;
  const publicKey = publicKeyOf(privateJwk);
  return { privateJwk, thumbprint: await thumbprintOf(publicKey), spki: spkiBase64(publicKey) };
}

async function newPrivateKey(id: AlgorithmId): Promise<KeyObject> {
  const { key } = algorithm(id);
  const pair = key.kty === 'EC' ? await generate('ec', { namedCurve: key.crv }) : await generate('rsa', { modulusLength: key.bits });
  return pair.privateKey;
}
