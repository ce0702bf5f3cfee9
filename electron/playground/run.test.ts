import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run as runSchema, type Run, type Step } from '../../shared/model/views.ts';
import { createDecrypter } from '../keys/decrypt.ts';
import { listKeys } from '../keys/summary.ts';
import { keySide } from '../keys/testing.ts';
import { uploadKey } from '../keys/upload.ts';
import { startLinked, type Linked } from '../wise/testing/linked.ts';
import { savingSlowly } from '../wise/testing/ports.ts';
import { jose, json, ROUTES, signWithNode } from '../wise/testing/wise-double.ts';
import { runPlayground } from './run.ts';

let side: Linked;
let keys: ReturnType<typeof keySide>;
let keyId: string;
beforeEach(async () => {
  side = await startLinked();
  keys = keySide(side.vault, side.audit, side.now);
  keyId = (await keys.make()).id;
  await uploadKey(side, side.link, keyId);
});
afterEach(() => side.close());

const play = async (message = 'hello') => runPlayground({ ...side, ...crypto() }, side.link, { method: 'jws', signingKeyId: keyId, message });
const crypto = () => ({ sign: keys.sign, decrypt: createDecrypter(keys) });
const listed = () => listKeys({ ...keys, vault: side.vault, now: side.now })[0]!;
const states = (run: Run) => run.steps.map(({ id, state }) => `${id} ${state}`);
const stepOf = (run: Run, id: Step['id']) => run.steps.find((step) => step.id === id)!;
const ALL_OK = ['token ok', 'compose ok', 'sign ok', 'send ok', 'receive ok', 'wise-key ok', 'verify ok'];
const calls = (path: string) => side.wise.received.filter((received) => received.path.startsWith(path)).length;
const foreign = () => generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey;
const answerSignedBy = (key: ReturnType<typeof foreign>, message = 'jose-playground-response-hello') =>
  jose(signWithNode('ES512', key, { version: 1, alg: 'ES512' }, JSON.stringify({ message, method: 'POST' })));

test('a signed call, told in seven steps and verified', async () => {
  const run = await play();
  expect(runSchema.parse(run)).toMatchObject({ ok: true, says: 'Wise answered, and the signature is Wise’s.' });
  expect(states(run)).toEqual(ALL_OK);
  expect(stepOf(run, 'sign')).toMatchObject({ title: 'Signed with ES512', says: expect.stringMatching(new RegExp(`^Key ${keyId.slice(0, 8)} signed header and payload; 3 parts, \\d+ bytes\\.$`)) });
  expect(stepOf(run, 'compose').blocks.map(({ text }) => JSON.parse(text) as unknown)).toEqual([
    { alg: 'ES512', typ: 'JWT', kid: keyId, url: '/v1/auth/jose/playground/jws' }, { message: 'hello' },
  ]);
  expect(stepOf(run, 'verify').blocks.map(({ text }) => JSON.parse(text) as unknown)).toEqual([
    { version: 1, alg: 'ES512' }, { message: 'jose-playground-response-hello', method: 'POST' },
  ]);
  expect(stepOf(run, 'receive').facts).toContainEqual({ label: 'Trace id', value: 'trace-of-the-test' });
});

test('sends the headers that JOSE asks for, and shows the request without the token', async () => {
  const run = await play();
  const received = side.wise.received.find(({ path }) => path === '/v1/auth/jose/playground/jws')!;
  expect(received.headers).toMatchObject({ 'content-type': 'application/jose+json', accept: 'application/jose+json', 'accept-encoding': 'identity', 'x-tw-jose-method': 'jws' });
  expect(received.body.split('.')).toHaveLength(3);
  const request = stepOf(run, 'send').blocks[0]!.text;
  expect(request).toContain('POST /v1/auth/jose/playground/jws HTTP/1.1');
  expect(request).toContain('Authorization: Bearer [secret]');
  expect(request).toContain(received.body);
  for (const secret of [...side.wise.tokens, side.wise.clientSecret, String(side.vault.read().keys[0]!.privateJwk['d'])]) expect(JSON.stringify(run)).not.toContain(secret);
});

