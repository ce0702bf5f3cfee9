import { afterAll, beforeAll, expect, test } from 'vitest';
import { withKey } from '../keys/entry.ts';
import type { ConnectionEntry, KeyEntry } from '../vault/body.ts';
import { failureOf, startSandboxSide, stepOf, type SandboxSide } from './testing/sandbox-side.ts';

/** Which keys a call takes, and what Wise says to the wrong ones. */
let side: SandboxSide;
beforeAll(async () => {
  side = await startSandboxSide();
});
afterAll(() => side.close());

const changeKey = (id: string, change: Partial<KeyEntry>) => side.vault.update((body) => withKey(body, id, (entry) => ({ ...entry, ...change })));
const changeConnection = (change: Partial<ConnectionEntry>) => side.vault.update((body) => ({ ...body, connections: body.connections.map((entry) => ({ ...entry, ...change })) }));
const uploadedTo = () => [{ connectionId: side.connection.id, at: new Date(0).toISOString() }];

test('without any key it is said which one is missing, and nothing is sent', async () => {
  await expect(side.play('jws')).rejects.toMatchObject({ code: 'KEY_MISSING', details: { reason: 'signing' } });
  await expect(side.play('jwe')).rejects.toMatchObject({ code: 'KEY_MISSING', details: { reason: 'encryption' } });
  await expect(side.play('jwe-get')).rejects.toMatchObject({ code: 'KEY_MISSING', details: { reason: 'encryption' } });
  expect(side.audit.lines).toEqual([]);
  expect(await side.play('jwe-direct')).toMatchObject({ ok: true });
});

test('the key of the connection goes before the newest; a named one before both; a retired one is not taken', async () => {
  const [first, second, third] = [await side.uploaded('ES256'), await side.uploaded('ES256'), await side.uploaded('ES256')] as [string, string, string];
  for (const [index, id] of [first, second, third].entries()) await changeKey(id, { madeAt: new Date(index * 1000).toISOString() });
  const used = async (named = {}) => stepOf(await side.play('jws', named), 'sign').facts[0]!.value;
  expect(await used()).toBe(third);
  await changeKey(third, { retiredAt: new Date().toISOString() });
  expect(await used()).toBe(second);
  await changeConnection({ signingKeyId: first });
  expect(await used()).toBe(first);
  expect(await used({ signingKeyId: second })).toBe(second);
  await expect(side.play('jws', { signingKeyId: third })).rejects.toMatchObject({ code: 'KEY_RETIRED' });
  await expect(side.play('jws', { signingKeyId: (await side.make()).id })).rejects.toMatchObject({ code: 'KEY_NOT_UPLOADED' });
  await expect(side.play('jwe', { encryptionKeyId: first })).rejects.toMatchObject({ code: 'KEY_WRONG_USE' });
});

test('Wise’s words to a kid it does not know are told as that', async () => {
  const { id } = await side.make({ algorithm: 'ES256' });
  await changeKey(id, { uploads: uploadedTo() });
  const run = await side.play('jws', { signingKeyId: id });
  expect(run.says).toBe('Wise did not accept the signed message. Wise knows no key of this kid for these client credentials. Upload the key over this connection, or name one that is there.');
  const failure = failureOf(run);
  expect(failure).toMatchObject({ id: 'receive', error: { code: 'JOSE_REFUSED', details: { reason: 'UNKNOWN_KID', field: 'kid', wiseCode: 'jws_error' } } });
  expect(failure!.facts).toContainEqual({ label: 'Step at fault', value: 'Our signature' });
});

test('an encryption key that Wise does not know, or has for signing, is told as that', async () => {
  const { id } = await side.make({ algorithm: 'RSA-OAEP-256' });
  await changeKey(id, { uploads: uploadedTo() });
  const unknown = failureOf(await side.play('jwe', { encryptionKeyId: id }));
  expect(unknown).toMatchObject({ error: { code: 'JOSE_ENCRYPTED_REFUSED', details: { reason: 'UNKNOWN_KID', wiseCode: 'jwe_error' } } });
  expect(unknown!.facts).toContainEqual({ label: 'Step at fault', value: 'Encryption to Wise’s key' });
  const signing = await side.uploaded('PS256');
  const { privateJwk } = side.vault.read().keys.find((key) => key.id === id)!;
  await changeKey(signing, { algorithm: 'RSA-OAEP-256', privateJwk });
  expect(failureOf(await side.play('jwe', { encryptionKeyId: signing }))).toMatchObject({ error: { code: 'JOSE_ENCRYPTED_REFUSED', details: { reason: 'WRONG_SCOPE', field: 'scope' } } });
});

test('dates that Wise sees otherwise are told as that', async () => {
  const signingKeyId = await side.uploaded('ES256');
  await side.uploaded('RSA-OAEP-256');
  side.sandbox.setFaults({ clockSkew: { seconds: -86_400 } });
  expect(failureOf(await side.play('jws', { signingKeyId }))).toMatchObject({ error: { details: { reason: 'NOT_YET_VALID', field: 'validFrom' } } });
  side.sandbox.setFaults({ clockSkew: { seconds: 366 * 86_400 } });
  side.tokens.clear();
  expect(failureOf(await side.play('jws', { signingKeyId }))).toMatchObject({ error: { details: { reason: 'EXPIRED', field: 'validTill' } } });
  expect(failureOf(await side.play('jwe'))).toMatchObject({ error: { code: 'JOSE_ENCRYPTED_REFUSED', details: { reason: 'EXPIRED' } } });
  expect(failureOf(await side.play('jwe-get'))).toMatchObject({ error: { code: 'JOSE_ENCRYPTED_REFUSED', details: { reason: 'NO_ACTIVE_KEY' } } });
  side.sandbox.setFaults({ clockSkew: { seconds: 0 } });
  side.tokens.clear();
});

test('our own dates are told in the step that needs the key, and nothing is sent', async () => {
  const id = await side.uploaded('RSA-OAEP-256');
  await changeKey(id, { validFrom: '2099-01-01T00:00:00.000Z' });
  expect(failureOf(await side.play('jwe', { encryptionKeyId: id }))).toMatchObject({ id: 'encrypt', error: { code: 'KEY_NOT_YET_VALID' } });
  await changeKey(id, { validFrom: '2020-01-01T00:00:00.000Z', validTill: '2020-01-02T00:00:00.000Z' });
  expect(failureOf(await side.play('jwe', { encryptionKeyId: id }))).toMatchObject({ id: 'encrypt', error: { code: 'KEY_EXPIRED' } });
});

test('on a GET Wise chooses the key: the one it chose decrypts, and the run says so', async () => {
  const older = await side.uploaded('RSA-OAEP-256');
  const newer = await side.uploaded('RSA-OAEP-256');
  const run = await side.play('jwe-get', { encryptionKeyId: older });
  expect(run.ok).toBe(true);
  expect(stepOf(run, 'decrypt').title).toBe(`Decrypted with key ${newer.slice(0, 8)}`);
  expect(stepOf(run, 'decrypt').facts.map(({ label }) => label)).toContain('Chosen by Wise');
  await side.vault.update((body) => ({ ...body, keys: body.keys.filter(({ id }) => id !== newer) }));
  expect(failureOf(await side.play('jwe-get', { encryptionKeyId: older }))).toMatchObject({ id: 'decrypt', error: { code: 'JOSE_ANOTHER_KEY', details: { field: 'kid', reason: newer } } });
});
