import { createSign, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox } from './sandbox.ts';
import { TestClient, type Reply } from './testing/client.ts';
import { ScaClient, shown, tokenHeader } from './testing/sca.ts';

const START = Date.parse('2026-11-24T10:00:00Z');
const clock = { now: START };
const [PIN, EUR_BALANCE, US_BALANCE, US_PROFILE] = ['4826', 200_302, 200_304, 30_120_002] as const;
let client: TestClient;
let sam: ScaClient;
beforeAll(async () => {
  client = new TestClient(await startSandbox({ now: () => clock.now }));
  sam = new ScaClient(client);
  await sam.sendEncrypted('/pin', { pin: PIN });
});
beforeEach(async () => {
  await client.call('DELETE', '/__sandbox/faults');
  await client.call('POST', '/__sandbox/money', { body: '{"reset": true}' });
  clock.now += 3600_000;
});
afterAll(() => client.close());

const pay = (transferId = 50_500_001) => `/v3/profiles/30120001/transfers/${transferId}/payments`;
const approval = (token: string) => ({ 'x-2fa-approval': token });
const fund = (headers: Record<string, string> = {}, { path = pay(), body = '{"type":"BALANCE"}', who = sam } = {}) => who.send('POST', path, { 'content-type': 'application/json', ...headers }, body);
const statementPath = (profileId = 30_120_001, balanceId: number = EUR_BALANCE, currency = 'EUR') => `/v1/profiles/${profileId}/balance-statements/${balanceId}/statement.json?currency=${currency}&intervalStart=2026-10-01T00:00:00.000Z&intervalEnd=2026-10-31T23:59:59.999Z&type=COMPACT`;
const statement = (headers: Record<string, string> = {}, who = sam) => who.send('GET', statementPath(), headers);

/** The token of a call that was sent back for a proof; both headers, and nothing else. */
function asked({ status, headers, text }: Reply): string {
  expect([status, headers['x-2fa-approval-result'], headers['content-type'], text]).toEqual([403, 'REJECTED', undefined, '']);
  return headers['x-2fa-approval'] ?? '';
}
const typesOf = async (token: string) => (await sam.status(token)).challenges.map(({ primaryChallenge, alternatives }) => [primaryChallenge.type, ...alternatives.map(({ type }) => type)]);
const passedOf = async (token: string) => (await sam.status(token)).challenges.map(({ passed }) => passed);

test('high risk: two proofs of different kinds clear the token, and the same call goes through with it, once', async () => {
  const token = asked(await fund());
  expect(await sam.status(token)).toEqual({
    oneTimeToken: token, validity: 3600, actionType: 'TRANSFER__FUND', userId: 5_940_001,
    challenges: [['PIN', []], ['SMS', ['WHATSAPP', 'VOICE']]].map(([type, others]) => ({
      primaryChallenge: { type, viewData: { attributes: { userId: 5_940_001 } } }, required: true, passed: false,
      alternatives: (others as string[]).map((other) => ({ type: other, viewData: { attributes: { userId: 5_940_001 } } })),
    })),
  });
  const old = await sam.send('GET', '/v1/identity/one-time-token/status', tokenHeader(token));
  expect(shown(old)).toEqual(await sam.status(token));

  const { opened, header } = await sam.pin(PIN, token);
  expect([header, opened]).toMatchObject([{ alg: 'dir', enc: 'A256GCM' }, { oneTimeToken: token, validity: 3600, challenges: [{ passed: true }, { passed: false }] }]);
  expect(asked(await fund(approval(token)))).not.toBe(token);
  expect(shown(await sam.sms(token)).challenges.map(({ passed }) => passed)).toEqual([true, true]);

  const done = await fund(approval(token.toUpperCase()));
  expect([done.status, done.headers['x-2fa-approval-result'], done.json]).toEqual([200, 'APPROVED', { type: 'BALANCE', status: 'COMPLETED', errorCode: null }]);
  const again = await sam.send('GET', '/v1/one-time-token/status', tokenHeader(token));
  expect([again.status, again.json['message']]).toEqual([404, expect.stringContaining('used')]);
  expect(asked(await fund(approval(token)))).not.toBe(token);
});

