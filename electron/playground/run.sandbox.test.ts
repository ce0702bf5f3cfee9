import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SIGNING_ALGORITHM_IDS } from '../../shared/model/algorithms.ts';
import type { Run } from '../../shared/model/views.ts';
import { checkConnection } from '../connections/check.ts';
import { resolveConnection } from '../connections/resolve.ts';
import { createDecrypter } from '../keys/decrypt.ts';
import { keySide } from '../keys/testing.ts';
import { uploadKey } from '../keys/upload.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { ClientCredentialsTokens } from '../tokens/client-credentials.ts';
import { WiseClients, type WiseLink } from '../wise/clients.ts';
import { RateLimitWaits } from '../wise/rate-limit.ts';
import { Secret } from '../wise/secret.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { runPlayground } from './run.ts';

/** The use cases against the built-in sandbox, with which they share no code. */
let sandbox: Sandbox;
let link: WiseLink;
let keyId: string;
const clients = new WiseClients(new RateLimitWaits());
const connection = connectionEntry({ name: 'Built-in sandbox', environment: 'built-in' });
const vault = memoryVault({ connections: [connection] });
const audit = memoryAudit();
const keys = keySide(vault, audit);
const side = { ...keys, decrypt: createDecrypter(keys), tokens: new ClientCredentialsTokens({ audit }) };

beforeAll(async () => {
  sandbox = await startSandbox();
  const { apiUrl, clientId, clientSecret } = sandbox.info;
  const target = { apiUrl, ca: sandbox.caPem, clientId, clientSecret: new Secret(clientSecret) };
  link = clients.link(await resolveConnection({ vault, sandbox: { target: () => Promise.resolve(target), running: () => target } }, connection.id));
});
afterAll(async () => {
  await clients.close();
  await sandbox.close();
});
beforeEach(() => {
  side.tokens.clear();
  audit.lines.length = 0;
});

const play = async (id = keyId) => runPlayground(side, link, { method: 'jws', signingKeyId: id, message: 'grüezi' });
const failure = (run: Run) => run.steps.find(({ state }) => state === 'failed');

test.each(SIGNING_ALGORITHM_IDS)('%s: made, uploaded, used and verified', async (algorithm) => {
  const { id } = await keys.make({ algorithm });
  expect(await uploadKey(side, link, id)).toMatchObject({ ok: true, says: `Wise has the public half of key ${id.slice(0, 8)}.` });
  const run = await play(id);
  expect(run.steps.map(({ id: step, state, error }) => ({ step, state, error }))).toEqual(
    ['token', 'compose', 'sign', 'send', 'receive', 'wise-key', 'verify'].map((step) => ({ step, state: 'ok', error: undefined })),
  );
  if (algorithm === 'ES512') keyId = id;
});

test('an upload cut off in mid-answer can be repeated, and the key works', async () => {
  const { id } = await keys.make();
  await side.tokens.get(link);
  sandbox.setFaults({ cut: { count: 1 } });
  expect(failure(await uploadKey(side, link, id))).toMatchObject({ error: { code: 'WISE_UNREACHABLE' } });
  expect(await uploadKey(side, link, id)).toMatchObject({ ok: true });
  expect(await play(id)).toMatchObject({ ok: true });
});

test('an encryption key is uploaded', async () => {
  expect(await uploadKey(side, link, (await keys.make({ algorithm: 'RSA-OAEP-256' })).id)).toMatchObject({ ok: true });
});

test('every link of the chain holds', async () => {
  expect((await checkConnection(side, link)).links.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok']);
});

test('after a rotation of Wise’s key the answer verifies with the new one', async () => {
  sandbox.setFaults({ rotateWiseKey: {} });
  expect(await play()).toMatchObject({ ok: true });
  expect(audit.kinds()).toContain('wise-key.changed ok');
});

test('an answer signed with a key that is not Wise’s is refused after one more fetch', async () => {
  sandbox.setFaults({ wrongKey: { count: 1 } });
  expect(failure(await play())).toMatchObject({ id: 'verify', error: { code: 'JOSE_ANSWER_FORGED' } });
  expect(audit.kinds()).toContain('wise-key.fetched ok');
});

test('an HTML page in place of the answer is refused', async () => {
  sandbox.setFaults({ notJose: { count: 1 } });
  expect(failure(await play())).toMatchObject({ id: 'receive', error: { code: 'JOSE_ANSWER_NOT_JWS' } });
});

test('a cut connection and a 500 are told, and the next call works again', async () => {
  await side.tokens.get(link);
  sandbox.setFaults({ cut: { count: 1 } });
  expect(failure(await play())).toMatchObject({ error: { code: 'WISE_UNREACHABLE' } });
  sandbox.setFaults({ serverError: { count: 1 } });
  expect(failure(await play())).toMatchObject({ error: { code: 'WISE_FAILED', details: { status: 500, wiseMessage: 'An unexpected error occurred' } } });
  expect(await play()).toMatchObject({ ok: true });
});

test('a rate limit is waited out', async () => {
  sandbox.setFaults({ rateLimit: { count: 1, retryAfter: 1 } });
  expect(await play()).toMatchObject({ ok: true });
});

test('a key the sandbox does not know is refused with its words', async () => {
  const { id } = await keys.make();
  await vault.update((body) => ({ ...body, keys: body.keys.map((key) => (key.id === id ? { ...key, uploads: [{ connectionId: connection.id, at: key.madeAt }] } : key)) }));
  expect(failure(await play(id))).toMatchObject({ id: 'receive', error: { code: 'JOSE_REFUSED', details: { status: 400, wiseCode: 'jws_error', wiseMessage: expect.any(String) } } });
});

test('a wrong client secret is WISE_UNAUTHORIZED', async () => {
  const wrong = { ...link, target: { ...link.target, clientSecret: new Secret('not the secret') } };
  const run = await runPlayground(side, wrong, { method: 'jws', signingKeyId: keyId, message: 'x' });
  expect(failure(run)).toMatchObject({ id: 'token', error: { code: 'WISE_UNAUTHORIZED' } });
});
