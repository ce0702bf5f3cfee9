import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../../shared/days.ts';
import { certificateSummary } from '../../../shared/model/certificates.ts';
import { certificateEntry } from '../../vault/body.ts';
import { makeAuthority } from '../testing/authority.ts';
import { privateKeyOf } from '../entry.ts';
import { certificateFor, chained, ecKey, importSide, pemOfKey, RSA } from './testing/import-side.ts';

const day = (offset: number) => new Date(Date.now() + offset * DAY_MS);

test('a fit one is in the vault with key, chain and where it came from, and audited', async () => {
  const side = await importSide();
  const { key, keyPem, certificate, intermediate } = await chained(side.authority);
  const { importId } = await side.inspect([intermediate.pem, certificate, keyPem].join(''));
  const summary = certificateSummary.parse(await side.take(importId, { name: 'November' }));
  expect(summary).toMatchObject({ name: 'November', kind: 'EC P-256', state: 'issued', step: 'prove', origin: 'imported', chainLength: 1, isInUse: false, uses: 0, history: [{ kind: 'imported', says: expect.stringMatching(/^EC P-256, issued by CN=Issuing/) }] });
  expect(summary.checks.map(({ id, state }) => `${id} ${state}`)).toContain('chain ok');
  const [entry] = side.vault.read().certificates;
  expect(certificateEntry.parse(entry)).toEqual(entry);
  expect(privateKeyOf(entry!).equals(key)).toBe(true);
  expect(new X509Certificate(entry!.chain[0]!).raw.equals(Buffer.from(intermediate.certificate.rawData))).toBe(true);
  expect(side.audit.lines).toMatchObject([{ kind: 'certificate.imported', outcome: 'ok', subject: 'certificate “November”', says: `EC P-256, SHA-256 ${summary.fingerprint}` }]);
});

test('refusals: key missing or another’s, known, expired, not yet valid, unfit, name taken, index, gone', async () => {
  const side = await importSide();
  const key = ecKey();
  const take = async (text: string, change = {}) => side.take((await side.inspect(text)).importId, change);
  const refused = (text: string, code: string, change = {}) => expect(take(text, change)).rejects.toMatchObject({ code });
  const good = await certificateFor(side.authority, key);
  await refused(good, 'CERT_KEY_MISSING');
  await refused(good + pemOfKey(RSA), 'CERT_WRONG_KEY');
  await refused(await certificateFor(side.authority, key, { notBefore: day(-9), notAfter: day(-1) }) + pemOfKey(key), 'CERT_EXPIRED');
  await refused(await certificateFor(side.authority, key, { notBefore: day(1) }) + pemOfKey(key), 'CERT_NOT_YET_VALID');
  await expect(take(await certificateFor(side.authority, key, { usages: ['1.3.6.1.5.5.7.3.1'] }) + pemOfKey(key))).rejects.toMatchObject({ code: 'CERT_UNFIT', details: { reason: expect.stringContaining('clientAuth') } });
  await refused(good + pemOfKey(key), 'IMPORT_GONE', { index: 1 });
  await refused(good + pemOfKey(key), 'CONNECTION_NOT_FOUND', { connectionId: crypto.randomUUID() });
  await refused(good + pemOfKey(key), 'CERT_NOT_FOUND', { replaces: crypto.randomUUID() });
  expect(side.vault.read().certificates).toEqual([]);
  expect(side.audit.lines).toEqual([]);
  await take(good + pemOfKey(key), { name: 'One' });
  await refused(good + pemOfKey(key), 'CERT_EXISTS');
  await refused(await certificateFor(side.authority, RSA) + pemOfKey(RSA), 'CERT_NAME_TAKEN', { name: 'one' });
  await expect(side.take(crypto.randomUUID())).rejects.toMatchObject({ code: 'IMPORT_GONE' });
  expect(side.vault.read().certificates).toHaveLength(1);
});

test('neither an authority that is not known nor a missing intermediate stands in the way', async () => {
  const side = await importSide();
  const { keyPem, certificate } = await chained(await makeAuthority({ name: 'O=Somebody, CN=Else' }));
  const summary = await side.take((await side.inspect(certificate + keyPem)).importId);
  expect(summary.checks.find(({ id }) => id === 'chain')).toMatchObject({ state: 'failed' });
});

test('ten active ones are the most', async () => {
  const side = await importSide();
  const text = await certificateFor(side.authority, RSA) + pemOfKey(RSA);
  const first = await side.take((await side.inspect(text)).importId, { name: 'First' });
  const { importId } = await side.inspect(await certificateFor(side.authority, RSA) + pemOfKey(RSA));
  const fill = (count: number) => side.vault.update((body) => ({ ...body, certificates: Array.from({ length: count }, (_, index) => ({ ...body.certificates[0]!, id: index === 0 ? first.id : crypto.randomUUID(), name: `No. ${index}` })) }));
  await fill(10);
  await expect(side.take(importId, { name: 'Eleventh' })).rejects.toMatchObject({ code: 'CERT_TOO_MANY' });
  await fill(9);
  expect(await side.take(importId, { name: 'Tenth', replaces: first.id })).toMatchObject({ replaces: first.id });
});

test('one that answers a request of this vault is taken there, with or without the key; of another connection’s, not at all', async () => {
  const side = await importSide();
  const { id } = await side.request({ name: 'October' });
  const { importId } = await side.inspect(await side.issued(id));
  expect(await side.take(importId, { name: 'Another name' })).toMatchObject({ id, name: 'October', origin: 'made', state: 'issued' });
  expect(side.vault.read().certificates).toHaveLength(1);
  expect(side.audit.kinds().at(-1)).toBe('certificate.issued ok');
  const foreign = await side.request({ name: 'Theirs', connectionId: side.other.id });
  const theirs = await side.inspect(await side.issued(foreign.id));
  expect(theirs.identities).toMatchObject([{ isFit: false, says: expect.stringMatching(/client id|another connection/) }]);
  await expect(side.take(theirs.importId)).rejects.toMatchObject({ code: 'CERT_OTHER_CONNECTION' });
});

test('a key that Wise does not take is refused before it is written', async () => {
  const side = await importSide();
  for (const key of [generateKeyPairSync('ed25519').privateKey, generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey]) {
    const { importId, identities } = await side.inspect(await certificateFor(side.authority, key) + pemOfKey(key));
    expect(identities).toMatchObject([{ isFit: false, says: expect.stringContaining('Wise takes EC P-256') }]);
    await expect(side.take(importId)).rejects.toMatchObject({ code: 'CERT_UNFIT' });
  }
});

test('a name with line breaks or invisible characters is refused, as it is for a request', async () => {
  const side = await importSide();
  const key = ecKey();
  const { importId } = await side.inspect(await certificateFor(side.authority, key) + pemOfKey(key));
  for (const name of ['two\nlines', 'turned \u202e around', 'a\u200bb']) await expect(side.take(importId, { name })).rejects.toMatchObject({ code: 'CERT_SUBJECT', details: { field: 'name' } });
  expect([side.vault.read().certificates, side.audit.lines]).toEqual([[], []]);
});
