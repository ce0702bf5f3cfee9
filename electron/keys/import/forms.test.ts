import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { importView } from '../../../shared/model/views.ts';
import { ecKey, importSide, pem, rsaKey } from './testing/import-side.ts';

const EC = ecKey('P-256');
const PEM = pem(EC);
const DER = EC.export({ format: 'der', type: 'pkcs8' });
const RSA = rsaKey(2048);
const JWK = { ...EC.export({ format: 'jwk' }), kid: 'mine', alg: 'ES256' };
const noised = (text: string) => `Hi,\r\n\r\nhere it is:\r\n${text.replaceAll('\n', '\r\n')}\r\nBye`;

test.each([
  ['PKCS#8 private key', PEM],
  ['PKCS#8 private key', noised(PEM)],
  ['PKCS#8 private key', `> ${PEM.replaceAll('\n', '\n> ')}`],
  ['PKCS#8 private key', `key: |\n    ${PEM.replaceAll('\n', '\n    ')}`],
  ['PKCS#8 private key', JSON.stringify({ private_key: PEM })],
  ['PKCS#8 private key', `KEY="${PEM.replaceAll('\n', ' ')}"`],
  ['PKCS#8 private key', PEM.replaceAll('PRIVATE KEY', 'EC PRIVATE KEY')],
  ['PKCS#8 private key', Buffer.from(`\ufeff${PEM}`, 'utf16le')],
  ['PKCS#8 private key', Buffer.from(PEM).toString('base64')],
  ['PKCS#8 private key', DER],
  ['PKCS#8 private key', DER.toString('base64')],
  ['PKCS#8 private key', `"${DER.toString('base64').replace(/.{40}/g, '$&\n')}"`],
  ['PKCS#8 private key', DER.toString('base64url')],
  ['SEC1 private key', `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${pem(EC, 'sec1')}`],
  ['SEC1 private key', EC.export({ format: 'der', type: 'sec1' })],
  ['JWK', ` ${JSON.stringify(JWK, null, 2)}\n`],
  ['JWK', Buffer.from(JSON.stringify(JWK))],
  ['JWK set', JSON.stringify({ keys: [JWK] })],
  ['Array of JWKs', JSON.stringify([JWK])],
] as const)('%s is found in %j', async (what, content) => {
  const view = await importSide().inspect(content);
  expect(importView.parse(view)).toMatchObject({ what, needsPassphrase: false, items: [{ index: 0, kind: 'EC P-256', isPrivate: true, fits: ['ES256'], says: 'Fits Wise: signs with ES256.' }] });
  expect(view.error).toBeUndefined();
  expect(JSON.stringify(view)).not.toContain(JWK.d);
});

test('several keys in one file, each with its own answer', async () => {
  const certificateLess = [PEM, pem(RSA, 'pkcs1'), createPublicKey(EC).export({ format: 'pem', type: 'spki' })].join('\n');
  const view = await importSide().inspect(certificateLess);
  expect(view.what).toBe('PKCS#8 private key; PKCS#1 private key; Public key');
  expect(view.items.map(({ index, kind, isPrivate, fits }) => `${index} ${kind} ${isPrivate} ${fits.join()}`)).toEqual(['0 EC P-256 true ES256', '1 RSA 2048 true PS512,PS384,PS256,RSA-OAEP-256', '2 EC P-256 false ']);
  expect(view.items[1]!.says).toBe('Fits Wise: signs with PS512, PS384 or PS256, or decrypts with RSA-OAEP-256.');
  expect(view.items[2]!).toMatchObject({ says: 'This is only the public half. To sign or decrypt, Portcullis needs the private one.', thumbprint: view.items[0]!.thumbprint });
});

test('the algorithm that a JWK names comes first', async () => {
  const { items } = await importSide().inspect(JSON.stringify({ ...RSA.export({ format: 'jwk' }), alg: 'RSA-OAEP-256' }));
  expect(items[0]!.fits[0]).toBe('RSA-OAEP-256');
});

const PSS = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey;
const ED = generateKeyPairSync('ed25519').privateKey;
const DSA = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).privateKey;

