import { afterEach, beforeEach, expect, test } from 'vitest';
import { triesOf } from '../factors/tries.ts';
import { factorsEntry } from '../vault/body.ts';
import { json } from '../wise/testing/wise-double.ts';
import { askStatus, isClear, startSession, triggerCode, verifyProof, type Proof } from './one-time-token.ts';
import { PROFILE, STATUS, startScaSide, TOKEN, VERIFY_PIN, type ScaSide } from './testing/sca-side.ts';

let side: ScaSide;
beforeEach(async () => {
  side = await startScaSide();
});
afterEach(() => side.close());

const PIN = () => Buffer.from('4711');
const give = (way: Proof['way'] = 'PIN', value = PIN()) => verifyProof(side.deps, side.link, side.sca, { way, value });
const tries = () => triesOf(side.vault.read(), side.link.target.id, PROFILE, side.now());
const sent = (route: string) => side.wise.received.filter(({ method, path }) => `${method} ${path}` === route);
const lost = (_: unknown, res: { destroy(): unknown }) => void res.destroy();
const pins = (...passed: boolean[]) => ({ oneTimeToken: TOKEN, validity: 3600, challenges: passed.map((each) => ({ primaryChallenge: { type: 'PIN' }, passed: each })) });
const bareFailure = () => json({ message: 'An unexpected error occurred', request_id: 'x' }, 500);

test('a status names the challenges in Wise’s order, what will do for each, and what is not known here', async () => {
  const status = await askStatus(side.deps, side.link, side.sca);
  expect(status).toEqual({
    validitySeconds: 3600, actionType: 'TRANSFER__FUND', userId: 6_146_956,
    challenges: [
      { required: true, passed: false, ways: ['PIN'], unknown: [] },
      { required: true, passed: false, ways: ['SMS', 'WHATSAPP'], unknown: ['SMOKE_SIGNAL'] },
    ],
  });
  expect(isClear(status)).toBe(false);
  side.challenges.pin = true;
  side.challenges.sms = true;
  expect(isClear(await askStatus(side.deps, side.link, side.sca))).toBe(true);
});

test.each([
  ['bare, members missing', { oneTimeToken: TOKEN, challenges: [{ primaryChallenge: { type: 'PIN' }, alternatives: null }] }, [{ required: true, passed: false, ways: ['PIN'], unknown: [] }]],
  ['one that is not required', { oneTimeTokenProperties: { challenges: [{ primaryChallenge: { type: 'FACE_MAP' }, required: false }], validity: null, userId: null } }, [{ required: false, passed: false, ways: ['FACE_MAP'], unknown: [] }]],
  ['written otherwise', { oneTimeToken: TOKEN, validity: '3600', userId: '17', actionType: 5, challenges: [null, { primaryChallenge: 'pin', alternatives: [null, { type: 'SMS' }, 7], required: 'true', passed: 'false' }, { primaryChallenge: { type: 'VOICE' }, alternatives: {}, required: 'false', passed: 1 }] }, [
    { required: true, passed: false, ways: [], unknown: [] }, { required: true, passed: false, ways: ['PIN', 'SMS'], unknown: [] }, { required: false, passed: false, ways: ['VOICE'], unknown: [] },
  ]],
])('a status may be %s', async (_, body, challenges) => {
  side.wise.next(STATUS, () => json(body));
  expect(await askStatus(side.deps, side.link, side.sca)).toMatchObject({ challenges, validitySeconds: 3600 });
});

test.each([
  ['SCA_TOKEN_ENDED', () => ({ status: 404 })],
  ['SCA_TOKEN_ENDED', () => json({ oneTimeTokenProperties: { oneTimeToken: TOKEN, challenges: [], validity: 0 } })],
  ['SCA_OTHER_TOKEN', () => json({ oneTimeTokenProperties: { oneTimeToken: 'another', challenges: [] } })],
  ['WISE_ANSWER_INVALID', () => json({})],
  ['WISE_ANSWER_INVALID', () => json({ oneTimeTokenProperties: { challenges: 'none' } })],
] as const)('a status ends with %s', async (code, reply) => {
  side.wise.next(STATUS, reply);
  await expect(askStatus(side.deps, side.link, side.sca)).rejects.toMatchObject({ code });
});

