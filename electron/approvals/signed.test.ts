import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keySide } from '../keys/testing.ts';
import { expectCode } from '../vault/testing/test-vault.ts';
import { jose, json, ROUTES, signWithNode, verifyWithNode, wiseKeyBody } from '../wise/testing/wise-double.ts';
import { CODE, fund, FUND, FUND_PATH, KEY, reject, startApprovalSide, type ApprovalSide } from './testing/approval-side.ts';

let side: ApprovalSide;
let keyId: string;

beforeEach(async () => {
  side = await startApprovalSide({ signsCalls: true });
  const keys = keySide(side.vault, side.audit, () => side.clock.now);
  keyId = (await keys.make()).id;
  const at = new Date(side.clock.now).toISOString();
  await side.vault.update((body) => ({ ...body, keys: body.keys.map((key) => ({ ...key, uploads: [{ connectionId: side.connectionId, at }] })) }));
  Object.assign(side.services, { sign: keys.sign });
  side.wise.routes[FUND] = ({ headers }) => {
    const token = String(headers['x-2fa-approval']);
    if (!side.state.tokens.get(token)) return reject(side.state);
    fund(side.state, token);
    return signed(JSON.stringify({ type: 'BALANCE', status: 'COMPLETED', errorCode: null }));
  };
});
afterEach(() => side.close());

const signed = (payload: string, key = side.wise.wiseKey) => jose(signWithNode('ES512', key.privateKey, { version: key.version, alg: 'ES512' }, payload));

async function cleared(): Promise<string> {
  const id = (await side.approvals.begin({ connectionId: side.connectionId, key: KEY })).approval?.id ?? '';
  await side.approvals.trigger(id, 'SMS');
  await side.approvals.prove(id, 'SMS', () => Promise.resolve(Buffer.from(CODE)));
  return id;
}

test('signed once, sent twice: the very same JWS, over the path of the call; the answer verified', async () => {
  const { record } = await side.approvals.send(await cleared());
  const [first, second] = side.fundCalls();
  expect(first?.body).toBe(second?.body);
  expect(first?.headers).toMatchObject({ 'content-type': 'application/jose+json', accept: 'application/jose+json', 'x-tw-jose-method': 'jws' });
  const [header, payload] = (second?.body ?? '').split('.').map((part) => Buffer.from(part, 'base64url').toString());
  expect(JSON.parse(header ?? '')).toEqual({ alg: 'ES512', typ: 'JWT', kid: keyId, url: FUND_PATH });
  expect(payload).toBe('{"type":"BALANCE"}');
  const publicKey = createPublicKey({ key: side.vault.read().keys[0]!.privateJwk, format: 'jwk' });
  expect(verifyWithNode('ES512', publicKey, second?.body ?? '')).toBe(true);
  expect(record).toMatchObject({ outcome: 'done', signingKeyId: keyId, bodySha256: createHash('sha256').update(second?.body ?? '').digest('hex'), answer: '{"type":"BALANCE","status":"COMPLETED","errorCode":null}' });
});

test('Wise’s key is fetched once more when it has changed', async () => {
  const old = generateKeyPairSync('ec', { namedCurve: 'P-521' });
  side.wise.next(ROUTES.wiseKey, () => json(wiseKeyBody({ wiseKey: { version: 0, privateKey: old.privateKey } })));
  side.wise.next(FUND, () => signed(JSON.stringify({ status: 'REJECTED', errorCode: 'x' }), { version: 0, privateKey: old.privateKey }));
  expect((await side.approvals.begin({ connectionId: side.connectionId, key: KEY })).record?.outcome).toBe('rejected');
  expect((await side.approvals.send(await cleared())).record?.outcome).toBe('done');
});

test.each([
  ['not signed', () => json({ type: 'BALANCE', status: 'COMPLETED', errorCode: null }), 'JOSE_ANSWER_NOT_JWS'],
  ['empty, which is nothing to sign', () => ({ status: 200, body: '' }), 'WISE_ANSWER_INVALID'],
  ['signed by somebody else', () => signed('{"status":"COMPLETED"}', { version: 1, privateKey: generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey }), 'JOSE_ANSWER_FORGED'],
])('an answer that is %s is not believed: unclear', async (_name, reply, reason) => {
  const id = await cleared();
  side.wise.next(FUND, reply);
  expect((await expectCode(side.approvals.send(id), 'APPROVAL_UNCLEAR')).details.reason).toBe(reason);
  side.clock.now += 30_000;
  expect((await side.approvals.ask(id)).approval?.state).toBe('prepared');
});

test('a signature that Wise does not take is no word about the deed; without a key nothing is noted or sent', async () => {
  side.wise.next(FUND, () => json({ error: 'jws_error', error_description: 'Unknown kid' }, 400));
  await expectCode(side.approvals.begin({ connectionId: side.connectionId, key: KEY }), 'JOSE_REFUSED');
  expect(side.vault.read()).toMatchObject({ approvals: [], approvalRecords: [] });
  await side.vault.update((body) => ({ ...body, keys: [] }));
  await expectCode(side.approvals.begin({ connectionId: side.connectionId, key: KEY }), 'KEY_MISSING');
  expect(side.fundCalls()).toHaveLength(1);
});
