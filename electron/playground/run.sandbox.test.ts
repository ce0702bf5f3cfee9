import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SIGNING_ALGORITHM_IDS } from '../../shared/model/algorithms.ts';
import { checkConnection } from '../connections/check.ts';
import { uploadKey } from '../keys/upload.ts';
import { Secret } from '../wise/secret.ts';
import { runPlayground } from './run.ts';
import { failureOf, startSandboxSide, type SandboxSide } from './testing/sandbox-side.ts';
import { UserTokens } from '../tokens/user-tokens.ts';

let side: SandboxSide;
let keyId: string;
beforeAll(async () => {
  side = await startSandboxSide();
});
afterAll(() => side.close());
beforeEach(() => {
  side.tokens.clear();
  side.audit.lines.length = 0;
});

const play = async (signingKeyId = keyId) => side.play('jws', { signingKeyId });

test.each(SIGNING_ALGORITHM_IDS)('%s: made, uploaded, used and verified', async (algorithm) => {
  const { id } = await side.make({ algorithm });
  expect(await uploadKey(side, side.link, id)).toMatchObject({ ok: true, says: `Wise has the public half of key ${id.slice(0, 8)}.` });
  const run = await play(id);
  expect(run.steps.map(({ id: step, state, error }) => ({ step, state, error }))).toEqual(
    ['token', 'compose', 'sign', 'send', 'receive', 'wise-key', 'verify'].map((step) => ({ step, state: 'ok', error: undefined })),
  );
  if (algorithm === 'ES512') keyId = id;
});

test('an upload cut off in mid-answer can be repeated, and the key works', async () => {
  const { id } = await side.make();
  await side.tokens.get(side.link);
  side.sandbox.setFaults({ cut: { count: 1 } });
  expect(failureOf(await uploadKey(side, side.link, id))).toMatchObject({ error: { code: 'WISE_UNREACHABLE' } });
  expect(await uploadKey(side, side.link, id)).toMatchObject({ ok: true });
  expect(await play(id)).toMatchObject({ ok: true });
});

test('an encryption key is uploaded', async () => {
  expect(await uploadKey(side, side.link, (await side.make({ algorithm: 'RSA-OAEP-256' })).id)).toMatchObject({ ok: true });
});

test('every link of the chain holds', async () => {
  expect((await checkConnection({ ...side, userTokens: new UserTokens(side) }, side.link)).links.map(({ id, state }) => `${id} ${state}`)).toEqual(['dns', 'tls', 'client-credentials', 'jose', 'user-token', 'profile'].map((id) => `${id} ok`));
});

test('after a rotation of Wise’s key the answer verifies with the new one', async () => {
  side.sandbox.setFaults({ rotateWiseKey: {} });
  expect(await play()).toMatchObject({ ok: true });
  expect(side.audit.kinds()).toContain('wise-key.changed ok');
});

test('an answer signed with a key that is not Wise’s is refused after one more fetch', async () => {
  side.sandbox.setFaults({ wrongKey: { count: 1 } });
  expect(failureOf(await play())).toMatchObject({ id: 'verify', error: { code: 'JOSE_ANSWER_FORGED' } });
  expect(side.audit.kinds()).toContain('wise-key.fetched ok');
});

test('an HTML page in place of the answer is refused', async () => {
  side.sandbox.setFaults({ notJose: { count: 1 } });
  expect(failureOf(await play())).toMatchObject({ id: 'receive', error: { code: 'JOSE_ANSWER_NOT_JWS' } });
});

test('a cut connection and a 500 are told, and the next call works again', async () => {
  await side.tokens.get(side.link);
  side.sandbox.setFaults({ cut: { count: 1 } });
  expect(failureOf(await play())).toMatchObject({ error: { code: 'WISE_UNREACHABLE' } });
  side.sandbox.setFaults({ serverError: { count: 1 } });
  expect(failureOf(await play())).toMatchObject({ error: { code: 'WISE_FAILED', details: { status: 500, wiseMessage: 'An unexpected error occurred' } } });
  expect(await play()).toMatchObject({ ok: true });
});

test('a rate limit is waited out', async () => {
  side.sandbox.setFaults({ rateLimit: { count: 1, retryAfter: 1 } });
  expect(await play()).toMatchObject({ ok: true });
});

test('a key the sandbox does not know is refused with its words', async () => {
  const { id } = await side.make();
  await side.vault.update((body) => ({ ...body, keys: body.keys.map((key) => (key.id === id ? { ...key, uploads: [{ connectionId: side.connection.id, at: key.madeAt }] } : key)) }));
  expect(failureOf(await play(id))).toMatchObject({ id: 'receive', error: { code: 'JOSE_REFUSED', details: { status: 400, wiseCode: 'jws_error', wiseMessage: expect.any(String) } } });
});

test('a wrong client secret is WISE_UNAUTHORIZED', async () => {
  const wrong = { ...side.link, target: { ...side.link.target, clientSecret: new Secret('not the secret') } };
  const run = await runPlayground(side, wrong, { method: 'jws', signingKeyId: keyId, message: 'x' });
  expect(failureOf(run)).toMatchObject({ id: 'token', error: { code: 'WISE_UNAUTHORIZED' } });
});
