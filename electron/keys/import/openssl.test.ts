import { expect, test } from 'vitest';
import { importView } from '../../../shared/model/views.ts';
import { childrenOf, descend, loadForge, parseDer, toDer, type Asn1 } from './forge.ts';
import { ecKey, importSide, pem, rsaKey } from './testing/import-side.ts';
import { hasOpenssl, LEGACY, openssl, PASSPHRASE } from './testing/openssl.ts';

const EC = pem(ecKey('P-521'));
const RSA = pem(rsaKey(2048));
const PASSOUT = ['-passout', `pass:${PASSPHRASE}`];
const pkcs8 = (input: string, ...args: string[]) => openssl(['pkcs8', '-topk8', '-in', 'IN', '-out', 'OUT', ...PASSOUT, ...args], input);

/** What openssl writes, by how it is asked to. */
const ENCRYPTED: [what: string, make: () => Buffer, old: boolean][] = [
  ['PKCS#8 private key, encrypted (PBES2, AES-256-CBC)', () => pkcs8(EC, '-v2', 'aes-256-cbc'), false],
  ['PKCS#8 private key, encrypted (PBES2, AES-128-CBC)', () => pkcs8(EC, '-v2', 'aes-128-cbc', '-outform', 'DER'), false],
  ['PKCS#8 private key, encrypted (PBES2, AES-256-CBC)', () => pkcs8(EC, '-scrypt'), false],
  ['PKCS#8 private key, encrypted (PBES2, 3DES)', () => pkcs8(EC, '-v2', 'des3'), true],
  ['PKCS#8 private key, encrypted (PKCS#12, 3DES)', () => pkcs8(EC, '-v1', 'PBE-SHA1-3DES'), true],
  ['PKCS#8 private key, encrypted (PKCS#12, RC2-40)', () => pkcs8(EC, '-v1', 'PBE-SHA1-RC2-40', ...LEGACY), true],
  ['SEC1 private key, encrypted (AES-128-CBC, OpenSSL’s old form)', () => openssl(['ec', '-aes128', '-in', 'IN', '-out', 'OUT', ...PASSOUT], EC), true],
  ['PKCS#1 private key, encrypted (DES-EDE3-CBC, OpenSSL’s old form)', () => openssl(['rsa', '-traditional', '-des3', '-in', 'IN', '-out', 'OUT', ...PASSOUT], RSA), true],
  ['PKCS#1 private key, encrypted (DES-CBC, OpenSSL’s old form)', () => openssl(['rsa', '-traditional', '-des', '-in', 'IN', '-out', 'OUT', ...PASSOUT, ...LEGACY], RSA), true],
];

test.skipIf(!hasOpenssl).each(ENCRYPTED)('%s: asks for the passphrase, tells a wrong one, opens with the right one', async (what, make, old) => {
  const side = importSide();
  const closed = await side.inspect(make());
  expect(importView.parse(closed)).toEqual({ importId: closed.importId, fileName: 'signing.bin', what, needsPassphrase: true, items: [] });
  const wrong = await side.again(closed.importId, 'wrong');
  expect(wrong).toMatchObject({ importId: closed.importId, what, needsPassphrase: true, items: [], error: { code: 'IMPORT_WRONG_PASSPHRASE' } });
  const open = await side.again(closed.importId, PASSPHRASE);
  expect(open).toMatchObject({ what, needsPassphrase: false, items: [{ index: 0, isPrivate: true, fits: what.startsWith('PKCS#1 ') ? ['PS512', 'PS384', 'PS256', 'RSA-OAEP-256'] : ['ES512'] }] });
  expect(open.error).toBeUndefined();
  expect(/delete it once the key is here/.test(open.items[0]!.says)).toBe(old);
  expect(JSON.stringify([closed, wrong, open])).not.toContain(PASSPHRASE);
});

test.skipIf(!hasOpenssl).each([
  ['PBES1, MD5 and DES', () => pkcs8(EC, '-v1', 'PBE-MD5-DES', ...LEGACY)],
  ['PKCS#12, RC4-128', () => pkcs8(EC, '-v1', 'PBE-SHA1-RC4-128', ...LEGACY)],
  ['DES-CBC', () => openssl(['ec', '-des', '-in', 'IN', '-out', 'OUT', ...PASSOUT, ...LEGACY], EC)],
])('%s cannot be opened, and the answer says how to convert it', async (cipher, make) => {
  const { error, items } = await importSide().inspect(make(), PASSPHRASE);
  expect(items).toEqual([]);
  expect(error).toMatchObject({ code: 'IMPORT_CIPHER', details: { reason: expect.stringContaining(`${cipher} is not supported. Convert it with: openssl pkcs8`) } });
});