test('a token serves no other path, body, action or person, and is not used up by the attempt', async () => {
  const token = asked(await fund());
  await sam.clear(token, PIN);
  const stranger = await sam.stranger();
  for (const sent of [fund(approval(token), { path: pay(50_500_002) }), fund(approval(token), { body: '{"type": "BALANCE"}' }), fund(approval(token), { path: `${pay()}?x=1` }), statement(approval(token))]) {
    expect(asked(await sent)).not.toBe(token);
  }
  expect((await stranger.send('GET', '/v1/one-time-token/status', tokenHeader(token))).status).toBe(404);
  expect((await stranger.sendEncrypted('/v1/one-time-token/pin/verify', { pin: PIN }, token)).status).toBe(404);
  expect((await fund(approval(token))).status).toBe(200);
});

test('it ends after an hour by the sandbox’s clock', async () => {
  const token = asked(await fund());
  await sam.clear(token, PIN);
  clock.now += 3_599_001;
  expect((await sam.status(token)).validity).toBe(1);
  clock.now += 999;
  expect((await sam.pin(PIN, token)).status).toBe(404);
  expect(asked(await fund(approval(token)))).not.toBe(token);
});

test('low risk: one proof opens a session of five minutes, for this person and for low risk alone', async () => {
  const token = asked(await statement());
  expect(await typesOf(token)).toEqual([['PIN', 'SMS', 'WHATSAPP', 'VOICE']]);
  await sam.sms(token);
  expect([(await statement()).status, (await statement(approval(token))).status]).toEqual([200, 200]);
  asked(await fund());
  clock.now += 299_999;
  expect((await statement()).headers['x-2fa-approval-result']).toBe('APPROVED');
  clock.now += 1;
  asked(await statement());
});

test('started by hand, a token opens the session too; without one the cleared token itself is enough', async () => {
  const { oneTimeToken, challenges } = await sam.authorise();
  expect(challenges).toHaveLength(1);
  await sam.pin(PIN, oneTimeToken);
  expect((await statement()).status).toBe(200);
  clock.now += 300_000;
  const token = asked(await statement());
  await sam.pin(PIN, token);
  clock.now += 300_000;
  expect((await statement(approval(token))).status).toBe(200);
  asked(await statement(approval(token)));
});

describe('wrong attempts', () => {
  test('five in a row, of whatever kind, block new tokens for 15 minutes; a right one breaks the row', async () => {
    const token = asked(await fund());
    for (let wrong = 1; wrong <= 4; wrong += 1) expect((await sam.pin('0000', token)).json.errors?.[0]?.message).toContain(`blocked: ${5 - wrong}.`);
    expect((await sam.pin(PIN, token)).status).toBe(200);
    for (let wrong = 1; wrong <= 3; wrong += 1) expect((await sam.pin('0000', token)).status).toBe(400);
    expect((await sam.sms(token, '222222')).status).toBe(400);
    expect(asked(await fund())).not.toBe('');
    expect((await sam.sms(token, '333333')).json.errors?.[0]?.message).toContain('15 minutes');

    expect([asked(await fund()), asked(await statement())]).toEqual(['', '']);
    expect((await sam.send('POST', '/v2/profiles/30120001/sca-sessions/authorise')).status).toBe(403);
    expect((await sam.pin(PIN, token)).json.errors?.[0]?.code).toBe('verification.blocked');
    expect((await (await sam.stranger()).send('POST', '/v1/one-time-token/sms/trigger', tokenHeader(token))).status).toBe(404);
    clock.now += 899_999;
    expect(asked(await fund())).toBe('');
    clock.now += 1;
    expect(asked(await fund())).not.toBe('');
    expect((await sam.pin(PIN, token)).status).toBe(200);
  });

  test('what cannot be a PIN or code, or is not asked for, does not count', async () => {
    const token = asked(await fund());
    for (let time = 0; time < 6; time += 1) {
      expect((await sam.pin('12345', token)).status).toBe(400);
      expect((await sam.sendJson('/v1/one-time-token/voice/verify', { otpCode: '222222' }, token)).json.errors?.[0]?.code).toBe('otp.not.triggered');
    }
    expect((await sam.sendJson('/facemaps/verify', { faceMap: 'AAAA' }, token)).json.errors?.[0]?.code).toBe('challenge.not.found');
    expect((await sam.pin(PIN, token)).status).toBe(200);
  });
});

const personal = () => new ScaClient(client, client.sandbox.info.personalToken);
const american = (headers: Record<string, string> = {}) => personal().send('GET', statementPath(US_PROFILE, US_BALANCE, 'USD'), headers);
const upload = (pem: string) => client.call('POST', '/__sandbox/sca-public-keys', { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ publicKey: pem }) });

