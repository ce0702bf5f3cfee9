import { afterEach, beforeEach, expect, test } from 'vitest';
import { factors as factorsView } from '../../shared/model/approvals.ts';
import { PROFILE, startScaSide, type ScaSide } from '../sca/testing/sca-side.ts';
import { factorsEntry } from '../vault/body.ts';
import { json } from '../wise/testing/wise-double.ts';
import { viewFactors, type FactorJob } from './deps.ts';
import { copyFaceTecKey } from './facetec-key.ts';
import { fetchFactors } from './fetch.ts';
import { addFingerprint } from './fingerprints.ts';
import { KnownPhones } from './known-phones.ts';
import { removePhone, setPhone } from './phone.ts';
import { setSingle } from './single.ts';

const USER = 6_146_956;
const [PIN, PRINTS, FACES] = ['pin', 'device-fingerprints', 'facemaps'].map((name) => `/v2/profiles/${PROFILE}/${name}`) as [string, string, string];
const PHONES = `/v1/application/users/${USER}/phone-numbers`;

let side: ScaSide;
let job: FactorJob;
beforeEach(async () => {
  side = await startScaSide();
  job = { deps: { ...side.deps, knownPhones: new KnownPhones() }, link: side.link, at: { connectionId: side.link.target.id, profileId: PROFILE } };
  side.wise.routes['GET /v2/profiles'] = () => json([{ id: PROFILE, type: 'PERSONAL', userId: USER }]);
});
afterEach(() => side.close());

const view = () => factorsView.parse(viewFactors(job.deps, job.at));
const pin = (replace = false) => setSingle(job, 'pin', Buffer.from('4711'), replace);
const add = (label = '', isThisDevice = true) => addFingerprint(job, { value: Buffer.from('print'), label, isThisDevice });
const gone = () => ({ status: 204 });

test('a PIN goes out encrypted, and what came of it is kept without it', async () => {
  side.wise.routes[`POST ${PIN}`] = (received) => {
    side.open(received);
    return {};
  };
  expect(await pin()).toMatchObject({ pin: 'enrolled', history: [{ says: 'PIN enrolled' }] });
  expect(side.opened).toEqual(['{"pin":"4711"}']);
  expect(side.wise.received.at(-1)!.headers).toMatchObject({ 'x-tw-jose-method': 'jwe', 'content-encoding': 'identity', authorization: expect.stringContaining('user-token') as string });
  const { factors } = side.vault.read();
  expect(factorsEntry.parse(factors[0])).toEqual(factors[0]);
  expect(JSON.stringify([factors, side.audit.lines])).not.toContain('4711');
});

test('when the old PIN is removed and the answer about the new one is lost, nobody says that it was not taken', async () => {
  side.wise.routes[`DELETE ${PIN}`] = gone;
  side.wise.routes[`POST ${PIN}`] = (_, res) => void res.destroy();
  await expect(pin(true)).rejects.toMatchObject({ code: 'WISE_UNREACHABLE', details: { reason: expect.stringContaining('not known') as string } });
  expect(view().pin).toBe('unknown');
  side.wise.routes[`POST ${PIN}`] = () => ({ status: 429, headers: { 'retry-after': '999' } });
  await expect(pin()).rejects.toMatchObject({ code: 'WISE_RATE_LIMITED' });
  expect(view().history.map(({ says }) => says)).toEqual(['PIN sent; what Wise made of it is not known', 'PIN removed']);
});

test('a phone number is read however Wise lists it, and asked for where the setting of it answers nothing', async () => {
  side.wise.next(`GET ${PHONES}`, () => ({ status: 404 }), () => json({ phoneNumbers: [{ id: '3000000077', phoneNumber: '+447700900123', type: 'PRIMARY', verified: 'yes' }] }));
  side.wise.routes[`POST ${PHONES}`] = () => ({ status: 204 });
  expect((await setPhone(job, '+447700900123')).phone).toEqual({ id: 3_000_000_077, number: '+447700900123', verified: true });
  side.wise.next(`GET ${PHONES}`, () => ({ status: 204 }));
  expect((await fetchFactors(job)).phone).toBeNull();
});

test('when the old PIN is removed and the new one is not taken, it is said and known that none is enrolled', async () => {
  side.wise.routes[`DELETE ${PIN}`] = gone;
  side.wise.routes[`POST ${PIN}`] = () => json({ errors: [{ code: 'pin.weak', message: '4711 is too simple' }] }, 422);
  await expect(pin(true)).rejects.toMatchObject({ code: 'WISE_REFUSED', details: { wiseMessage: '[secret] is too simple', reason: expect.stringContaining('enrol it again') as string } });
  expect(view().pin).toBe('not enrolled');
  expect(side.audit.kinds().filter((kind) => kind.startsWith('factor'))).toEqual(['factor.removed ok', 'factor.enrolled refused']);
});

test('nothing to remove is as good; a removal that Wise refuses stops the replacing', async () => {
  side.wise.routes[`DELETE ${PIN}`] = () => ({ status: 404 });
  side.wise.routes[`POST ${PIN}`] = () => ({});
  expect(await pin(true)).toMatchObject({ pin: 'enrolled' });
  side.wise.routes[`DELETE ${PIN}`] = () => ({ status: 403 });
  side.wise.received.length = 0;
  await expect(pin(true)).rejects.toMatchObject({ code: 'WISE_FORBIDDEN' });
  expect(side.wise.received.map(({ method }) => method)).toEqual(['DELETE']);
  expect(view().pin).toBe('enrolled');
});

