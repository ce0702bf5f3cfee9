import 'reflect-metadata';
import fc from 'fast-check';
import { createPublicKey } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { expect, test } from 'vitest';
import { CERTIFICATE_KINDS } from '../../shared/model/certificates.ts';
import { hasOpenssl, openssl } from '../keys/import/testing/openssl.ts';
import { makeRequest } from './csr.ts';
import { privateKeyOf } from './entry.ts';
import { retireCertificate } from './retire.ts';
import { rfc4514, subjectParts } from './subject.ts';
import { certificateSide } from './testing/side.ts';


test('the CSR is clean PEM, and its private key stays in the vault', async () => {
  const side = await certificateSide();
  const summary = await side.request();
  const csr = side.csrOf(summary.id);
  expect(csr).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----\n([A-Za-z0-9+/=]{64}\n)*[A-Za-z0-9+/=]{1,64}\n-----END CERTIFICATE REQUEST-----\n$/);
  expect(summary).toMatchObject({ name: 'October', state: 'requested', step: 'issue', checks: [], uses: 0, chainLength: 0, subject: 'CN=October, O=Example Ltd' });
  expect(JSON.stringify(summary)).not.toContain(String(side.entryOf(summary.id).privateJwk['d']));
  expect(Buffer.from(new x509.Pkcs10CertificateRequest(csr).publicKey.rawData)).toEqual(createPublicKey(privateKeyOf(side.entryOf(summary.id))).export({ format: 'der', type: 'spki' }));
  expect(side.audit.lines).toMatchObject([{ kind: 'certificate.requested', outcome: 'ok', subject: 'certificate “October”', says: 'EC P-256 key and CSR for Payments' }]);
});

test.runIf(hasOpenssl).each(CERTIFICATE_KINDS)('openssl verifies a CSR of %s, its hash and its string types', { timeout: 60_000 }, async (kind) => {
  const parts = subjectParts({ O: 'Bäckerei “Süß”', OU: 'Zahlungen', C: 'DE', ST: 'Hamburg', L: 'Hamburg' }, 'October');
  const { csr } = await makeRequest(kind, parts);
  expect(openssl(['req', '-verify', '-noout', '-subject', '-nameopt', 'RFC2253,-esc_msb,utf8', '-in', 'IN', '-out', 'OUT'], csr).toString().trim())
    .toBe('subject=CN=October,OU=Zahlungen,O=Bäckerei “Süß”,L=Hamburg,ST=Hamburg,C=DE');
  const text = openssl(['req', '-noout', '-text', '-in', 'IN', '-out', 'OUT'], csr).toString();
  expect(text).toContain(kind.startsWith('RSA') ? `Public-Key: (${kind.slice(4)} bit)` : `NIST CURVE: ${kind.slice(3)}`);
  expect(text).toContain({ 'EC P-256': 'ecdsa-with-SHA256', 'EC P-384': 'ecdsa-with-SHA384' }[String(kind)] ?? 'sha256WithRSAEncryption');
  const types = openssl(['req', '-noout', '-subject', '-nameopt', 'RFC2253,show_type', '-in', 'IN', '-out', 'OUT'], csr).toString();
  expect(types.match(/\w+=\w+STRING:/g)).toEqual(['CN=UTF8STRING:', 'OU=UTF8STRING:', 'O=UTF8STRING:', 'L=UTF8STRING:', 'ST=UTF8STRING:', 'C=PRINTABLESTRING:']);
  expect(await new x509.Pkcs10CertificateRequest(csr).verify()).toBe(true);
});

test('any printable subject comes back from the CSR as it was given', async () => {
  const printable = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => text.trim() === text && !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u.test(text));
  const odd = fc.constantFrom('A, B', 'a=b', '#1', '"quoted"', 'back\\slash', 'x+y', '<a>;b', "O'Neil & Søn", '#', '日本', 'a ', ',CN=evil', '😀').map((text) => text.trim());
  await fc.assert(fc.asyncProperty(fc.oneof(printable, odd), fc.oneof(printable, odd), async (O, CN) => {
    const { csr } = await makeRequest('EC P-256', subjectParts({ O, CN }, 'name'));
    const subject = new x509.Pkcs10CertificateRequest(csr).subjectName;
    expect([subject.getField('O'), subject.getField('CN'), subject.toJSON().length]).toEqual([[O], [CN], 2]);
  }), { numRuns: 60 });
});

