import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { DAY_MS } from '../../shared/days.ts';
import { checkCertificate, type CheckedCertificate } from './checks.ts';
import { siblingsOf } from './siblings.ts';
import { issueFor, makeAuthority, type Authority, type LeafOptions } from './testing/authority.ts';
import { certificateSide } from './testing/side.ts';

const NOW = Date.now();
let root: Authority;
let pair: { publicKey: KeyObject; privateKey: KeyObject };
beforeAll(async () => {
  root = await makeAuthority();
  pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
});

const read = ({ pem }: Pick<Authority, 'pem'>): X509Certificate => new X509Certificate(pem);

/** What the checks say of a certificate for `key`; `change` says what is otherwise than it should be. */
async function checks(leaf: LeafOptions & { by?: Authority; key?: KeyObject } = {}, change: Partial<CheckedCertificate> = {}) {
  const { by = root, key = pair.publicKey, ...options } = leaf;
  const spki = key.export({ format: 'der', type: 'spki' });
  const certificate = read({ pem: await issueFor(by, new x509.PublicKey(new Uint8Array(spki)), { subject: 'O=Example Ltd, CN=client-1', ...options }) });
  const found = checkCertificate({ certificate, chain: [], authorities: [read(root)], privateKey: pair.privateKey, clientId: 'client-1', name: 'October', others: siblingsOf([], ''), now: NOW, leadDays: 30, ...change });
  return Object.fromEntries(found.map(({ id, state, says }) => [id, `${state}: ${says}`]));
}

test('all is well with one as Wise issues it', async () => {
  expect(Object.values(await checks()).every((said) => said.startsWith('ok: '))).toBe(true);
});

test('key match', async () => {
  expect((await checks({}, { privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }))['key-match']).toBe('failed: Its public key is not that of the private key here.');
  expect((await checks({}, { privateKey: undefined }))['key-match']).toBe('unknown: Its private key was not found.');
});

const dates = async (begins: number, ends: number) => (await checks({ notBefore: new Date(begins), notAfter: new Date(ends) }))['dates'];

test('dates, to the millisecond', async () => {
  const second = Math.floor(NOW / 1000) * 1000;
  expect(await dates(second + 2000, second + DAY_MS)).toMatch(/^failed: Not valid before /);
  expect(await dates(second - DAY_MS, second)).toBe(`failed: It ended on ${new Date(second).toISOString().slice(0, 10)}.`);
  expect(await dates(second - DAY_MS, second + 2000)).toMatch(/^warning: It ends on .*, in less than a day\.$/);
  expect(await dates(second - DAY_MS, second + 30 * DAY_MS)).toMatch(/^warning: It ends on .*, in 30 days\.$/);
  expect(await dates(second - DAY_MS, second + 31 * DAY_MS + 1000)).toMatch(/^ok: Valid from .*, 31 days left\.$/);
});

test.each([
  ['EC P-384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' }), 'ok: EC P-384, which Wise takes.'],
  ['EC P-521', () => generateKeyPairSync('ec', { namedCurve: 'P-521' }), 'failed: Its key is EC P-521. Wise takes'],
  ['Ed25519', () => generateKeyPairSync('ed25519'), 'failed: Its key is Ed25519. Wise takes'],
  ['RSA 1024', () => generateKeyPairSync('rsa', { modulusLength: 1024 }), 'failed: Its key is RSA 1024. Wise takes'],
  ['RSA 2048', () => generateKeyPairSync('rsa', { modulusLength: 2048 }), 'ok: RSA 2048, which Wise takes.'],
])('key kind %s', async (_, make, says) => {
  expect((await checks({ key: make().publicKey }))['key-kind']).toContain(says);
});

const usage = async (leaf: LeafOptions) => [(await checks(leaf))['key-usage'], (await checks(leaf))['client-auth']];

test('key usage and client authentication', async () => {
  expect(await usage({ usages: undefined, keyUsage: undefined })).toEqual(['ok: It does not restrict its key.', expect.stringMatching(/^warning: It does not say what it is for/)]);
  expect(await usage({ usages: [x509.ExtendedKeyUsage.serverAuth], keyUsage: x509.KeyUsageFlags.keyAgreement })).toEqual([expect.stringMatching(/^failed: Its key may not sign/), expect.stringMatching(/^failed: It is not made for clients/)]);
  expect(await usage({ usages: [x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth], keyUsage: x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment })).toEqual(['ok: Its key may sign (digitalSignature).', 'ok: It is made for clients (clientAuth).']);
  expect(await usage({ usages: ['2.5.29.37.0'] })).toEqual([expect.anything(), 'ok: It is made for clients (clientAuth).']);
});

test('client id', async () => {
  expect((await checks({}, { clientId: undefined }))['client-id']).toMatch(/^unknown: /);
  expect((await checks({ subject: 'CN=client-2' }))['client-id']).toBe('failed: Its CN is “client-2”, not the connection’s client id: it was issued for another client.');
  expect((await checks({ subject: 'O=client-1' }))['client-id']).toMatch(/^failed: It has no CN/);
  expect((await checks({ subject: 'CN="a, b"' }, { clientId: 'a, b' }))['client-id']).toMatch(/^ok: /);
});