test('after a lost answer it is not known whether a PIN is enrolled', async () => {
  side.wise.routes[`POST ${PIN}`] = (_, res) => void res.destroy();
  await expect(pin()).rejects.toMatchObject({ code: 'WISE_UNREACHABLE' });
  expect(view()).toMatchObject({ pin: 'unknown', history: [{ says: 'PIN sent; what Wise made of it is not known' }] });
  side.wise.routes[`POST ${PIN}`] = () => ({ status: 409 });
  await expect(pin()).rejects.toMatchObject({ code: 'SCA_ENROLLED_ALREADY' });
  expect(view().pin).toBe('enrolled');
});

test('the id of a fingerprint is read encrypted or plain; a 400 is the limit only where it may be', async () => {
  const made = { deviceFingerprintId: '636a5514-aa86-4719-8700-e9a9a0ae7ea7', createdAt: '2025-05-24T07:27:58.273205554Z' };
  const route = `POST ${PRINTS}`;
  side.wise.next(route, (received) => side.open(received)(JSON.stringify(made)), () => json({ deviceFingerprintId: 'second' }), () => ({}));
  expect((await add()).fingerprints).toEqual([{ id: made.deviceFingerprintId, label: 'This device', enrolledAt: '2025-05-24T07:27:58.273Z', isThisDevice: true }]);
  expect((await add('Laptop', false)).fingerprints[1]).toMatchObject({ id: 'second', label: 'Laptop', isThisDevice: false });
  await expect(add()).rejects.toMatchObject({ code: 'WISE_ANSWER_INVALID', details: { field: 'deviceFingerprintId' } });
  expect(view().history[0]!.says).toBe('Device fingerprint enrolled; Wise did not tell its id');
  side.wise.next(route, () => json({ message: 'Maximum number of device fingerprints reached' }, 400), () => ({ status: 400 }), () => json({ message: 'It is empty' }, 400), () => json({ error: 'jwe_error', error_description: 'Bad' }, 400));
  for (const code of ['SCA_LIMIT', 'SCA_LIMIT', 'WISE_REFUSED', 'JOSE_ENCRYPTED_REFUSED']) await expect(add()).rejects.toMatchObject({ code });
});

test('what Wise does not let this client see is noted once, and the rest is fetched', async () => {
  await side.vault.update((body) => ({ ...body, connections: body.connections.map((entry) => ({ ...entry, usesDeprecatedSca: true as const })) }));
  side.wise.routes[`GET ${PHONES}`] = () => ({ status: 403 });
  side.wise.routes[`GET /v1/users/${USER}/partner-device-fingerprints`] = () => json([{ deviceFingerprintId: 'abcdef0123', createdAt: null }]);
  await fetchFactors(job);
  const found = factorsView.parse(await fetchFactors(job));
  expect(found).toMatchObject({ userId: USER, endpoints: 'deprecated', fingerprints: [{ id: 'abcdef0123', label: 'Device abcdef01', isThisDevice: false }] });
  expect(found.history.map(({ says }) => says)).toEqual(['Wise does not let this client see the phone number (restricted)']);
  expect(found).not.toHaveProperty('phone');
  expect(side.wise.received.filter(({ path }) => path === '/v2/profiles')).toHaveLength(1);
});

test('a number that belongs to another account is told as that, and no number is kept', async () => {
  side.wise.routes[`GET ${PHONES}`] = () => json([]);
  side.wise.routes[`POST ${PHONES}`] = () => json({ errors: [{ code: 'phone.number.repeated', message: 'It is linked to an account' }] }, 422);
  await expect(setPhone(job, '+447700900123')).rejects.toMatchObject({ code: 'SCA_PHONE_TAKEN', details: { wiseCode: 'phone.number.repeated' } });
  expect(side.wise.tokens).toContain(side.wise.received.at(-1)!.headers.authorization?.slice(7));
  await expect(removePhone(job)).rejects.toMatchObject({ code: 'SCA_NOT_ENROLLED' });
  expect(JSON.stringify([side.vault.read(), side.audit.lines])).not.toContain('7700900');
});

test('a profile that the token does not see is told before anything is sent about it', async () => {
  side.wise.routes['GET /v2/profiles'] = () => json([{ id: 7, type: 'personal', userId: USER }]);
  await expect(fetchFactors(job)).rejects.toMatchObject({ code: 'PROFILE_NOT_SEEN', details: { reason: '7' } });
  side.wise.routes['GET /v2/profiles'] = () => json([{ id: PROFILE, type: 'personal' }]);
  await expect(fetchFactors(job)).rejects.toMatchObject({ code: 'WISE_ANSWER_INVALID', details: { field: 'userId' } });
});

test('a face map leaves as JSON, and an answer that quotes it is scrubbed', async () => {
  const faceMap = Buffer.from('0123456789'.repeat(9)).toString('base64');
  side.wise.routes[`POST ${FACES}`] = ({ body }) => json({ message: `cannot read ${body}, nor ${faceMap}`, request_id: 'x' }, 400);
  await expect(setSingle(job, 'faceMap', Buffer.from(faceMap), false)).rejects.toMatchObject({ code: 'WISE_REFUSED', details: { wiseMessage: 'cannot read [secret], nor [secret]' } });
  expect(JSON.parse(side.wise.received.at(-1)!.body)).toEqual({ faceMap });
});

test.each(['no key', '-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----', '-----BEGIN PUBLIC KEY-----\nMC4=\n-----END PUBLIC KEY-----'])('what is no public key does not get to the clipboard: %j', async (body) => {
  side.wise.routes['GET /v1/facetec/public-key'] = () => ({ body, headers: { 'content-type': 'text/plain' } });
  const copied: string[] = [];
  await expect(copyFaceTecKey(job, { copy: async (text) => void copied.push(text) })).rejects.toMatchObject({ code: 'WISE_ANSWER_INVALID', details: { reason: 'PUBLIC_KEY' } });
  expect(copied).toEqual([]);
});
