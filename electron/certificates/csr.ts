import type { CertificateKind } from '../../shared/model/certificates.ts';
import type { PrivateJwk } from '../jose/public-key.ts';
import { pemOf } from './pem.ts';
import type { NamePart } from './subject.ts';

type KeyParameters = { key: RsaHashedKeyGenParams | EcKeyGenParams; hash: 'SHA-256' | 'SHA-384' };

/** 65537. */
const EXPONENT = new Uint8Array([1, 0, 1]);
const rsa = (modulusLength: number): KeyParameters => ({ key: { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent: EXPONENT, hash: 'SHA-256' }, hash: 'SHA-256' });

const KINDS: Readonly<Record<CertificateKind, KeyParameters>> = {
  'EC P-256': { key: { name: 'ECDSA', namedCurve: 'P-256' }, hash: 'SHA-256' },
  'EC P-384': { key: { name: 'ECDSA', namedCurve: 'P-384' }, hash: 'SHA-384' },
  'RSA 2048': rsa(2048),
  'RSA 3072': rsa(3072),
  'RSA 4096': rsa(4096),
};

export type NewRequest = {
  /** PKCS#10 in PEM (RFC 2986), without attributes. */
  csr: string;
  privateJwk: PrivateJwk;
};

/** Makes a key pair and a CSR for it. The library is big and loaded with the first request. */
export async function makeRequest(kind: CertificateKind, subject: readonly NamePart[]): Promise<NewRequest> {
  const keys = await makeKeys(kind);
  const csr = await makeCsr(kind, keys, subject);
  const { key_ops: _, ext: __, alg: ___, ...privateJwk } = await crypto.subtle.exportKey('jwk', keys.privateKey);
  return { csr, privateJwk: privateJwk as PrivateJwk };
}

/** A key pair whose private half can be taken out. */
export async function makeKeys(kind: CertificateKind): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(KINDS[kind].key, true, ['sign', 'verify']);
}

/** PKCS#10 in PEM (RFC 2986), without attributes. */
export async function makeCsr(kind: CertificateKind, keys: CryptoKeyPair, subject: readonly NamePart[]): Promise<string> {
  const x509 = await loadX509();
  const { key, hash } = KINDS[kind];
  const csr = await x509.Pkcs10CertificateRequestGenerator.create({ name: new x509.Name(subject.map(attribute)), keys, signingAlgorithm: { name: key.name, hash } });
  return pemOf('CERTIFICATE REQUEST', new Uint8Array(csr.rawData));
}

/** The library needs the metadata of decorators first. */
async function loadX509() {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(globalThis.crypto);
  return x509;
}

/** A country is a PrintableString, all else UTF-8 (RFC 5280, 4.1.2.4 and appendix A). As an object, for the library reads signs such as `#` in plain text. */
function attribute([field, value]: NamePart) {
  return { [field]: [field === 'C' ? { printableString: value } : { utf8String: value }] };
}
