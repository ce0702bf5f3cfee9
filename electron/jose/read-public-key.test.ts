import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import forge from 'node-forge';
import { expect, test } from 'vitest';
import { readPublicKey } from './read-public-key.ts';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-521' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const spki = (key: KeyObject) => key.export({ format: 'der', type: 'spki' }).toString('base64');
const certificate = selfSigned();

test.each([
  ['PEM, EC', ec, () => ec.publicKey.export({ format: 'pem', type: 'spki' })],
  ['PEM, RSA', rsa, () => rsa.publicKey.export({ format: 'pem', type: 'spki' })],
  ['PEM with Windows line ends and words around it', ec, () => `Our key:\r\n${String(ec.publicKey.export({ format: 'pem', type: 'spki' })).replaceAll('\n', '\r\n')}\r\nRegards`],
  ['PKCS#1 PEM', rsa, () => rsa.publicKey.export({ format: 'pem', type: 'pkcs1' })],
  ['a certificate in PEM', rsa, () => certificate],
  ['JWK', ec, () => JSON.stringify(ec.publicKey.export({ format: 'jwk' }))],
  ['JWK with more in it', rsa, () => `\n${JSON.stringify({ ...rsa.publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig', alg: 'PS256' }, null, 2)}\n`],
  ['base64 DER, as Wise gives it', ec, () => spki(ec.publicKey)],
  ['base64 DER in lines', rsa, () => spki(rsa.publicKey).replaceAll(/(.{64})/g, '$1\n')],
  ['PKCS#1 in base64 DER', rsa, () => rsa.publicKey.export({ format: 'der', type: 'pkcs1' }).toString('base64')],
  ['a certificate in base64 DER', rsa, () => certificate.replaceAll(/-----[A-Z ]+-----/g, '')],
] as const)('reads %s', (_, { publicKey }, text) => {
  const read = readPublicKey(String(text()));
  expect(read.type).toBe('public');
  expect(read.equals(publicKey)).toBe(true);
});

test.each([
  ['PKCS#8 PEM', () => ec.privateKey.export({ format: 'pem', type: 'pkcs8' })],
  ['SEC1 PEM', () => ec.privateKey.export({ format: 'pem', type: 'sec1' })],
  ['PKCS#1 PEM', () => rsa.privateKey.export({ format: 'pem', type: 'pkcs1' })],
  ['encrypted PEM', () => rsa.privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' })],
  ['a public key with a private one after it', () => `${String(ec.publicKey.export({ format: 'pem', type: 'spki' }))}${String(ec.privateKey.export({ format: 'pem', type: 'pkcs8' }))}`],
  ['JWK', () => JSON.stringify(rsa.privateKey.export({ format: 'jwk' }))],
  ['a shared key as JWK', () => JSON.stringify({ kty: 'oct', k: 'AAAA' })],
  ['PKCS#8 in base64 DER', () => ec.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')],
  ['PKCS#1 in base64 DER', () => rsa.privateKey.export({ format: 'der', type: 'pkcs1' }).toString('base64')],
  ['SEC1 in base64 DER', () => ec.privateKey.export({ format: 'der', type: 'sec1' }).toString('base64')],
])('a private key is refused and named as one: %s', (_, text) => {
  expect(() => readPublicKey(String(text()))).toThrow(expect.objectContaining({ code: 'PUBLIC_KEY_UNREADABLE', details: { reason: 'PRIVATE_KEY' } }));
});

test.each([
  ['nothing', ''],
  ['words', 'the key is in the mail'],
  ['JSON that is no key', '{"kty":"EC"}'],
  ['half of JSON', '{"kty":'],
  ['a point that is not on the curve', JSON.stringify({ ...ec.publicKey.export({ format: 'jwk' }), x: 'AAAA' })],
  ['a PEM cut short', String(ec.publicKey.export({ format: 'pem', type: 'spki' })).slice(0, 90)],
  ['a PEM of another thing', '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----'],
  ['a PEM full of nonsense', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
  ['base64 of nothing', 'AAAA'],
  ['base64 with DER cut short', spki(ec.publicKey).slice(0, 60)],
  ['an RSA key with the exponent 1, whose signatures anybody can make', JSON.stringify({ ...rsa.publicKey.export({ format: 'jwk' }), e: 'AQ' })],
  ['an RSA key too large to work with', JSON.stringify({ kty: 'RSA', e: 'AQAB', n: Buffer.alloc(2100, 0xff).toString('base64url') })],
])('%s is PUBLIC_KEY_UNREADABLE', (_, text) => {
  expect(() => readPublicKey(text)).toThrow(expect.objectContaining({ code: 'PUBLIC_KEY_UNREADABLE', details: {} }));
});

test('no text at all is anything but a key or PUBLIC_KEY_UNREADABLE', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), fc.json(), fc.string().map((body) => `-----BEGIN PUBLIC KEY-----${body}-----END PUBLIC KEY-----`)), (text) => {
    expect(() => readPublicKey(text)).toThrow(expect.objectContaining({ code: 'PUBLIC_KEY_UNREADABLE' }));
  }));
});

/** The RSA key in a certificate of its own. */
function selfSigned(): string {
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(String(createPublicKey(rsa.privateKey).export({ format: 'pem', type: 'spki' })));
  made.setSubject([{ name: 'commonName', value: 'test' }]);
  made.setIssuer([{ name: 'commonName', value: 'test' }]);
  made.sign(forge.pki.privateKeyFromPem(String(rsa.privateKey.export({ format: 'pem', type: 'pkcs1' }))), forge.md.sha256.create());
  return forge.pki.certificateToPem(made);
}
