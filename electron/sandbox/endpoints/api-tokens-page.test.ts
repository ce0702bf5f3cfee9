import { createHash, generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../sandbox.ts';
import { TestClient } from '../testing/client.ts';

const PATH = '/__sandbox/api-tokens';
let client: TestClient;
beforeEach(async () => {
  client = new TestClient(await startSandbox());
});
afterEach(() => client.close());

const submit = (fields: Record<string, string>) => client.call('POST', PATH, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: String(new URLSearchParams(fields)) });
const profiles = async (token: string) => (await client.call('GET', '/v2/profiles', { headers: { authorization: `Bearer ${token}` } })).status;
const deleteButton = (page: string, name: string) => new RegExp(`value="([^"]+)" aria-label="Delete ${name}"`).exec(page)?.[1];

test('a token is made, shown once, works, and is refused once it is deleted', async () => {
  const made = await submit({ name: 'nightly job' });
  const token = /id="made" value="([0-9a-f-]{36})"/.exec(made.text)![1]!;
  expect([made.status, await profiles(token)]).toEqual([201, 200]);
  const listed = (await client.call('GET', PATH)).text;
  expect(listed).toContain('nightly job');
  expect(listed).not.toContain(token);
  const deleted = await submit({ delete: deleteButton(listed, 'nightly job')! });
  expect([deleted.status, await profiles(token)]).toEqual([200, 401]);
  expect(deleteButton(deleted.text, 'nightly job')).toBeUndefined();
});

test('the token that the sandbox came with can go too', async () => {
  const { personalToken } = client.sandbox.info;
  const before = await client.call('GET', PATH);
  expect([before.text.includes(personalToken), await profiles(personalToken)]).toEqual([false, 200]);
  const after = await submit({ delete: 'first' });
  expect([after.status, await profiles(personalToken)]).toEqual([200, 401]);
  expect(after.text).toContain('There is none.');
  expect((await submit({ delete: 'first' })).status).toBe(404);
});

test('a name is needed and stands there as text; what is not there is not deleted', async () => {
  expect((await submit({ name: ' ' })).status).toBe(400);
  expect((await submit({ delete: 'nothing' })).status).toBe(404);
  const { text } = await submit({ name: '<script>alert(1)</script>' });
  expect(text).toContain('&lt;script&gt;');
  expect(text).not.toContain('<script>');
});

test('a public key for X-Signature is uploaded, listed by its fingerprint and deleted; a few at most', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const fingerprint = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('hex');
  const uploaded = await submit({ publicKey: pem.replaceAll('\n', '\r\n') });
  expect([uploaded.status, uploaded.text.split(fingerprint).length]).toEqual([201, 3]);
  expect((await submit({ publicKey: pem })).text).toContain('This key was uploaded before.');
  const id = /name="deleteKey" value="([^"]+)"/.exec((await client.call('GET', PATH)).text)![1]!;
  expect((await submit({ deleteKey: id })).text).toContain('None was uploaded.');
  expect([(await submit({ deleteKey: id })).status, (await submit({ publicKey: 'x' })).status]).toEqual([404, 400]);
});
