import { expect, test } from 'vitest';
import { DAY_MS } from '../../../shared/days.ts';
import { certificateImportView } from '../../../shared/model/certificates.ts';
import { hasOpenssl, openssl } from '../../keys/import/testing/openssl.ts';
import { makeAuthority } from '../testing/authority.ts';
import { certificateFor, chained, derOf, ecKey, importSide, PASSPHRASE, pemOfKey, pkcs12, RSA } from './testing/import-side.ts';

const p7b = (pem: string, ...args: string[]) => openssl(['crl2pkcs7', '-nocrl', '-certfile', 'IN', '-out', 'OUT', ...args], pem);

test('a pair in one text, with words around it: fit, and what the view says holds no secret', async () => {
  const side = await importSide();
  const key = ecKey();
  const certificate = await certificateFor(side.authority, key);
  const view = certificateImportView.parse(await side.inspect(`Hi,\r\nhere they are:\r\n> ${`${certificate}${pemOfKey(key)}`.replaceAll('\n', '\r\n> ')}\r\nBye`));
  expect(view).toMatchObject({
    files: [{ what: 'Certificate; PKCS#8 private key', needsPassphrase: false }],
    identities: [{ index: 0, kind: 'EC P-256', hasKey: true, chainLength: 0, isFit: true, says: 'Certificate and key belong together.', facts: { subject: 'CN=client-of-the-test, O=Example Ltd' } }],
    says: 'One client certificate with its key. It can be imported.',
  });
  expect(view.identities[0]!.checks.map(({ state }) => state)).not.toContain('failed');
  expect(JSON.stringify(view)).not.toContain(String(key.export({ format: 'jwk' }).d));
});

test('certificate here, key there, in either order', async () => {
  const side = await importSide();
  const key = ecKey();
  const certificate = await certificateFor(side.authority, key);
  const first = await side.inspect(certificate);
  expect(first).toMatchObject({ identities: [{ hasKey: false, isFit: false, says: 'Its private key is missing. Add the file that holds it.' }], says: 'One client certificate; its private key is missing.' });
  expect(await side.inspect(pemOfKey(key), { addTo: first.importId })).toMatchObject({ importId: first.importId, files: [{ what: 'Certificate' }, { what: 'PKCS#8 private key' }], identities: [{ isFit: true }] });
  const keyFirst = await side.inspect(pemOfKey(key));
  expect(keyFirst).toMatchObject({ identities: [], says: 'A private key; its certificate is missing. Add the file that holds it.' });
  expect(await side.inspect(certificate, { addTo: keyFirst.importId })).toMatchObject({ identities: [{ isFit: true }] });
});

test.skipIf(!hasOpenssl)('the chain in any order, twice, and with the root: ordered, without the root', async () => {
  const side = await importSide();
  const { keyPem, certificate, intermediate } = await chained(side.authority);
  const whole = await side.inspect([side.authority.pem, intermediate.pem, keyPem, certificate, certificate, intermediate.pem].join('\n'));
  expect(whole).toMatchObject({ identities: [{ chainLength: 1, isFit: true, says: 'Certificate, key and chain belong together.' }], says: 'One client certificate with its key and chain. It can be imported.' });
  expect(whole.files[0]!.what).toBe('Certificate (5); PKCS#8 private key');
  expect(whole.identities[0]!.checks.find(({ id }) => id === 'chain')).toMatchObject({ state: 'ok' });
  const lone = await side.inspect(certificate + keyPem);
  expect(lone.identities[0]).toMatchObject({ isFit: true, chainLength: 0, says: expect.stringMatching(/An intermediate is missing: that of “Issuing”/) });
  expect(await side.inspect(p7b(intermediate.pem), { addTo: lone.importId })).toMatchObject({ files: [{}, { what: 'PKCS#7 file' }], identities: [{ chainLength: 1 }] });
});

test.skipIf(!hasOpenssl)('DER, PKCS#7 in both forms, base64 alone, and a key that is encrypted', async () => {
  const side = await importSide();
  const { key, keyPem, certificate, intermediate } = await chained(side.authority);
  const sealed = [
    openssl(['pkcs8', '-topk8', '-in', 'IN', '-out', 'OUT', '-v2', 'aes-256-cbc', '-passout', `pass:${PASSPHRASE}`], keyPem),
    openssl(['ec', '-aes256', '-in', 'IN', '-out', 'OUT', '-passout', `pass:${PASSPHRASE}`], keyPem),
    openssl(['pkcs8', '-topk8', '-in', 'IN', '-out', 'OUT', '-outform', 'DER', '-v1', 'PBE-SHA1-3DES', '-passout', `pass:${PASSPHRASE}`], keyPem),
  ];
  const certificates = [derOf(certificate), p7b(certificate + intermediate.pem), p7b(certificate + intermediate.pem, '-outform', 'DER'), derOf(certificate).toString('base64')];
  for (const [index, content] of certificates.entries()) {
    const { importId } = await side.inspect(content);
    const closed = await side.inspect(sealed[index % sealed.length]!, { addTo: importId });
    expect(closed.files.map(({ needsPassphrase }) => needsPassphrase)).toEqual([false, true]);
    expect(closed.identities).toMatchObject([{ hasKey: false }]);
    expect(await side.again(importId, PASSPHRASE)).toMatchObject({ files: [{ needsPassphrase: false }, { needsPassphrase: false }], identities: [{ hasKey: true, isFit: true }] });
  }
  expect(key.type).toBe('private');
});