describe('the old way, with personal tokens', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const sign = (text: string) => createSign('RSA-SHA256').update(text).sign(privateKey, 'base64');

  test('in the UK it ends with a plain 403, elsewhere a signature by an uploaded key clears the token once', async () => {
    const refused = await statement({}, personal());
    expect([refused.status, refused.headers['x-2fa-approval-result'], refused.json['message']]).toEqual([403, undefined, expect.stringContaining('PSD2')]);
    const token = asked(await american());
    expect(asked(await american({ ...approval(token), 'x-signature': sign(token) }))).not.toBe(token);
    expect((await upload(publicKey.export({ type: 'spki', format: 'pem' }).toString())).status).toBe(201);
    for (const signature of ['', 'no base64', sign('another'), sign(token).slice(4)]) asked(await american({ ...approval(token), 'x-signature': signature }));
    const done = await american({ ...approval(token), 'x-signature': sign(token) });
    expect([done.status, done.headers['x-2fa-approval-result']]).toEqual([200, 'APPROVED']);
    asked(await american({ ...approval(token), 'x-signature': sign(token) }));
    expect(JSON.stringify(client.sandbox.log())).not.toContain(sign(token));
  });

  test('proofs are for user tokens', async () => {
    const token = asked(await american());
    expect((await personal().send('GET', '/v1/one-time-token/status', tokenHeader(token))).status).toBe(200);
    for (const path of ['/pin', '/v1/user/pin', '/pin/verify']) expect((await personal().sendEncrypted(path, { pin: PIN }, token)).status).toBe(403);
    expect((await personal().sendJson('/v1/one-time-token/sms/verify', { otpCode: '111111' }, token)).status).toBe(403);
    await sam.pin(PIN, token);
    asked(await american(approval(token)));
  });

  test('keys that are too short, no RSA, no public key or one too many are refused in words', async () => {
    const [short, curve] = [generateKeyPairSync('rsa', { modulusLength: 1024 }), generateKeyPairSync('ec', { namedCurve: 'P-256' })];
    for (const { publicKey: key } of [short, curve]) expect((await upload(key.export({ type: 'spki', format: 'pem' }).toString())).status).toBe(400);
    for (const pem of ['', 'x', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()]) expect((await upload(pem)).json.errors?.[0]?.message).toContain('public key in PEM');
  });
});

test('faults: without SCA, everything expired, blocked, other challenges', async () => {
  const token = asked(await fund());
  client.sandbox.setFaults({ expireOneTimeTokens: {} });
  expect((await sam.pin(PIN, token)).status).toBe(404);
  client.sandbox.setFaults({ blockOneTimeTokens: { seconds: 60 } });
  expect(asked(await fund())).toBe('');
  clock.now += 60_000;
  expect(asked(await fund())).not.toBe('');
  client.sandbox.setFaults({ challenges: { types: ['SMS', 'SMS', 'IRIS'] } });
  const other = asked(await fund());
  expect(await typesOf(other)).toEqual([['SMS'], ['SMS'], ['IRIS']]);
  await sam.sms(other);
  await sam.sms(other);
  expect(await passedOf(other)).toEqual([true, false, false]);
  client.sandbox.setFaults({ noSca: {} });
  expect((await fund()).json['status']).toBe('COMPLETED');
});

test('faults of verify: the answer is wrapped the other way round, lost, or not encrypted', async () => {
  const token = asked(await fund());
  client.sandbox.setFaults({ wrapVerify: {} });
  expect((await sam.pin(PIN, token)).opened).toMatchObject({ oneTimeTokenProperties: { oneTimeToken: token } });
  expect((await sam.sendEncrypted('/v1/one-time-token/pin/verify', { pin: PIN }, token)).opened).toMatchObject({ oneTimeToken: token });
  client.sandbox.setFaults({ plainVerifyAnswer: { count: 1 } });
  const plain = await sam.pin(PIN, token);
  expect([plain.headers['content-type'], shown(plain).oneTimeToken]).toEqual(['application/json', token]);
  const second = asked(await fund());
  client.sandbox.setFaults({ loseVerifyAnswer: { count: 1 } });
  await expect(sam.pin(PIN, second)).rejects.toThrow(/closed|reset|other side/);
  expect(await passedOf(second)).toEqual([true, false]);
  expect((await sam.pin(PIN, second)).status).toBe(200);
});
