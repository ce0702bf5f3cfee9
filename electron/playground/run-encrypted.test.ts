import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Run, Step } from '../../shared/model/views.ts';
import { createDecrypter } from '../keys/decrypt.ts';
import { keySide } from '../keys/testing.ts';
import { uploadKey } from '../keys/upload.ts';
import type { KeyEntry } from '../vault/body.ts';
import { openWithNode, sealDirectWithNode, sealWithNode } from '../wise/testing/jwe-double.ts';
import { startLinked, type Linked } from '../wise/testing/linked.ts';
import { jose, json, ROUTES } from '../wise/testing/wise-double.ts';
import { runPlayground, type PlaygroundInput } from './run.ts';

/** Answers that Wise's own playground would never give. RSA pairs are made once: it takes long. */
const wisePairs = [newPair(), newPair()] as const;
const ours = (async () => {
  const keys = keySide();
  await keys.make({ algorithm: 'RSA-OAEP-256' });
  return keys.vault.read().keys[0]!;
})();
let side: Linked;
let own: KeyEntry;
let wiseKey: { version: number; pair: ReturnType<typeof newPair> };
beforeEach(async () => {
  side = await startLinked();
  own = await ours;
  wiseKey = { version: 1, pair: wisePairs[0] };
  side.wise.routes[ROUTES.wiseKey] = () => json({
    version: wiseKey.version, scope: 'PAYLOAD_ENCRYPTION',
    keyMaterial: { algorithm: 'RSA_OAEP_256', keyMaterial: wiseKey.pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64') },
  });
  await side.vault.update((body) => ({ ...body, keys: [own] }));
  expect(await uploadKey(side, side.link, own.id)).toMatchObject({ ok: true });
});
afterEach(() => side.close());

function newPair() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

const JWE = 'POST /v1/auth/jose/playground/jwe';
const DIRECT = 'POST /v1/auth/jose/playground/jwe-direct-encryption';
const ANSWER = JSON.stringify({ message: 'jose-playground-response-hello', method: 'POST' });
const play = (method: PlaygroundInput['method'], decrypt = createDecrypter(keySide(side.vault, side.audit, side.now))) =>
  runPlayground({ ...side, sign: () => Promise.reject(new Error('nothing is signed')), decrypt }, side.link, { method, message: 'hello' });
const ourKey = (): KeyObject => createPublicKey({ key: own.privateJwk, format: 'jwk' });
const failure = (run: Run): Step | undefined => run.steps.find(({ state }) => state === 'failed');
const bareFailure = () => json({ message: 'An unexpected error occurred', request_id: 'x' }, 500);
const answering = (header: object, key = ourKey(), text = ANSWER) => {
  side.wise.routes[JWE] = () => jose(sealWithNode(key, { alg: 'RSA-OAEP-256', enc: 'A256GCM', ...header }, text));
};

test('what was sent decrypts with Wise’s key alone, and its header names ours', async () => {
  answering({ kid: own.id });
  expect(await play('jwe')).toMatchObject({ ok: true });
  const sent = openWithNode(wisePairs[0].privateKey, side.wise.received.at(-1)!.body);
  expect(sent).toMatchObject({ header: { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: own.id }, text: '{"message":"hello"}' });
});

test('an answer to another key than ours is told by its kid, without a try to decrypt', async () => {
  answering({ kid: '11111111-2222-4333-8444-555555555555' });
  side.audit.lines.length = 0;
  const run = await play('jwe');
  expect(failure(run)).toMatchObject({ id: 'decrypt', error: { code: 'JOSE_ANOTHER_KEY', details: { field: 'kid', reason: '11111111-2222-4333-8444-555555555555', status: 200 } } });
  expect(side.audit.kinds()).not.toContain('key.used ok');
});

test.each([['in capitals', (id: string) => ({ kid: id.toUpperCase() })], ['left out', () => ({})]] as const)('a kid %s is ours when the message decrypts', async (_, header) => {
  answering(header(own.id));
  expect(await play('jwe')).toMatchObject({ ok: true });
});

test('a well encrypted answer to another message is not believed', async () => {
  answering({ kid: own.id }, ourKey(), ANSWER.replace('hello', 'yesterday'));
  expect(failure(await play('jwe'))).toMatchObject({ id: 'decrypt', error: { code: 'WISE_ANSWER_INVALID', details: { reason: 'ANOTHER_MESSAGE' } } });
});

test.each([
  ['zip', { zip: 'DEF' }, 'JOSE_COMPRESSED', 'receive'],
  ['crit', { crit: ['exp'] }, 'JOSE_CRIT_UNKNOWN', 'receive'],
  ['alg none', { alg: 'none' }, 'JOSE_ALG_NONE', 'receive'],
  ['another alg', { alg: 'RSA-OAEP' }, 'JOSE_ALGORITHM_REFUSED', 'decrypt'],
  ['another enc', { enc: 'A128GCM' }, 'JOSE_ALGORITHM_REFUSED', 'decrypt'],
] as const)('an answer with %s is refused by name', async (_, header, code, id) => {
  answering({ kid: own.id, ...header });
  expect(failure(await play('jwe'))).toMatchObject({ id, error: { code } });
});

test('direct: only the content key of this request opens the answer, and it is told nowhere', async () => {
  const contentKeys: Buffer[] = [];
  side.wise.routes[DIRECT] = ({ body }) => {
    const { contentKey } = openWithNode(wisePairs[0].privateKey, body);
    contentKeys.push(contentKey);
    return jose(sealDirectWithNode(contentKey, ANSWER));
  };
  const run = await play('jwe-direct');
  expect(run).toMatchObject({ ok: true });
  for (const key of contentKeys) for (const form of ['base64', 'base64url', 'hex'] as const) expect(JSON.stringify([run, side.audit.lines])).not.toContain(key.toString(form));
  side.wise.routes[DIRECT] = () => jose(sealDirectWithNode(contentKeys[0]!, ANSWER));
  expect(failure(await play('jwe-direct'))).toMatchObject({ id: 'decrypt', error: { code: 'JOSE_DECRYPT_FAILED' } });
});

test('direct: an answer that comes encrypted to a public key instead is refused', async () => {
  side.wise.routes[DIRECT] = () => jose(sealWithNode(ourKey(), { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: own.id }, ANSWER));
  expect(failure(await play('jwe-direct'))).toMatchObject({ id: 'decrypt', error: { code: 'JOSE_ALGORITHM_REFUSED', details: { field: 'alg' } } });
});

test('a new key of Wise’s that another call fetched meanwhile counts as changed', async () => {
  answering({ kid: own.id });
  await play('jwe');
  const answer = side.wise.routes[JWE]!;
  side.wise.next(JWE, async () => {
    wiseKey = { version: 2, pair: wisePairs[1] };
    side.wise.next(JWE, bareFailure, answer);
    await play('jwe');
    return bareFailure();
  });
  const run = await play('jwe');
  expect(run).toMatchObject({ ok: true });
  expect(run.steps.find(({ id }) => id === 'receive')!.facts).toContainEqual({ label: 'Fetched once more', value: 'Wise has a new key, version 2' });
  expect(openWithNode(wisePairs[1].privateKey, side.wise.received.at(-1)!.body).text).toBe('{"message":"hello"}');
});

test('after the second try Wise is not asked a third time', async () => {
  answering({ kid: own.id });
  await play('jwe');
  wiseKey = { version: 2, pair: wisePairs[1] };
  side.wise.received.length = 0;
  side.wise.routes[JWE] = bareFailure;
  expect(failure(await play('jwe'))).toMatchObject({ id: 'receive', error: { code: 'JOSE_WISE_COULD_NOT_DECRYPT' } });
  expect(side.wise.received.filter(({ path }) => path.endsWith('/playground/jwe'))).toHaveLength(2);
});

test('a 500 with a code is Wise’s own failure, and nothing is fetched or sent again', async () => {
  answering({ kid: own.id });
  await play('jwe');
  side.wise.received.length = 0;
  side.wise.routes[JWE] = () => json({ timestamp: 'x', status: 500, error: 'Internal Server Error', message: 'boom', path: '/' }, 500);
  expect(failure(await play('jwe'))).toMatchObject({ error: { code: 'WISE_FAILED' } });
  expect(side.wise.received).toHaveLength(1);
});