test('what would not work is said before anything is sent', async () => {
  const side = await importSide();
  const key = ecKey();
  const told = async (certificate: string, text = pemOfKey(key)) => (await side.inspect(certificate + text)).identities[0]!;
  const [now, day] = [Date.now(), (offset: number) => new Date(Date.now() + offset * DAY_MS)];
  expect(await told(await certificateFor(side.authority, key, { notBefore: day(-20), notAfter: day(-3) }))).toMatchObject({ isFit: false, says: `It ended on ${new Date(now - 3 * DAY_MS).toISOString().slice(0, 10)}.` });
  expect(await told(await certificateFor(side.authority, key, { notBefore: day(2) }))).toMatchObject({ isFit: false, says: expect.stringMatching(/^Not valid before/) });
  expect(await told(await certificateFor(side.authority, key, { usages: ['1.3.6.1.5.5.7.3.1'] }))).toMatchObject({ isFit: false, says: 'It is not made for clients: the extended key usage lacks clientAuth.' });
  expect(await told(await certificateFor(side.authority, key, { subject: 'CN=somebody-else' }))).toMatchObject({ isFit: false, says: expect.stringContaining('“somebody-else”') });
  expect(await told(await certificateFor(side.authority, key), pemOfKey(RSA))).toMatchObject({ isFit: false, hasKey: false, says: 'The private key here belongs to another certificate. Add the file that holds this one’s.' });
});

test('a key whose halves are not each other’s is told, and belongs to nothing', async () => {
  const side = await importSide();
  const key = ecKey();
  const jwk = { ...key.export({ format: 'jwk' }), d: ecKey().export({ format: 'jwk' }).d };
  const { importId } = await side.inspect(await certificateFor(side.authority, key));
  const view = await side.inspect(JSON.stringify(jwk), { addTo: importId });
  expect(view).toMatchObject({ files: [{}, { error: { code: 'CERT_UNREADABLE', details: { reason: expect.stringContaining('do not belong together') } } }], identities: [{ hasKey: false }] });
});

test('several client certificates, each with its own key', async () => {
  const side = await importSide();
  const [one, two] = [ecKey(), RSA];
  const text = [await certificateFor(side.authority, one), await certificateFor(side.authority, two), pemOfKey(two), pemOfKey(one), await certificateFor(side.authority, ecKey())].join('');
  const view = await side.inspect(text);
  expect(view.identities.map(({ kind, hasKey }) => `${kind} ${hasKey}`)).toEqual(['EC P-256 true', 'RSA 2048 true', 'EC P-256 false']);
  expect(view.says).toBe('Three client certificates, of which two can be imported.');
});

test('authorities alone, a CSR, a public key, nothing', async () => {
  const side = await importSide();
  expect(await side.inspect(side.authority.pem)).toMatchObject({ identities: [], says: expect.stringMatching(/^Only authorities/) });
  expect(await side.inspect(side.authority.pem + pemOfKey(RSA))).toMatchObject({ identities: [], says: expect.stringMatching(/the client certificate is missing/) });
  const { id } = await side.request();
  expect(await side.inspect(side.csrOf(id))).toMatchObject({ identities: [], files: [{ error: { code: 'CERT_UNREADABLE', details: { reason: expect.stringContaining('CSR') } } }] });
  expect(await side.inspect('hello')).toMatchObject({ files: [{ error: { code: 'CERT_UNREADABLE', details: { reason: 'It is text, but no PEM, JWK or base64.' } } }], says: 'Nothing of it can be used.' });
});

test('a certificate that answers a request of this vault needs no key; one that is here already is known', async () => {
  const side = await importSide();
  const { id } = await side.request({ name: 'October' });
  const certificate = await side.issued(id);
  expect(await side.inspect(certificate)).toMatchObject({ identities: [{ hasKey: true, isFit: true, says: 'It answers the request of certificate “October”, which waits in this vault: importing completes that one.' }] });
  await side.install(id, certificate);
  expect(await side.inspect(certificate)).toMatchObject({ identities: [{ isFit: false, knownAs: id, says: 'It is in this vault already, as “October”.' }] });
});

