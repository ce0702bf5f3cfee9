import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../shared/days.ts';
import { PortcullisError } from '../../shared/errors.ts';
import type { CertificateSummary } from '../../shared/model/certificates.ts';
import { hasOpenssl, openssl } from '../keys/import/testing/openssl.ts';
import { privateKeyOf } from './entry.ts';
import { installCertificate, issueInSandbox } from './install.ts';
import type { AuditEntry } from '../ports.ts';
import { retireCertificate } from './retire.ts';
import { makeAuthority } from './testing/authority.ts';
import { certificateSide } from './testing/side.ts';

const derOf = (pem: string): Buffer => new X509Certificate(pem).raw;

const chainOf = ({ checks }: CertificateSummary) => checks.find(({ id }) => id === 'chain');

/** A connection that knows only the root, and a request whose certificate an intermediate signed. */
async function withIntermediate() {
  const side = await certificateSide();
  const upper = await makeAuthority({ name: 'O=Wise, CN=Upper', parent: side.authority });
  const lower = await makeAuthority({ name: 'O=Wise, CN=Lower', parent: upper });
  const { id } = await side.request();
  return { ...side, upper, lower, id, leaf: await side.issued(id, {}, lower) };
}

test('takes what came back, and says what it is', async () => {
  const side = await certificateSide();
  const { id } = await side.request();
  const summary = await side.install(id, await side.issued(id));
  expect(summary).toMatchObject({ id, state: 'issued', step: 'prove', chainLength: 0, subject: 'CN=client-of-the-test, O=Example Ltd', issuer: 'CN=Test root, O=Wise' });
  expect(summary.checks.map(({ id: check, state }) => `${check} ${state}`)).toEqual([
    'key-match ok', 'chain ok', 'dates ok', 'key-kind ok', 'key-usage ok', 'client-auth ok', 'client-id ok', 'unique-name ok', 'active-count ok',
  ]);
  expect(summary.history[0]).toMatchObject({ kind: 'issued' });
  expect(side.audit.kinds()).toEqual(['certificate.requested ok', 'certificate.issued ok']);
});

test('finds its own among several, in any order, with text around; sorts the chain and drops root, strangers and doubles', async () => {
  const { upper, lower, authority, leaf, id, install, entryOf, ...side } = await withIntermediate();
  const stranger = await makeAuthority({ name: 'O=Other, CN=Stranger' });
  const text = ['Dear customer,', authority.pem, upper.pem, `subject=CN=x\r\n${leaf.replaceAll('\n', '\r\n')}`, stranger.pem, lower.pem, leaf, upper.pem, 'Regards'].join('\n');
  await expect(install(id, text)).resolves.toMatchObject({ chainLength: 2, checks: expect.arrayContaining([{ id: 'chain', state: 'ok', says: 'Leads over “Lower” and “Upper” to “Test root”, which this connection knows as Wise’s.' }]) });
  const { certificate, chain } = entryOf(id);
  expect([certificate, ...chain].map((pem) => derOf(pem!))).toEqual([leaf, lower.pem, upper.pem].map(derOf));
  expect(side.audit.kinds().at(-1)).toBe('certificate.issued ok');
});

test('reads DER, base64 without its lines, and a picked file', async () => {
  for (const form of ['der', 'base64', 'pick'] as const) {
    const side = await certificateSide();
    const { id } = await side.request();
    const der = derOf(await side.issued(id));
    side.shell.nextFile = { name: 'client.cer', read: async () => new Uint8Array(der) };
    const from = { der: { kind: 'file' as const, name: 'a.der', base64: der.toString('base64') }, base64: { kind: 'text' as const, text: der.toString('base64') }, pick: { kind: 'pick' as const } }[form];
    await expect(installCertificate(side.deps, { certificateId: id, from })).resolves.toMatchObject({ state: 'issued' });
  }
});

test.runIf(hasOpenssl).each(['PEM', 'DER'])('reads PKCS#7 in %s', async (form) => {
  const { upper, lower, leaf, id, deps } = await withIntermediate();
  const p7b = openssl(['crl2pkcs7', '-nocrl', '-certfile', 'IN', '-outform', form, '-out', 'OUT'], `${upper.pem}${leaf}${lower.pem}`);
  await expect(installCertificate(deps, { certificateId: id, from: { kind: 'file', name: 'a.p7b', base64: p7b.toString('base64') } })).resolves.toMatchObject({ chainLength: 2 });
});

test('an intermediate that the connection knows is sent along', async () => {
  const { upper, lower, authority, leaf, id, install, ...side } = await withIntermediate();
  await side.vault.update((body) => ({ ...body, connections: body.connections.map((entry) => (entry.id === side.connection.id ? { ...entry, wiseCa: [authority.pem, upper.pem, lower.pem] } : entry)) }));
  await expect(install(id, leaf)).resolves.toMatchObject({ chainLength: 2 });
});

