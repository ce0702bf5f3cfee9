import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FIXED } from '../fixed.ts';
import { startSandbox } from '../sandbox.ts';
import { TestClient, type Reply } from '../testing/client.ts';
import { wisePublicKey } from '../testing/encrypted.ts';
import { ScaClient, tokenHeader } from '../testing/sca.ts';

let state: Record<string, unknown>;
let client: TestClient;
let sam: ScaClient;
// RSA takes long: its keys are made once.
beforeAll(async () => {
  const first = new TestClient(await startSandbox());
  await wisePublicKey(first);
  await new ScaClient(first).send('GET', '/v1/facetec/public-key');
  state = first.sandbox.state();
  await first.close();
});
beforeEach(async () => {
  client = new TestClient(await startSandbox({ state }));
  sam = new ScaClient(client);
});
afterEach(() => client.close());

const USER = `/v1/users/${FIXED.userId}`;
const asApplication = async (method: string, path: string) => client.call(method, path, { headers: await client.bearer() });
const remove = (path: string) => sam.send('DELETE', sam.path(path));
const codeOf = ({ status, json }: Reply) => [status, json.errors?.[0]?.code];
const FACE = Buffer.from('a face map as FaceTec exports it'.repeat(400)).toString('base64');

test('a PIN is enrolled once, by either endpoint, verified by either, and removed by either', async () => {
  const { oneTimeToken } = await sam.authorise();
  expect(codeOf(await sam.pin('4826', oneTimeToken))).toEqual([404, 'pin.not.setup']);
  expect(codeOf(await remove('/pin'))).toEqual([404, 'pin.not.setup']);
  const made = await sam.sendEncrypted('/pin', { pin: '4826' });
  expect([made.status, made.text, made.headers['content-type']]).toEqual([200, '', undefined]);
  for (const path of ['/pin', '/v1/user/pin']) expect(codeOf(await sam.sendEncrypted(path, { pin: '0000' }))).toEqual([409, 'pin.already.setup']);
  expect(codeOf(await sam.pin('0000', oneTimeToken))).toEqual([400, 'verification.failed']);
  const old = await sam.sendEncrypted('/v1/one-time-token/pin/verify', { pin: '4826' }, oneTimeToken);
  expect([old.header, old.opened]).toMatchObject([{ alg: 'dir', enc: 'A256GCM' }, { oneTimeTokenProperties: { oneTimeToken, challenges: [{ passed: true }] } }]);
  expect((await asApplication('DELETE', `${USER}/pin`)).status).toBe(204);
  expect(codeOf(await asApplication('DELETE', `${USER}/pin`))).toEqual([404, 'pin.not.setup']);
  expect(codeOf(await asApplication('DELETE', '/v1/users/1/pin'))).toEqual([404, 'user.not.found']);
  expect((await sam.sendEncrypted('/v1/user/pin', { pin: '1357' })).status).toBe(204);
  expect((await sam.pin('1357', oneTimeToken)).opened).toMatchObject({ oneTimeToken });
  expect((await remove('/pin')).status).toBe(204);
});

test('only a text of four digits is a PIN', async () => {
  for (const pin of ['12a4', '12345', '', 4826, null, '１２３４']) expect([pin, ...codeOf(await sam.sendEncrypted('/pin', { pin }))]).toEqual([pin, 400, 'NOT_VALID']);
});

test('three device fingerprints at most, each once; enrolled, they may stand in for the phone', async () => {
  const { oneTimeToken: before } = await sam.authorise();
  const enrol = (deviceFingerprint: string, path = '/device-fingerprints') => sam.sendEncrypted(path, { deviceFingerprint });
  const first = await enrol('device one');
  expect([first.status, first.header, first.opened]).toEqual([200, { enc: 'A256GCM', alg: 'dir' }, { deviceFingerprintId: expect.stringMatching(/^[0-9a-f-]{36}$/), createdAt: expect.any(String) }]);
  expect((await enrol('device two', '/v1/user/partner-device-fingerprints')).status).toBe(200);
  expect(codeOf(await enrol('device two'))).toEqual([409, 'device.fingerprint.already.setup']);
  expect((await enrol('device three')).status).toBe(200);
  expect(codeOf(await enrol('device four'))).toEqual([400, 'device.fingerprint.limit.reached']);
  expect(JSON.parse((await asApplication('GET', `${USER}/partner-device-fingerprints`)).text)).toMatchObject([first.opened, {}, {}]);

  const verify = (deviceFingerprint: string, token: string, path = '/device-fingerprints/verify') => sam.sendEncrypted(path, { deviceFingerprint }, token);
  expect(codeOf(await verify('device one', before))).toEqual([400, 'challenge.not.found']);
  const { oneTimeToken } = await sam.authorise();
  expect(codeOf(await verify('device four', oneTimeToken))).toEqual([400, 'verification.failed']);
  expect((await verify('device two', oneTimeToken)).opened).toMatchObject({ challenges: [{ passed: true }] });
  expect((await verify('device three', oneTimeToken, '/v1/one-time-token/partner-device-fingerprint/verify')).opened).toMatchObject({ oneTimeTokenProperties: { oneTimeToken } });

  const listed = JSON.parse((await asApplication('GET', `${USER}/partner-device-fingerprints`)).text) as { deviceFingerprintId: string }[];
  const [id, ...others] = listed.map(({ deviceFingerprintId }) => deviceFingerprintId);
  expect([(await remove(`/device-fingerprints/${id}`)).status, (await remove(`/device-fingerprints/${id}`)).status]).toEqual([204, 404]);
  for (const other of others) expect((await asApplication('DELETE', `${USER}/partner-device-fingerprints/${other}`)).status).toBe(204);
  expect(codeOf(await verify('device two', oneTimeToken))).toEqual([404, 'device.fingerprint.not.setup']);
});