test.each([['bare', (object: object) => object], ['wrapped', (object: object) => ({ oneTimeTokenProperties: object })]])('a PIN leaves encrypted, and the %s answer under its content key counts', async (_, wrap) => {
  side.wise.routes[VERIFY_PIN] = (received) => {
    side.challenges.pin = true;
    return side.open(received)(JSON.stringify(wrap(side.tokenObject())));
  };
  const status = await give();
  expect(status.challenges.map(({ passed }) => passed)).toEqual([true, false]);
  expect(side.opened).toEqual(['{"pin":"4711"}']);
  const [request] = sent(VERIFY_PIN);
  expect(request!.headers).toMatchObject({
    'one-time-token': TOKEN, 'content-type': 'application/jose+json', accept: 'application/jose+json', 'x-tw-jose-method': 'jwe', 'content-encoding': 'identity', 'accept-encoding': 'identity',
  });
  expect(request!.body).not.toContain('4711');
  expect(sent(STATUS)).toHaveLength(0);
});

test('what a v2 answer leaves out comes from the status, and what it says is passed stays passed', async () => {
  side.wise.routes[VERIFY_PIN] = (received) => side.open(received)(JSON.stringify({ oneTimeToken: TOKEN, challenges: [{ primaryChallenge: { type: 'PIN' }, passed: true }, { primaryChallenge: { type: 'SMS' }, passed: false }], validity: 3000 }));
  expect((await give()).challenges).toEqual([{ required: true, passed: true, ways: ['PIN'], unknown: [] }, { required: true, passed: false, ways: ['SMS', 'WHATSAPP'], unknown: ['SMOKE_SIGNAL'] }]);
});

test('of two challenges with the same primary way, one proof clears one', async () => {
  side.wise.routes[STATUS] = () => json(pins(false, false));
  side.wise.routes[VERIFY_PIN] = (received) => side.open(received)(JSON.stringify(pins(false, true)));
  const status = await give();
  expect([status.challenges.map(({ passed }) => passed), isClear(status)]).toEqual([[false, true], false]);
});

test('an answer about another token is not believed', async () => {
  side.wise.routes[VERIFY_PIN] = (received) => side.open(received)(JSON.stringify({ ...side.tokenObject(), oneTimeToken: 'another' }));
  await expect(give()).rejects.toMatchObject({ code: 'SCA_OTHER_TOKEN' });
});