test.each<[string, RegExp, (side: Awaited<ReturnType<typeof certificateSide>>, id: string) => Promise<string>]>([
  ['CERT_WRONG_KEY', /not that of the private key/, async (side) => side.issued((await side.request({ name: 'Another' })).id)],
  ['CERT_WRONG_KEY', /^Only authorities are in it/, async ({ authority }) => authority.pem],
  ['CERT_WRONG_KEY', /None of the 2/, async (side) => (await side.issued((await side.request({ name: 'Another' })).id)) + side.authority.pem],
  ['CERT_EXPIRED', /ended on/, (side, id) => side.issued(id, { notAfter: new Date(Date.now() - DAY_MS), notBefore: new Date(Date.now() - 2 * DAY_MS) })],
  ['CERT_NOT_YET_VALID', /Not valid before/, (side, id) => side.issued(id, { notBefore: new Date(Date.now() + DAY_MS) })],
  ['CERT_UNFIT', /lacks clientAuth/, (side, id) => side.issued(id, { usages: [x509.ExtendedKeyUsage.serverAuth] })],
  ['CERT_UNFIT', /lacks digitalSignature/, (side, id) => side.issued(id, { keyUsage: x509.KeyUsageFlags.keyEncipherment })],
  ['CERT_UNFIT', /issued for another client/, (side, id) => side.issued(id, { subject: 'O=Example Ltd, CN=somebody-else' })],
  ['CERT_UNFIT', /no CN/, (side, id) => side.issued(id, { subject: 'O=Example Ltd' })],
  ['CERT_UNREADABLE', /is the request \(CSR\)/, async (side, id) => side.csrOf(id)],
  ['CERT_UNREADABLE', /is a key, not/, async (side, id) => privateKeyOf(side.entryOf(id)).export({ format: 'pem', type: 'pkcs8' }).toString()],
  ['CERT_UNREADABLE', /damaged/, async (side, id) => `${await side.issued(id)}${side.authority.pem.replace(/\n.{64}\n/, '\n')}`],
  ['CERT_UNREADABLE', /cut off/, async (side, id) => (await side.issued(id)).slice(0, 300)],
  ['CERT_UNREADABLE', /damaged/, async (side, id) => (await side.issued(id)).replace(/\n.{64}\n/, '\n')],
  ['CERT_UNREADABLE', /no PEM, JWK or base64/, async () => 'a certificate, I promise'],
  ['CERT_UNREADABLE', /empty/, async () => '  \n'],
])('%s (%s): nothing is changed', async (code, reason, make) => {
  const side = await certificateSide();
  const { id } = await side.request();
  const text = await make(side, id);
  const before = side.vault.read();
  await expect(side.install(id, text)).rejects.toMatchObject({ code, details: { reason: expect.stringMatching(reason) } });
  expect(side.vault.read()).toBe(before);
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'certificate.issued', outcome: 'refused', says: code });
});

test('a certificate comes once, and not to a retired one', async () => {
  const side = await certificateSide();
  const summary = await side.ready('October');
  await expect(side.install(summary.id, side.entryOf(summary.id).certificate!)).rejects.toMatchObject({ code: 'CERT_EXISTS' });
  await retireCertificate(side.deps, { certificateId: summary.id });
  await expect(side.install(summary.id, '')).rejects.toMatchObject({ code: 'CERT_RETIRED' });
  await expect(side.install(crypto.randomUUID(), '')).rejects.toMatchObject({ code: 'CERT_NOT_FOUND' });
});

test('only the built-in sandbox issues from here', async () => {
  const side = await certificateSide();
  const { id } = await side.request();
  await expect(issueInSandbox(side.deps, { certificateId: id })).rejects.toMatchObject({ code: 'CERT_BY_HAND' });
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'certificate.issued', outcome: 'refused', says: 'CERT_BY_HAND' });
});

test('nothing picked is no refusal worth a line', async () => {
  const side = await certificateSide();
  const { id } = await side.request();
  await expect(installCertificate(side.deps, { certificateId: id, from: { kind: 'pick' } })).rejects.toMatchObject({ code: 'CANCELLED' });
  side.shell.nextFile = { name: 'film.iso', read: async (maxBytes) => new Uint8Array(maxBytes) };
  await expect(installCertificate(side.deps, { certificateId: id, from: { kind: 'pick' } })).rejects.toMatchObject({ code: 'CERT_UNREADABLE' });
  expect(side.audit.kinds()).toEqual(['certificate.requested ok', 'certificate.issued refused']);
});

test('a missing intermediate and another authority are told apart, and neither keeps it from being tried', async () => {
  const { leaf, id, install, ...side } = await withIntermediate();
  expect(chainOf(await install(id, leaf))).toMatchObject({ state: 'failed', says: expect.stringContaining('An intermediate is missing: that of “Lower”') });
  const stranger = await makeAuthority({ name: 'O=Other, CN=Stranger' });
  const { id: second } = await side.request({ name: 'November' });
  expect(chainOf(await install(second, (await side.issued(second, {}, stranger)) + stranger.pem))).toMatchObject({ state: 'failed', says: expect.stringContaining('another authority') });
});

test('what was installed but could not be written down is not told as refused', async () => {
  const side = await certificateSide();
  const { id } = await side.request();
  const audit = async (entry: AuditEntry) => {
    if (entry.outcome === 'ok') throw new PortcullisError('AUDIT_UNWRITABLE');
    return side.audit(entry);
  };
  await expect(installCertificate({ ...side.deps, audit }, { certificateId: id, from: { kind: 'text', text: await side.issued(id) } })).rejects.toMatchObject({ code: 'AUDIT_UNWRITABLE' });
  expect(side.entryOf(id).certificate).toBeDefined();
  expect(side.audit.kinds()).toEqual(['certificate.requested ok']);
});