test('a face map is enrolled once and stands in for the PIN', async () => {
  expect((await sam.send('GET', '/v1/facetec/public-key')).text).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  expect((await sam.sendJson('/facemaps', { faceMap: 'not base64' })).status).toBe(400);
  expect((await sam.sendJson('/facemaps', { faceMap: FACE })).status).toBe(204);
  expect((await sam.sendJson('/v1/user/facemap/enrol', { faceMap: FACE })).status).toBe(409);
  const { oneTimeToken } = await sam.authorise();
  expect((await sam.sendJson('/facemaps/verify', { faceMap: 'AAAA' }, oneTimeToken)).status).toBe(400);
  expect((await sam.sendJson('/facemaps/verify', { faceMap: FACE }, oneTimeToken)).json).toMatchObject({ oneTimeToken, challenges: [{ passed: true }] });
  expect((await sam.sendJson('/v1/one-time-token/facemap/verify', { faceMap: FACE }, oneTimeToken)).json).toMatchObject({ oneTimeTokenProperties: { oneTimeToken } });
  expect((await remove('/facemaps')).status).toBe(204);
  expect(codeOf(await asApplication('DELETE', `${USER}/facemap/enrol`))).toEqual([404, 'facemap.not.setup']);
  expect((await sam.sendJson('/v1/user/facemap/enrol', { faceMap: FACE })).status).toBe(204);
  expect((await asApplication('DELETE', `${USER}/facemap/enrol`)).status).toBe(204);
});

test('factors outlive a restart as hashes, and neither state nor log holds a proof or a whole token', async () => {
  await sam.sendEncrypted('/pin', { pin: '4826' });
  await sam.sendEncrypted('/device-fingerprints', { deviceFingerprint: 'a very particular device' });
  await sam.sendJson('/facemaps', { faceMap: FACE });
  const { oneTimeToken } = await sam.authorise();
  await sam.pin('4826', oneTimeToken);
  await sam.sendEncrypted('/device-fingerprints/verify', { deviceFingerprint: 'a very particular device' }, oneTimeToken);
  await sam.sendJson('/facemaps/verify', { faceMap: FACE, 'another name': FACE }, oneTimeToken);
  await sam.sms(oneTimeToken);
  // Sent as nobody should: in plain, under another name, cut short.
  await sam.send('POST', sam.path('/pin'), { 'content-type': 'application/json' }, '{"pin":"4826"}');
  await sam.send('POST', sam.path('/pin'), { 'content-type': 'application/json' }, '{"pin":"4826"');
  await sam.sendEncrypted('/pin', '4826');
  await sam.sendEncrypted('/pin', { code: '4826' });
  await sam.sendJson('/Pin/verify?PIN=4826', { code: '4826' });
  await sam.sendJson('/knowledge', { Pin: '4826', otp_code: '111111' });
  await sam.sendJson('/knowledge', [{ pin: '4826' }]);
  await sam.sendJson('/inherence', { faceMap: FACE });
  await sam.sendJson(`/v3/payments?x-2fa-approval=${oneTimeToken}`, { 'One-Time-Token': oneTimeToken });
  const log = JSON.stringify(client.sandbox.log(), (name, value: unknown) => (['traceId', 'x-trace-id', 'at', 'content-length', 'user-agent'].includes(name) ? undefined : value));
  for (const secret of ['a very particular device', FACE.slice(0, 40), oneTimeToken]) expect(log).not.toContain(secret);
  expect(log).not.toMatch(/\b(4826|111111)\b/);
  for (const shown of ['"pin":"[secret]"', '"deviceFingerprint":"[secret]"', '"faceMap":"[secret]"', '"otpCode":"[secret]"', `"oneTimeToken":"...${oneTimeToken.slice(-4)}"`, `"one-time-token":"...${oneTimeToken.slice(-4)}"`]) expect(log).toContain(shown);

  const after = client.sandbox.state();
  for (const secret of ['"4826"', 'a very particular device', FACE.slice(0, 40)]) expect(JSON.stringify(after)).not.toContain(secret);
  const next = new TestClient(await startSandbox({ state: after }));
  const again = new ScaClient(next);
  const { oneTimeToken: other } = await again.authorise();
  expect((await again.pin('4826', other)).status).toBe(200);
  await next.close();
});

test('somebody else’s profile, an application token, no token, no one-time token', async () => {
  const stranger = await sam.stranger();
  expect((await stranger.sendEncrypted(sam.path('/pin'), { pin: '4826' })).status).toBe(403);
  expect((await asApplication('POST', sam.path('/sca-sessions/authorise'))).status).toBe(403);
  expect((await client.call('POST', sam.path('/sca-sessions/authorise'))).status).toBe(401);
  expect((await sam.send('DELETE', `${USER}/pin`)).status).toBe(403);
  expect((await sam.sendEncrypted('/pin/verify', { pin: '4826' })).status).toBe(400);
  expect((await sam.send('GET', '/v1/one-time-token/status')).status).toBe(400);
  expect((await sam.send('GET', '/v1/one-time-token/status', tokenHeader('none'))).status).toBe(404);
});