test('the key becomes active with its first verified call, once', async () => {
  expect(listed().state).toBe('uploaded');
  await play();
  await play();
  expect(listed()).toMatchObject({ state: 'active', uses: 2 });
  expect(listed().history.filter(({ kind }) => kind === 'first-used')).toHaveLength(1);
});

test('Wise’s key is fetched once and then used from the vault', async () => {
  expect(stepOf(await play(), 'wise-key').title).toBe('Wise’s key fetched');
  expect(stepOf(await play(), 'wise-key').title).toBe('Wise’s key at hand');
  expect(calls('/v1/auth/jose/response/public-keys')).toBe(1);
});

test('every use of a credential is audited', async () => {
  side.audit.lines.length = 0;
  await play();
  expect(side.audit.kinds()).toEqual(['key.used ok', 'wise-key.fetched ok', 'playground.run ok']);
  expect(side.audit.lines.at(-1)).toMatchObject({ subject: 'Test connection', says: `key ${keyId.slice(0, 8)}, POST /v1/auth/jose/playground/jws` });
});

test('after a change of Wise’s key the kept one fails, the new one is fetched, and the answer verifies', async () => {
  await play();
  side.wise.newWiseKey(2);
  const run = await play();
  expect(states(run)).toEqual(ALL_OK);
  expect(stepOf(run, 'wise-key').title).toBe('Wise’s key at hand');
  expect(stepOf(run, 'verify')).toMatchObject({
    says: 'The signature is of Wise’s key, version 2, which was fetched once more. The answer repeats the message that was sent.',
    facts: expect.arrayContaining([{ label: 'Fetched once more', value: 'Wise has a new key, version 2' }]),
  });
  expect(side.audit.kinds()).toContain('wise-key.changed ok');
});

test('an answer signed with another key for good is JOSE_ANSWER_FORGED after one more fetch', async () => {
  side.wise.routes[ROUTES.jws] = () => answerSignedBy(foreign());
  const run = await play();
  expect(states(run)).toEqual([...ALL_OK.slice(0, 6), 'verify failed']);
  expect(run.says).toBe('The signature on Wise’s answer does not verify.');
  expect(stepOf(run, 'verify').error).toMatchObject({ code: 'JOSE_ANSWER_FORGED', details: { status: 200, traceId: 'trace-of-the-test' } });
  expect(stepOf(run, 'verify').blocks).toEqual([]);
  expect(calls('/v1/auth/jose/response/public-keys')).toBe(2);
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'playground.run', outcome: 'failed', says: expect.stringContaining('JOSE_ANSWER_FORGED') });
  expect(listed().state).toBe('uploaded');
});

test('Wise’s signature on another message is not an answer to ours', async () => {
  side.wise.routes[ROUTES.jws] = () => answerSignedBy(side.wise.wiseKey.privateKey, 'jose-playground-response-yesterday');
  expect(stepOf(await play(), 'verify').error).toMatchObject({ code: 'WISE_ANSWER_INVALID', details: { reason: 'ANOTHER_MESSAGE' } });
});

test('another algorithm in the answer is refused, and no key is fetched for it again', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  side.wise.routes[ROUTES.jws] = () => jose(signWithNode('ES256', privateKey, { version: 1, alg: 'ES256' }, '{}'));
  expect(stepOf(await play(), 'verify').error).toMatchObject({ code: 'JOSE_ALGORITHM_REFUSED', details: { reason: 'ES256' } });
  expect(calls('/v1/auth/jose/response/public-keys')).toBe(1);
});

test('an answer that is no JWS is shown and not believed', async () => {
  side.wise.routes[ROUTES.jws] = () => ({ headers: { 'content-type': 'text/html' }, body: '<html>proxy</html>' });
  const run = await play();
  expect(states(run)).toEqual([...ALL_OK.slice(0, 4), 'receive failed', 'wise-key skipped', 'verify skipped']);
  expect(stepOf(run, 'receive')).toMatchObject({ error: { code: 'JOSE_ANSWER_NOT_JWS', details: { status: 200, traceId: 'trace-of-the-test' } } });
  expect(stepOf(run, 'receive').blocks.at(-1)!.text).toBe('<html>proxy</html>');
});