test.each([
  ['EC secp256k1', pem(ecKey('secp256k1')), 'Wise takes the curves P-256, P-384 and P-521; this key is on secp256k1.'],
  ['EC secp256k1', JSON.stringify(ecKey('secp256k1').export({ format: 'jwk' })), 'Wise takes the curves P-256, P-384 and P-521; this key is on secp256k1.'],
  ['Ed25519', pem(ED), 'Wise takes RSA keys, and EC keys of the curves P-256, P-384 and P-521; it does not take Ed25519.'],
  ['Ed25519', JSON.stringify(ED.export({ format: 'jwk' })), 'Wise takes RSA keys, and EC keys of the curves P-256, P-384 and P-521; it does not take Ed25519.'],
  ['RSA 1024', pem(rsaKey(1024)), 'Too short: an RSA key for Wise has 2048 bits or more; this one has 1024.'],
  ['RSA-PSS 2048', pem(PSS), 'Its file ties it to RSA-PSS; Wise takes plain RSA keys. Make a new one here instead.'],
  ['DSA', pem(DSA), 'Wise takes EC and RSA keys of its own list; it does not take DSA.'],
  ['Symmetric', JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' }), 'It is a shared secret, not a key pair. Wise takes EC and RSA keys.'],
  ['EC P-256', JSON.stringify({ ...JWK, d: ecKey('P-256').export({ format: 'jwk' }).d }), 'Its public and its private half do not belong together. The file is damaged.'],
  ['OpenSSH', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----', 'It is in OpenSSH’s own format. Convert a copy of it and import that: ssh-keygen -p -m PKCS8 -f copy-of-the-key'],
  ['PuTTY', 'PuTTY-User-Key-File-3: ecdsa-sha2-nistp256\nEncryption: none', 'It is in PuTTY’s own format. In PuTTYgen choose Conversions, Export OpenSSH key, then: ssh-keygen -p -m PKCS8 -f that-file'],
])('%s does not fit, and the answer says why', async (kind, content, says) => {
  expect(await importSide().inspect(content)).toMatchObject({ items: [{ kind, isPrivate: true, fits: [], says }] });
});

test.each([
  ['It is text, but no PEM, JWK or base64.', 'hello'],
  ['It is empty.', ''],
  ['Its last line (-----END …-----) is missing: it was cut off.', PEM.slice(0, 100)],
  ['It is in Java’s own form (JKS). Turn it into PKCS#12: keytool -importkeystore -srckeystore FILE -destkeystore FILE.p12 -deststoretype PKCS12', Buffer.from('feedfeed0000000200000000', 'hex')],
  ['It is no DER, is damaged or was cut off.', DER.subarray(0, 80)],
  ['It is no DER, is damaged or was cut off.', PEM.replace(/\n.{30}/, '\n')],
  ['It is no DER, is damaged or was cut off.', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 2])],
  ['It is DER, but no key, certificate or PKCS#12 file.', Buffer.from('3003010100', 'hex')],
  ['It begins like JSON, but is not; was it cut off?', '{"kty": "EC", "d": "secret'],
  ['It is JSON, but neither a JWK nor a set of them: “kty” is missing.', '{"d": "x"}'],
  ['A number of the EC key is missing or wrong, or its curve is not known here.', JSON.stringify({ ...JWK, x: 'AA' })],
  ['A number of the RSA key is missing or wrong; a private one needs n, e, d, p, q, dp, dq and qi.', JSON.stringify({ ...RSA.export({ format: 'jwk' }), p: undefined })],
  ['It holds 51 parts; at most 50 are read at once.', PEM.repeat(51)],
  ['It holds 51 parts; at most 50 are read at once.', '-----BE\\rGIN X-----\n'.repeat(51)],
])('%s', async (reason, content) => {
  const view = await importSide().inspect(content);
  expect(importView.parse(view)).toMatchObject({ needsPassphrase: false, items: [], error: { code: 'IMPORT_UNREADABLE', details: { reason } } });
  expect(JSON.stringify(view)).not.toContain('secret');
});

test('bytes changed at any place are read or refused, never thrown', async () => {
  const side = importSide();
  for (let at = 0; at < DER.length; at += 1) {
    const changed = Buffer.from(DER);
    changed[at]! ^= 0x81;
    const view = await side.inspect(changed);
    expect(view.items.length + Number(view.error !== undefined) + Number(view.needsPassphrase)).toBeGreaterThan(0);
  }
});