test('a picked file: cancelled, too large; a connection that is gone; one file too many', async () => {
  const side = await importSide();
  await expect(side.pick()).rejects.toMatchObject({ code: 'CANCELLED' });
  side.shell.nextFile = { name: 'disk.img', read: async (most) => Buffer.alloc(most) };
  await expect(side.pick()).rejects.toMatchObject({ code: 'CERT_UNREADABLE' });
  const { importId } = await side.inspect('1');
  for (let files = 1; files < 10; files += 1) await side.inspect('1', { addTo: importId });
  await expect(side.inspect('1', { addTo: importId })).rejects.toMatchObject({ code: 'CERT_UNREADABLE' });
});

test('it is gone after a discard and after a lock, all its bytes zeroed', async () => {
  const side = await importSide();
  const { importId } = await side.inspect(Buffer.from(pemOfKey(RSA)));
  await side.inspect(Buffer.from(pemOfKey(ecKey())), { addTo: importId });
  const { files } = side.certificateImports.get(importId);
  side.certificateImports.clear();
  expect(files.map(({ bytes }) => bytes.every((byte) => byte === 0))).toEqual([true, true]);
  await expect(side.again(importId, 'x')).rejects.toMatchObject({ code: 'IMPORT_GONE' });
  const reading = side.inspect(pemOfKey(RSA));
  side.vault.lock();
  await expect(reading).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
});

test('intermediates of the same name and key but different dates: the newer one is taken', async () => {
  const side = await importSide();
  const old = await makeAuthority({ name: 'O=Wise, CN=Issuing', parent: side.authority, notBefore: new Date(Date.now() - 9 * DAY_MS), notAfter: new Date(Date.now() - DAY_MS) });
  const { keyPem, certificate, intermediate } = await chained(side.authority);
  const { identities } = await side.inspect([old.pem, intermediate.pem, certificate, keyPem].join(''));
  expect(identities).toMatchObject([{ chainLength: 1, isFit: true }]);
  expect(identities[0]!.checks.find(({ id }) => id === 'chain')).toMatchObject({ state: 'ok' });
});

test.skipIf(!hasOpenssl)('more certificates than are looked at: said, not looked at', async () => {
  const side = await importSide();
  const pems = await Promise.all(Array.from({ length: 41 }, () => certificateFor(side.authority, RSA)));
  const view = await side.inspect(pkcs12(pems.join(''), '-nokeys'), { passphrase: PASSPHRASE });
  expect(view.identities.length).toBeLessThanOrEqual(40);
  expect(view.says).toBe('There are more certificates and keys than are looked at here. Take only those that belong together.');
});

test('files that are added at the same time are all there; none comes back after it was discarded', async () => {
  const side = await importSide();
  const key = ecKey();
  const { importId } = await side.inspect(side.authority.pem);
  const certificate = await certificateFor(side.authority, key);
  await Promise.all([side.inspect(certificate, { addTo: importId }), side.inspect(pemOfKey(key), { addTo: importId })]);
  expect(await side.again(importId)).toMatchObject({ files: [{ what: 'Certificate' }, { what: 'Certificate' }, { what: 'PKCS#8 private key' }], identities: [{ isFit: true }] });
  const late = side.inspect(pemOfKey(RSA), { addTo: importId });
  side.certificateImports.drop(importId);
  await expect(late).rejects.toMatchObject({ code: 'IMPORT_GONE' });
  await expect(side.again(importId)).rejects.toMatchObject({ code: 'IMPORT_GONE' });
});

test.skipIf(!hasOpenssl)('files that each ask for much key derivation are bounded together', async () => {
  const side = await importSide();
  const sealed = openssl(['pkcs8', '-topk8', '-in', 'IN', '-out', 'OUT', '-outform', 'DER', '-v2', 'aes-256-cbc', '-iter', '100000', '-passout', `pass:${PASSPHRASE}`], pemOfKey(ecKey()));
  // 7,000,000 in place of 100,000: each may alone, both together may not.
  const costly = Buffer.from(sealed.toString('hex').replace('02030186a0', '02036acfc0'), 'hex');
  const { importId } = await side.inspect(costly);
  await side.inspect(costly, { addTo: importId });
  expect((await side.again(importId, PASSPHRASE)).files).toMatchObject([{ error: { code: 'IMPORT_WRONG_PASSPHRASE' } }, { error: { code: 'IMPORT_CIPHER', details: { reason: expect.stringContaining('7000000 rounds') } } }]);
}, 60_000);