test('RFC 4514 escapes what would read as another name', () => {
  expect(rfc4514([['O', '#Ex, "am"+<p>;le\\'], ['CN', ' x ']])).toBe('CN=\\ x\\ , O=\\#Ex\\, \\"am\\"\\+\\<p\\>\\;le\\\\');
});

test.each([
  [{ O: ' ' }, 'O'], [{ O: 'Ex\nample' }, 'O'], [{ O: 'Ex\u0000' }, 'O'], [{ O: 'Ex\u202Egnp' }, 'O'], [{ O: 'x'.repeat(65) }, 'O'],
  [{ O: 'Example', C: 'gb' }, 'C'], [{ O: 'Example', C: 'GBR' }, 'C'], [{ O: 'Example', CN: 'a\tb' }, 'CN'], [{ O: 'Example', L: '\u2028x\u2028y' }, 'L'], [{ O: '\uD800' }, 'O'],
])('refuses the subject %j', (subject, field) => {
  expect(() => subjectParts(subject, 'name')).toThrow(expect.objectContaining({ code: 'CERT_SUBJECT', details: expect.objectContaining({ field }) }));
});

test('a refused request leaves no key behind', async () => {
  const side = await certificateSide();
  await expect(side.request({ subject: { O: 'a\rb' } })).rejects.toMatchObject({ code: 'CERT_SUBJECT', details: { field: 'O' } });
  await expect(side.request({ name: 'a\u0007b' })).rejects.toMatchObject({ code: 'CERT_SUBJECT', details: { field: 'name' } });
  await expect(side.request({ connectionId: crypto.randomUUID() })).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  await expect(side.request({ replaces: crypto.randomUUID() })).rejects.toMatchObject({ code: 'CERT_NOT_FOUND' });
  expect([side.vault.read().certificates, side.audit.lines]).toEqual([[], []]);
});

test('a name is taken once per connection, until its certificate is retired or has ended', async () => {
  const side = await certificateSide();
  const first = await side.ready('October');
  await expect(side.request({ name: ' october ' })).rejects.toMatchObject({ code: 'CERT_NAME_TAKEN', details: { field: 'name' } });
  await side.request({ connectionId: side.other.id });
  await retireCertificate(side.deps, { certificateId: first.id });
  const second = await side.ready('October');
  side.clock.now = Date.parse(second.notAfter!);
  await expect(side.request()).resolves.toMatchObject({ name: 'October' });
});

test('of two requests for one name at the same time one is refused', async () => {
  const side = await certificateSide();
  const results = await Promise.allSettled([side.request(), side.request()]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(side.vault.read().certificates).toHaveLength(1);
});

test('at most ten are active: requests, retired ones and those of another connection do not count', async () => {
  const side = await certificateSide();
  for (let n = 1; n <= 10; n += 1) await side.ready(`Number ${n}`);
  await expect(side.request({ name: 'Number 11' })).rejects.toMatchObject({ code: 'CERT_TOO_MANY' });
  await side.request({ name: 'Number 11', connectionId: side.other.id });
  await retireCertificate(side.deps, { certificateId: side.vault.read().certificates[0]!.id });
  await side.request({ name: 'Number 11' });
});

test('what it replaces is of the same connection', async () => {
  const side = await certificateSide();
  const old = await side.ready('September');
  await expect(side.request({ replaces: old.id })).resolves.toMatchObject({ replaces: old.id });
  await expect(side.request({ connectionId: side.other.id, replaces: old.id })).rejects.toMatchObject({ code: 'CERT_OTHER_CONNECTION' });
});