test('unique name and number of active ones', async () => {
  const side = await certificateSide();
  for (let n = 1; n <= 9; n += 1) await side.ready(`Number ${n}`);
  const all = side.vault.read().certificates;
  const of = (certificates: typeof all) => ({ others: siblingsOf(certificates, side.connection.id) });
  expect((await checks({}, of(all)))['active-count']).toBe('ok: It is the last of the 10 that Wise allows at a time.');
  expect((await checks({}, of([...all, { ...all[0]!, id: 'one more' }])))['active-count']).toMatch(/^warning: With it 11 are active here, and Wise allows 10/);
  expect((await checks({}, { ...of(all), name: 'number 3' }))['unique-name']).toBe('failed: Another certificate of this connection is called “number 3”.');
  expect((await checks({}, { others: siblingsOf(all, side.connection.id, all[2]!.id), name: 'number 3' }))['unique-name']).toMatch(/^ok: /);
  expect((await checks({}, { ...of(all.map((entry) => ({ ...entry, retiredAt: entry.madeAt }))), name: 'number 3' }))['unique-name']).toMatch(/^ok: /);
});

const chainSays = async (...args: Parameters<typeof checks>) => (await checks(...args))['chain'];

test('a chain is unknown without an authority, and right with any that is known', async () => {
  const lower = await makeAuthority({ name: 'O=Wise, CN=Lower', parent: root });
  expect(await chainSays({}, { authorities: [] })).toMatch(/^unknown: No authority of Wise’s is known/);
  expect(await chainSays({ by: lower }, { chain: [read(lower)] })).toBe('ok: Leads over “Lower” to “Test root”, which this connection knows as Wise’s.');
  expect(await chainSays({ by: lower }, { authorities: [read(lower)] })).toBe('ok: Leads to “Lower”, which this connection knows as Wise’s.');
});

test('why a chain does not build', async () => {
  const lower = await makeAuthority({ name: 'O=Wise, CN=Lower', parent: root });
  const stranger = await makeAuthority({ name: 'O=Other, CN=Stranger' });
  const namesake = await makeAuthority();
  expect(await chainSays({ by: lower })).toMatch(/^failed: An intermediate is missing: that of “Lower”/);
  expect(await chainSays({ by: stranger })).toBe('failed: It is from another authority: “CN=Stranger, O=Other” issued it, which is none of those this connection knows as Wise’s.');
  expect(await chainSays({ by: stranger }, { chain: [read(stranger)] })).toBe('failed: It is from another authority: the chain ends at “Stranger”, which this connection does not know as Wise’s.');
  expect(await chainSays({ by: namesake })).toMatch(/^failed: It is from another authority: “Test root” has the name of one of Wise’s/);
});

test('every link has to be an authority, and in its time', async () => {
  const ended = await makeAuthority({ name: 'O=Wise, CN=Lower', parent: root, notBefore: new Date(NOW - 2 * DAY_MS), notAfter: new Date(NOW - DAY_MS) });
  const early = await makeAuthority({ name: 'O=Wise, CN=Lower', parent: root, notBefore: new Date(NOW + DAY_MS) });
  const noCa = await makeAuthority({ name: 'O=Wise, CN=Lower', parent: root, isCa: false });
  expect(await chainSays({ by: ended }, { chain: [read(ended)] })).toMatch(/^failed: “Lower” in its chain ended on /);
  expect(await chainSays({ by: early }, { chain: [read(early)] })).toMatch(/^failed: “Lower” in its chain is not valid before /);
  expect(await chainSays({ by: noCa }, { chain: [read(noCa)] })).toBe('failed: “Lower” signed it, but is no authority.');
});

test('of two ways upwards the one that holds counts, and authorities that sign each other do not go round for ever', async () => {
  const keys = { name: 'O=Wise, CN=Lower', parent: root };
  const [ended, good] = [await makeAuthority({ ...keys, notBefore: new Date(NOW - 2 * DAY_MS), notAfter: new Date(NOW - DAY_MS) }), await makeAuthority(keys)];
  expect(await chainSays({ by: good }, { chain: [read(ended), read(good)] })).toMatch(/^ok: /);
  const [a, b] = [await makeAuthority({ name: 'O=Wise, CN=A' }), await makeAuthority({ name: 'O=Wise, CN=B' })];
  const cross = await Promise.all([[a, b], [b, a]].map(async ([below, above]) => crossSigned(below!, above!)));
  expect(await chainSays({ by: a }, { chain: cross })).toMatch(/^failed: /);
});

test('a file full of certificates that all sign each other is looked through once', async () => {
  const self = await makeAuthority({ name: 'O=Wise, CN=Self' });
  const many = await Promise.all(Array.from({ length: 30 }, () => crossSigned(self, self)));
  expect(await chainSays({ by: self }, { chain: many })).toMatch(/^failed: It is from another authority/);
});

/** The same name and key as `below`, signed by `above`. */
async function crossSigned(below: Authority, above: Authority): Promise<X509Certificate> {
  const certificate = await x509.X509CertificateGenerator.create({
    subject: below.certificate.subject, issuer: above.certificate.subject, notAfter: new Date(NOW + DAY_MS), publicKey: below.keys.publicKey, signingKey: above.keys.privateKey,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' }, extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  return new X509Certificate(certificate.toString('pem'));
}