test.each([
  ['plain', 'JOSE_ANSWER_NOT_JWE', () => json({ oneTimeToken: TOKEN, challenges: [{ primaryChallenge: { type: 'PIN' }, passed: true, required: true, alternatives: [] }], validity: 3600 })],
  ['garbage', 'JOSE_ANSWER_NOT_JWE', () => ({ body: 'eyJ.garbage' })],
  ['encrypted under another key', 'JOSE_DECRYPT_FAILED', () => ({ body: 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..MTIzNDU2Nzg5MDEy.YWJj.MTIzNDU2Nzg5MDEyMzQ1Ng' })],
] as const)('an answer that is %s is not believed: the status decides', async (_, code, reply) => {
  side.wise.routes[VERIFY_PIN] = reply;
  await expect(give()).rejects.toMatchObject({ code, details: { traceId: 'trace-of-the-test' } });
  side.wise.routes[VERIFY_PIN] = () => {
    side.challenges.pin = true;
    return reply();
  };
  expect((await give()).challenges[0]).toMatchObject({ passed: true });
});

test('a lost answer is looked up: the proof may have passed', async () => {
  side.wise.routes[VERIFY_PIN] = (received, res) => {
    side.challenges.pin = side.open(received) !== undefined;
    res.destroy();
    return undefined;
  };
  expect((await give()).challenges[0]).toMatchObject({ passed: true });
  side.challenges.pin = false;
  side.wise.routes[VERIFY_PIN] = (_, res) => void res.destroy();
  await expect(give()).rejects.toMatchObject({ code: 'WISE_UNREACHABLE' });
  side.wise.routes[STATUS] = () => ({ status: 404 });
  await expect(give()).rejects.toMatchObject({ code: 'SCA_TOKEN_ENDED' });
  expect(tries()).toEqual({ wrongTries: 0 });
});

test('a proof of which nothing could be learned is looked up before it is given again', async () => {
  side.wise.routes[VERIFY_PIN] = (received, res) => {
    side.challenges.pin = side.open(received) !== undefined;
    res.destroy();
    return undefined;
  };
  side.wise.next(STATUS, lost, lost);
  await expect(give()).rejects.toMatchObject({ code: 'WISE_UNREACHABLE', details: { path: VERIFY_PIN.split(' ')[1] } });
  await expect(give()).rejects.toMatchObject({ code: 'WISE_UNREACHABLE', details: { path: STATUS.split(' ')[1] } });
  expect((await give()).challenges[0]).toMatchObject({ passed: true });
  expect(sent(VERIFY_PIN)).toHaveLength(1);
});

test.each([
  ['SCA_WRONG_PROOF', json({ errors: [{ code: 'otp.invalid', message: 'no' }] }, 422)],
  ['SCA_WRONG_PROOF', json({ message: 'The code does not match' }, 403)],
  ['WISE_FORBIDDEN', json({ error: 'Forbidden', message: 'Access denied', status: 403 }, 403)],
  ['WISE_RATE_LIMITED', { status: 429, headers: { 'retry-after': '999' } }],
] as const)('a verification may end with %s', async (code, reply) => {
  side.wise.routes['POST /v1/one-time-token/sms/verify'] = () => reply;
  await expect(give('SMS', Buffer.from('000000'))).rejects.toMatchObject({ code });
  expect([tries().wrongTries, sent(STATUS).length]).toEqual([code === 'SCA_WRONG_PROOF' ? 1 : 0, 0]);
});

test('after a bare 500 Wise’s key is fetched once more, and only another one is used for a second try', async () => {
  side.wise.routes[VERIFY_PIN] = bareFailure;
  await expect(give()).rejects.toMatchObject({ code: 'JOSE_WISE_COULD_NOT_DECRYPT' });
  expect(sent(VERIFY_PIN)).toHaveLength(1);
  side.wise.next(VERIFY_PIN, () => {
    side.wiseKey.index = 1;
    return bareFailure();
  });
  side.wise.routes[VERIFY_PIN] = (received) => {
    side.challenges.pin = true;
    return side.open(received)(JSON.stringify(side.tokenObject()));
  };
  expect((await give()).challenges[0]).toMatchObject({ passed: true });
  expect([sent(VERIFY_PIN).length, side.opened]).toEqual([3, ['{"pin":"4711"}']]);
});

test('five wrong tries in a row block for 15 minutes; no error quotes the PIN', async () => {
  side.wise.routes[VERIFY_PIN] = () => json({ errors: [{ code: 'pin.invalid', message: 'PIN 4711 is wrong' }] }, 400);
  for (let count = 1; count <= 4; count += 1) {
    await expect(give()).rejects.toMatchObject({ code: 'SCA_WRONG_PROOF', details: { wiseCode: 'pin.invalid', wiseMessage: 'PIN [secret] is wrong' } });
    expect(tries()).toEqual({ wrongTries: count });
  }
  side.wise.next(VERIFY_PIN, (received) => side.open(received)(JSON.stringify({ ...side.tokenObject(), challenges: [{ primaryChallenge: { type: 'PIN' }, alternatives: [], required: true, passed: true }] })));
  await give();
  expect(tries()).toEqual({ wrongTries: 0 });
  for (let count = 1; count <= 5; count += 1) await expect(give()).rejects.toMatchObject({ code: 'SCA_WRONG_PROOF' });
  expect(tries()).toEqual({ wrongTries: 5, blockedUntil: new Date(side.clock.now + 15 * 60_000).toISOString() });
  side.clock.now += 15 * 60_000;
  expect(tries()).toEqual({ wrongTries: 0 });
  await expect(give()).rejects.toMatchObject({ code: 'SCA_WRONG_PROOF' });
  expect(tries()).toEqual({ wrongTries: 1 });
  const { factors } = side.vault.read();
  expect(factorsEntry.parse(factors[0])).toEqual(factors[0]);
  expect(JSON.stringify([factors, side.audit.lines])).not.toContain('4711');
});

test('what Wise says of a block, a missing factor, an ended token and a JWE is told apart, and counts as no wrong try', async () => {
  side.wise.next(VERIFY_PIN, () => json({ error: 'jwe_error', error_description: 'Unable to decrypt' }, 400));
  await expect(give()).rejects.toMatchObject({ code: 'JOSE_ENCRYPTED_REFUSED' });
  side.wise.next(VERIFY_PIN, () => ({ status: 404 }));
  await expect(give()).rejects.toMatchObject({ code: 'SCA_NOT_ENROLLED' });
  side.wise.next(VERIFY_PIN, (received) => ({ ...side.open(received)('{"errors":[{"code":"pin.blocked","message":"The PIN is blocked."}]}'), status: 400 }));
  await expect(give()).rejects.toMatchObject({ code: 'SCA_BLOCKED', details: { wiseCode: 'pin.blocked', retryAfterMs: 15 * 60_000 } });
  side.clock.now += 16 * 60_000;
  side.wise.routes[STATUS] = () => ({ status: 404 });
  side.wise.next(VERIFY_PIN, () => ({ status: 404 }), () => json({ message: 'One time token has expired' }, 400));
  await expect(give()).rejects.toMatchObject({ code: 'SCA_TOKEN_ENDED' });
  await expect(give()).rejects.toMatchObject({ code: 'SCA_TOKEN_ENDED' });
  expect(tries()).toEqual({ wrongTries: 0 });
});

test('codes and face maps leave as JSON, fingerprints encrypted with what JSON must escape', async () => {
  const [sms, face, device] = ['POST /v1/one-time-token/sms/verify', `POST /v2/profiles/${PROFILE}/facemaps/verify`, `POST /v2/profiles/${PROFILE}/device-fingerprints/verify`] as const;
  side.wise.routes[sms] = ({ body }) => json({ message: `wrong: ${body}`, request_id: 'x' }, 400);
  await expect(give('SMS', Buffer.from('999999'))).rejects.toMatchObject({ code: 'SCA_WRONG_PROOF', details: { wiseMessage: 'wrong: [secret]' } });
  expect(sent(sms)[0]!.body).toBe('{"otpCode":"999999"}');
  side.wise.routes[face] = () => json(side.tokenObject());
  await give('FACE_MAP', Buffer.from('AAECAw=='));
  expect(JSON.parse(sent(face)[0]!.body)).toEqual({ faceMap: 'AAECAw==' });
  side.wise.routes[device] = (received) => side.open(received)(JSON.stringify(side.tokenObject()));
  const odd = 'a "quoted" \\ back\u0001slash, naïve';
  await give('PARTNER_DEVICE_FINGERPRINT', Buffer.from(odd));
  expect(JSON.parse(side.opened.at(-1)!)).toEqual({ deviceFingerprint: odd });
});

test('a connection that asks for them takes the older paths', async () => {
  const older = { ...side.sca, usesDeprecated: true };
  const asked: string[] = [];
  side.wise.routes['GET /v1/identity/one-time-token/status'] = ({ path }) => {
    asked.push(path);
    return json({ oneTimeTokenProperties: side.tokenObject() });
  };
  for (const name of ['pin', 'partner-device-fingerprint', 'facemap']) side.wise.routes[`POST /v1/one-time-token/${name}/verify`] = (received) => (name === 'facemap' ? json({ oneTimeTokenProperties: { oneTimeToken: TOKEN, challenges: [], validity: 3600 } }) : side.open(received)('{}'));
  for (const way of ['PIN', 'PARTNER_DEVICE_FINGERPRINT', 'FACE_MAP'] as const) await verifyProof(side.deps, side.link, older, { way, value: PIN() });
  expect(asked).toHaveLength(3);
  expect(sent(STATUS)).toHaveLength(0);
});

test('a code is sent when asked for, and the hint of the number is Wise’s', async () => {
  const route = 'POST /v1/one-time-token/whatsapp/trigger';
  side.wise.next(route, () => json({ obfuscatedPhoneNo: '*** 42' }), () => ({ status: 204 }), () => ({ body: 'OK' }), () => json(null), () => json({ obfuscatedPhoneNo: 42 }), () => ({ status: 404 }), () => ({ status: 404 }));
  const trigger = () => triggerCode(side.deps, side.link, side.sca, 'WHATSAPP');
  expect([await trigger(), await trigger(), await trigger(), await trigger(), await trigger()]).toEqual([{ hint: '*** 42' }, {}, {}, {}, {}]);
  await expect(trigger()).rejects.toMatchObject({ code: 'SCA_NOT_ENROLLED' });
  side.wise.routes[STATUS] = () => ({ status: 404 });
  await expect(trigger()).rejects.toMatchObject({ code: 'SCA_TOKEN_ENDED' });
});

test('a session gives a token with its status; without a token Wise blocks', async () => {
  const route = `POST /v2/profiles/${PROFILE}/sca-sessions/authorise`;
  side.wise.next(route, () => json({ oneTimeTokenProperties: { oneTimeToken: TOKEN, challenges: [{ primaryChallenge: { type: 'PIN' }, passed: false }], validity: 3600 } }));
  const { token, status } = await startSession(side.deps, side.link, PROFILE);
  expect([token.reveal(), status.challenges.length]).toEqual([TOKEN, 2]);
  side.wise.next(route, () => ({ status: 403, headers: { 'x-2fa-approval-result': 'REJECTED' } }));
  await expect(startSession(side.deps, side.link, PROFILE)).rejects.toMatchObject({ code: 'SCA_BLOCKED' });
  expect(tries()).toMatchObject({ wrongTries: 5, blockedUntil: expect.any(String) as string });
});