test.skipIf(!hasOpenssl)('a file that asks for billions of rounds is refused before it is tried', async () => {
  const forge = await loadForge();
  const file = parseDer(forge, pkcs8(EC, '-v2', 'aes-256-cbc', '-outform', 'DER'));
  descend(file, 0, 1, 0, 1, 1)!.value = '\x7f\xff\xff\xff';
  expect((await importSide().inspect(toDer(forge, file), PASSPHRASE)).error).toMatchObject({ code: 'IMPORT_CIPHER', details: { reason: 'It asks for 2147483647 rounds of key derivation, which is too many.' } });
});

const P12 = ['-keypbe', '-certpbe', '-macalg'] as const;
const pkcs12 = (key: string, ...args: string[]) => {
  const request = openssl(['req', '-x509', '-key', 'IN', '-subj', '/CN=Test', '-days', '2', '-out', 'OUT'], key);
  return openssl(['pkcs12', '-export', '-in', 'IN', '-out', 'OUT', '-name', 'test', ...PASSOUT, ...args], `${key}\n${request.toString()}`);
};

test.skipIf(!hasOpenssl).each([
  ['EC, PBES2', () => pkcs12(EC), 'PKCS#12 file (PBES2, AES-256-CBC)', ['ES512']],
  ['RSA, PBES2', () => pkcs12(RSA), 'PKCS#12 file (PBES2, AES-256-CBC)', ['PS512', 'PS384', 'PS256', 'RSA-OAEP-256']],
  ['EC, as OpenSSL 1 wrote', () => pkcs12(EC, '-legacy'), 'PKCS#12 file (PKCS#12, 3DES)', ['ES512']],
  ['EC, RC2-40', () => pkcs12(EC, '-legacy', P12[0], 'PBE-SHA1-RC2-40'), 'PKCS#12 file (PKCS#12, RC2-40)', ['ES512']],
  ['EC, AES-128 and many rounds', () => pkcs12(EC, P12[0], 'AES-128-CBC', '-iter', '200000'), 'PKCS#12 file (PBES2, AES-128-CBC)', ['ES512']],
] as const)('PKCS#12: %s', async (_, make, what, fits) => {
  const side = importSide();
  const closed = await side.inspect(make());
  expect(closed).toMatchObject({ what, needsPassphrase: true, items: [] });
  expect((await side.again(closed.importId, 'wrong')).error).toMatchObject({ code: 'IMPORT_WRONG_PASSPHRASE' });
  expect(await side.again(closed.importId, PASSPHRASE)).toMatchObject({ what, needsPassphrase: false, items: [{ isPrivate: true, fits }] });
});

/** Key bags wrapped once more, as some writers do; without its MAC, which forge then does not ask for. */
async function wrappedOnceMore(p12: Buffer): Promise<Buffer> {
  const forge = await loadForge();
  const { asn1 } = forge;
  const { create, Class, Type } = asn1;
  const pfx = parseDer(forge, p12);
  const open = parseDer(forge, Buffer.from(String(descend(pfx, 1, 1, 0)!.value), 'latin1'));
  // Of the type `data`: the part with the key. It is written after the certificates.
  const bags = childrenOf(open).map((part) => descend(part, 1, 0)).findLast((octets) => typeof octets?.value === 'string')!;
  const sealed = forge.pki.encryptPrivateKeyInfo(parseDer(forge, Buffer.from(String(bags.value), 'latin1')), PASSPHRASE, { algorithm: '3des' });
  const oid = (name: string) => create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(forge.pki.oids[name]!).getBytes());
  const sequence = (...members: Asn1[]) => create(Class.UNIVERSAL, Type.SEQUENCE, true, members);
  const explicit = (member: Asn1) => create(Class.CONTEXT_SPECIFIC, 0, true, [member]);
  const content = sequence(oid('data'), descend(sealed, 0)!, create(Class.CONTEXT_SPECIFIC, 0, false, descend(sealed, 1)!.value));
  const version = create(Class.UNIVERSAL, Type.INTEGER, false, '\0');
  const safe = sequence(sequence(oid('encryptedData'), explicit(sequence(version, content))));
  const octets = create(Class.UNIVERSAL, Type.OCTETSTRING, false, toDer(forge, safe).toString('latin1'));
  return toDer(forge, sequence(descend(pfx, 0)!, sequence(oid('data'), explicit(octets))));
}

