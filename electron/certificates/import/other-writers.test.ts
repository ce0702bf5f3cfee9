import { createCipheriv, createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import forge from 'node-forge';
import { expect, test } from 'vitest';
import { descend, parseDer, toDer } from '../../keys/import/forge.ts';
import { pkcs12Key } from '../../keys/import/pkcs12-kdf.ts';
import { hasOpenssl, openssl } from '../../keys/import/testing/openssl.ts';
import { tempFolder } from '../../storage/testing/temp-folder.ts';
import { identityPkcs12 } from '../pkcs12.ts';
import { hasKeytool, keytool } from '../testing/keytool.ts';
import { chained, ecKey, importSide, PASSPHRASE, pemOfKey, pkcs12, RSA } from './testing/import-side.ts';

/** PKCS#12 as other programs write it than openssl with its defaults. */
test.each(['3des', 'aes128', 'aes256'] as const)('node-forge, %s', async (algorithm) => {
  const side = await importSide();
  // Forge reads no EC certificates: openssl’s RSA one is self-signed, which is enough to be found.
  const own = openssl(['req', '-x509', '-key', 'IN', '-subj', '/O=Example Ltd/CN=client-of-the-test', '-days', '2', '-out', 'OUT'], pemOfKey(RSA)).toString();
  const asn1 = forge.pkcs12.toPkcs12Asn1(forge.pki.privateKeyFromPem(pemOfKey(RSA)), [forge.pki.certificateFromPem(own)], PASSPHRASE, { algorithm, friendlyName: 'client' });
  const file = Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
  expect((await side.inspect(file, { passphrase: 'wrong' })).files).toMatchObject([{ error: { code: 'IMPORT_WRONG_PASSPHRASE' } }]);
  expect((await side.inspect(file, { passphrase: PASSPHRASE })).identities).toMatchObject([{ kind: 'RSA 2048', hasKey: true }]);
});

test.skipIf(!hasKeytool)('Java’s keytool', async () => {
  const side = await importSide();
  const path = join(tempFolder(), 'client.p12');
  const { status, stderr } = keytool('-genkeypair', '-keystore', path, '-storetype', 'PKCS12', '-storepass', PASSPHRASE, '-alias', 'client', '-keyalg', 'EC', '-groupname', 'secp256r1', '-dname', 'CN=client-of-the-test, O=Example Ltd');
  expect([status, stderr.includes('Error')]).toEqual([0, false]);
  const { importId, files } = await side.inspect(readFileSync(path));
  expect(files).toMatchObject([{ needsPassphrase: true }]);
  expect((await side.again(importId, 'wrong')).files).toMatchObject([{ error: { code: 'IMPORT_WRONG_PASSPHRASE' } }]);
  expect((await side.again(importId, PASSPHRASE)).identities).toMatchObject([{ kind: 'EC P-256', hasKey: true }]);
}, 120_000);

test('what Portcullis exports itself', async () => {
  const side = await importSide();
  const { key, certificate, intermediate } = await chained(side.authority);
  const file = await identityPkcs12({ alias: 'client', privateKey: key, certificates: [certificate, intermediate.pem].map((pem) => new X509Certificate(pem)), passphrase: PASSPHRASE });
  expect(await side.inspect(file, { passphrase: PASSPHRASE })).toMatchObject({ files: [{ what: 'PKCS#12 file (PBES2, AES-256-CBC)' }], identities: [{ isFit: true, chainLength: 1 }] });
});

test.skipIf(!hasOpenssl).each([
  ['AES-128 for the key, 3DES for the certificates', ['-keypbe', 'AES-128-CBC', '-certpbe', 'PBE-SHA1-3DES']],
  ['a MAC of SHA-512', ['-macalg', 'sha512']],
  ['a MAC of SHA-1', ['-macalg', 'sha1']],
  ['no MAC', ['-nomac']],
  ['certificates that are not encrypted', ['-certpbe', 'NONE']],
  ['many rounds', ['-iter', '60000']],
])('openssl, %s', async (_, args) => {
  const side = await importSide();
  const { keyPem, certificate, intermediate } = await chained(side.authority);
  const file = pkcs12([keyPem, certificate, intermediate.pem].join(''), ...args);
  expect((await side.inspect(file)).files[0]!.needsPassphrase).toBe(true);
  expect((await side.inspect(file, { passphrase: 'wrong' })).files).toMatchObject([{ error: { code: 'IMPORT_WRONG_PASSPHRASE' } }]);
  expect((await side.inspect(file, { passphrase: PASSPHRASE })).identities).toMatchObject([{ isFit: true, chainLength: 1 }]);
});

test.skipIf(!hasOpenssl)('the right passphrase of a damaged file is not called wrong once the MAC has proved it', async () => {
  const side = await importSide();
  const { keyPem, certificate } = await chained(side.authority);
  const other = generateKeyPairSync('ed25519').privateKey;
  // A key of a kind that cannot be used is told as what it is, not as a wrong passphrase.
  const sealed = openssl(['pkcs8', '-topk8', '-in', 'IN', '-out', 'OUT', '-v2', 'aes-256-cbc', '-passout', `pass:${PASSPHRASE}`], pemOfKey(other));
  expect((await side.inspect(sealed, { passphrase: PASSPHRASE })).files).toEqual([{ fileName: 'client.bin', what: 'PKCS#8 private key, encrypted (PBES2, AES-256-CBC)', needsPassphrase: false }]);
  const cut = pkcs12(certificate + keyPem).subarray(0, 400);
  expect((await side.inspect(cut, { passphrase: PASSPHRASE })).files).toMatchObject([{ error: { code: 'CERT_UNREADABLE', details: { reason: 'It is no DER, is damaged or was cut off.' } } }]);
});

test.skipIf(!hasOpenssl)('a file that asks for billions of rounds is refused before they are done', async () => {
  const side = await importSide();
  const file = parseDer(forge, openssl(['pkcs8', '-topk8', '-in', 'IN', '-out', 'OUT', '-outform', 'DER', '-scrypt', '-passout', `pass:${PASSPHRASE}`], pemOfKey(ecKey())));
  descend(file, 0, 1, 0, 1, 1)!.value = '\x7f\xff\xff\xff';
  expect((await side.inspect(toDer(forge, file), { passphrase: PASSPHRASE })).files).toMatchObject([{ error: { code: 'IMPORT_CIPHER' } }]);
});

test('an empty passphrase and none are other bytes in PKCS#12: both are tried', async () => {
  const side = await importSide();
  const key = ecKey();
  const { asn1, oids } = { asn1: forge.asn1, oids: forge.pki.oids };
  const { create, Class, Type } = asn1;
  for (const bmp of [Buffer.alloc(0), Buffer.alloc(2)]) {
    const salt = randomBytes(8);
    const derived = { hash: 'sha1', bmp, salt, rounds: 2048 } as const;
    const cipher = createCipheriv('des-ede3-cbc', pkcs12Key({ ...derived, id: 1, bytes: 24 }), pkcs12Key({ ...derived, id: 2, bytes: 8 }));
    const bytes = Buffer.concat([cipher.update(key.export({ format: 'der', type: 'pkcs8' })), cipher.final()]);
    const octets = (value: Buffer) => create(Class.UNIVERSAL, Type.OCTETSTRING, false, value.toString('latin1'));
    const sequence = (...members: forge.asn1.Asn1[]) => create(Class.UNIVERSAL, Type.SEQUENCE, true, members);
    const params = sequence(octets(salt), create(Class.UNIVERSAL, Type.INTEGER, false, asn1.integerToDer(2048).getBytes()));
    const oid = create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(oids['pbeWithSHAAnd3-KeyTripleDES-CBC']!).getBytes());
    const { importId, files } = await side.inspect(toDer(forge, sequence(sequence(oid, params), octets(bytes))), { passphrase: '' });
    expect(files).toMatchObject([{ needsPassphrase: false }]);
    const [found] = side.certificateImports.get(importId).files[0]!.findings;
    expect(found?.is === 'key' && found.key.equals(createPrivateKey(pemOfKey(key)))).toBe(true);
  }
});