test('a 400 is JOSE_REFUSED with Wise’s words', async () => {
  side.wise.next(ROUTES.jws, () => json({ error: 'jws_error', error_description: 'Unknown kid' }, 400));
  const run = await play();
  expect(stepOf(run, 'receive').error).toMatchObject({ code: 'JOSE_REFUSED', details: { status: 400, wiseCode: 'jws_error', wiseMessage: 'Unknown kid' } });
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'playground.run', outcome: 'refused' });
});

test.each([[403, 'WISE_FORBIDDEN'], [500, 'WISE_FAILED'], [404, 'WISE_REFUSED']])('a %i is told in the receive step', async (status, code) => {
  side.wise.next(ROUTES.jws, () => ({ status }));
  expect(stepOf(await play(), 'receive').error).toMatchObject({ code, details: { status } });
});

test('a token refused in mid-use is renewed once, and the run says so', async () => {
  side.wise.next(ROUTES.jws, () => ({ status: 401 }));
  const run = await play();
  expect(run.ok).toBe(true);
  expect(stepOf(run, 'send').says).toContain('Wise refused the first token, so a new one was fetched and the call sent again.');
});

test('a rate limit is waited out, and the run says so', async () => {
  side.wise.next(ROUTES.jws, () => ({ status: 429, headers: { 'retry-after': '1' } }));
  const run = await play();
  expect(run.ok).toBe(true);
  expect(stepOf(run, 'send').says).toContain('Waited 1 s first, as Wise asked (429).');
});

test('a cancelled wait ends the run in its step, and nothing more is sent', async () => {
  side.wise.next(ROUTES.jws, () => ({ status: 429, headers: { 'retry-after': '50' } }));
  const running = play();
  await expect.poll(() => side.waits.list()).toHaveLength(1);
  side.waits.cancel(side.waits.list()[0]!.id);
  const run = await running;
  expect(states(run).slice(3)).toEqual(['send failed', 'receive skipped', 'wise-key skipped', 'verify skipped']);
  expect(stepOf(run, 'send').error?.code).toBe('CANCELLED');
  expect(calls('/v1/auth/jose/playground/jws')).toBe(1);
});

test('Wise out of reach is told in the first step that needs it', async () => {
  side.tokens.clear();
  await side.wise.close();
  const run = await play();
  expect(runSchema.parse(run)).toEqual(run);
  expect(states(run)[0]).toBe('token failed');
  expect(stepOf(run, 'token').error).toMatchObject({ code: 'WISE_UNREACHABLE' });
});

test('a vault locked on the way ends the run', async () => {
  side.wise.next(ROUTES.jws, (received, res) => {
    side.vault.lock();
    return side.wise.routes[ROUTES.jws]!(received, res);
  });
  const run = await play();
  expect(stepOf(run, 'wise-key').error?.code).toBe('VAULT_LOCKED');
});

test('an expired key is told in the sign step, and nothing is sent', async () => {
  await side.tokens.get(side.link);
  side.clock.now += 366 * 86_400_000;
  const run = await play();
  expect(stepOf(run, 'sign').error?.code).toBe('KEY_EXPIRED');
  expect(calls('/v1/auth/jose/playground/jws')).toBe(0);
});

test('a key that cannot sign, is unknown or not at Wise is refused before anything is sent', async () => {
  const [encryption, fresh] = [await keys.make({ algorithm: 'RSA-OAEP-256' }), await keys.make()];
  const before = side.wise.received.length;
  for (const [id, code] of [[encryption.id, 'KEY_WRONG_USE'], [fresh.id, 'KEY_NOT_UPLOADED'], ['none', 'KEY_NOT_FOUND']] as const) {
    await expect(runPlayground({ ...side, ...crypto() }, side.link, { method: 'jws', signingKeyId: id, message: 'x' })).rejects.toMatchObject({ code });
  }
  expect(side.wise.received).toHaveLength(before);
});

test('two first calls at the same time make one first use', async () => {
  await play('so that Wise’s key is at hand');
  keyId = (await keys.make({ label: 'Second' })).id;
  await uploadKey(side, side.link, keyId);
  savingSlowly(side.vault);
  await Promise.all([play('one'), play('two')]);
  const events = side.vault.read().keys.find(({ id }) => id === keyId)!.history;
  expect(events.filter(({ kind }) => kind === 'first-used')).toHaveLength(1);
});