test.skipIf(!hasOpenssl).each([['EC', EC, ['ES512']], ['RSA', RSA, ['PS512', 'PS384', 'PS256', 'RSA-OAEP-256']]])('PKCS#12 with an %s key wrapped once more', async (_, key, fits) => {
  const side = importSide();
  const closed = await side.inspect(await wrappedOnceMore(pkcs12(key, P12[0], 'NONE')));
  expect(closed).toMatchObject({ what: 'PKCS#12 file (PKCS#12, 3DES)', needsPassphrase: true, items: [] });
  expect((await side.again(closed.importId, 'wrong')).error).toMatchObject({ code: 'IMPORT_WRONG_PASSPHRASE' });
  expect((await side.again(closed.importId, PASSPHRASE)).items).toMatchObject([{ isPrivate: true, fits }]);
});

test.skipIf(!hasOpenssl)('the rounds of a key inside of a wrapped part are counted too, before they are done', async () => {
  const p12 = await wrappedOnceMore(pkcs12(EC, '-legacy', P12[0], 'PBE-SHA1-RC2-40', '-iter', '200001'));
  expect((await importSide().inspect(p12, PASSPHRASE)).error).toMatchObject({ code: 'IMPORT_CIPHER' });
});

test.skipIf(!hasOpenssl)('a MAC is left alone: nothing bounds its rounds', async () => {
  const forge = await loadForge();
  const [wrapped, whole] = [parseDer(forge, await wrappedOnceMore(pkcs12(EC, P12[0], 'NONE'))), parseDer(forge, pkcs12(EC, '-legacy'))];
  const mac = descend(whole, 2)!;
  descend(mac, 2)!.value = '\x7f\xff\xff\xff';
  childrenOf(wrapped).push(mac);
  expect((await importSide().inspect(toDer(forge, wrapped), PASSPHRASE)).items).toMatchObject([{ fits: ['ES512'] }]);
});

test('a PKCS#12 with a part that holds nothing is damaged, not a crash', async () => {
  const data = '06092a864886f70d010701';
  const pfx = Buffer.from(`3023020103301e${data}a011040f300d300b${data}`, 'hex');
  expect(await importSide().inspect(pfx)).toMatchObject({ what: 'PKCS#12 file', items: [], error: { code: 'IMPORT_UNREADABLE' } });
});

test.skipIf(!hasOpenssl).each([['PBES2', []], ['3DES', ['-legacy']], ['RC2-40', ['-legacy', P12[0], 'PBE-SHA1-RC2-40']]])('a passphrase with letters beyond ASCII opens a PKCS#12 under %s', async (_, args) => {
  const passphrase = 'grüezi mitenand €';
  const p12 = openssl(['pkcs12', '-export', '-nocerts', '-inkey', 'IN', '-out', 'OUT', '-passout', `pass:${passphrase}`, ...args], EC);
  expect((await importSide().inspect(p12, passphrase)).items).toMatchObject([{ fits: ['ES512'] }]);
});

test.skipIf(!hasOpenssl)('PKCS#12 with certificates only, and one that is not encrypted', async () => {
  const certificate = openssl(['req', '-x509', '-key', 'IN', '-subj', '/CN=Test', '-days', '2', '-out', 'OUT'], EC);
  const side = importSide();
  const trust = await side.inspect(openssl(['pkcs12', '-export', '-nokeys', '-in', 'IN', '-out', 'OUT', ...PASSOUT], certificate), PASSPHRASE);
  expect(trust.items).toEqual([{ index: 0, kind: 'Certificates', isPrivate: false, fits: [], says: 'It holds certificates, no private key.' }]);
  const open = await side.inspect(pkcs12(EC, P12[0], 'NONE', P12[1], 'NONE'));
  expect(open).toMatchObject({ what: 'PKCS#12 file, its key not encrypted', needsPassphrase: false, items: [{ fits: ['ES512'] }] });
});
