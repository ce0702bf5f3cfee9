import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FIXED } from '../fixed.ts';
import { startSandbox } from '../sandbox.ts';
import { TestClient } from '../testing/client.ts';
import { browse } from '../testing/consent.ts';
import { ScaClient, tokenHeader } from '../testing/sca.ts';

const clock = { now: Date.parse('2026-11-24T10:00:00Z') };
let client: TestClient;
let sam: ScaClient;
beforeAll(async () => {
  client = new TestClient(await startSandbox({ now: () => clock.now }));
  sam = new ScaClient(client);
});
beforeEach(() => (clock.now += 7200_000));
afterAll(() => client.close());

const NUMBERS = `/v1/application/users/${FIXED.userId}/phone-numbers`;
async function numbers(method: string, path = NUMBERS, phoneNumber?: string) {
  const headers = { ...(await client.bearer()), ...(phoneNumber === undefined ? {} : { 'content-type': 'application/json' }) };
  return client.call(method, path, { headers, ...(phoneNumber === undefined ? {} : { body: JSON.stringify({ phoneNumber }) }) });
}
const trigger = (way: string, token: string) => sam.send('POST', `/v1/one-time-token/${way}/trigger`, tokenHeader(token));
const verify = (way: string, token: string, otpCode = '111111') => sam.sendJson(`/v1/one-time-token/${way}/verify`, { otpCode }, token);

test.each(['sms', 'whatsapp', 'voice'])('%s: a code is sent only when asked for, is good for a while, and anew when sent again', async (way) => {
  const { oneTimeToken } = await sam.authorise();
  expect((await verify(way, oneTimeToken)).json.errors?.[0]?.code).toBe('otp.not.triggered');
  expect((await trigger(way, oneTimeToken)).json).toEqual({ obfuscatedPhoneNo: '*********0456' });
  expect(client.sandbox.phone()[0]).toMatchObject({ at: new Date(clock.now).toISOString(), way: way.toUpperCase(), to: '*********0456', code: '111111', text: expect.stringContaining('111111') });
  expect((await verify(way, oneTimeToken, '11111')).status).toBe(400);
  clock.now += 600_000;
  expect((await verify(way, oneTimeToken)).status).toBe(400);
  await trigger(way, oneTimeToken);
  expect((await verify(way, oneTimeToken)).json).toMatchObject({ oneTimeTokenProperties: { oneTimeToken, challenges: [{ passed: true }] } });
});

test('one phone number a user, and one user a number; codes go to it', async () => {
  const made = await numbers('POST', NUMBERS, '+447700908888');
  expect(made.json).toEqual({ id: 1001, phoneNumber: '+447700908888', type: 'PRIMARY', verified: true, clientId: client.sandbox.info.clientId });
  expect(JSON.parse((await numbers('GET')).text)).toEqual([made.json]);
  expect((await numbers('POST', NUMBERS, '+447700907777')).status).toBe(409);
  expect((await numbers('PUT', `${NUMBERS}/1001`, '07700')).status).toBe(400);
  expect((await numbers('PUT', `${NUMBERS}/1002`, '+447700907777')).status).toBe(404);
  expect((await numbers('PUT', `${NUMBERS}/1001`, '+447700907777')).json).toMatchObject({ id: 1001, phoneNumber: '+447700907777' });
  const { oneTimeToken } = await sam.authorise();
  expect((await trigger('sms', oneTimeToken)).json).toEqual({ obfuscatedPhoneNo: '*********7777' });

  await sam.stranger();
  const other = `/v1/application/users/${FIXED.userId + 1}/phone-numbers`;
  const taken = await numbers('POST', other, '+447700907777');
  expect([taken.status, taken.json.errors]).toMatchObject([422, [{ code: 'phone.number.repeated', message: 'It\'s linked to an account with the email ****@example.com' }]]);
  expect((await numbers('POST', other, '+447700906666')).json).toMatchObject({ id: 1002 });
  expect((await numbers('DELETE', `${NUMBERS}/1002`)).status).toBe(404);
  expect([(await numbers('DELETE', `${NUMBERS}/1001`)).status, (await numbers('GET')).text]).toEqual([204, '[]']);
  expect((await numbers('GET', '/v1/application/users/1/phone-numbers')).status).toBe(404);
  expect((await sam.send('GET', NUMBERS)).status).toBe(403);
});

test('the phone keeps the last twenty messages, for browsers and for programs', async () => {
  const { oneTimeToken } = await sam.authorise();
  for (let time = 0; time < 21; time += 1) await trigger(time === 20 ? 'voice' : 'sms', oneTimeToken);
  const kept = JSON.parse((await client.call('GET', '/__sandbox/phone')).text) as { way: string }[];
  expect([kept.length, kept[0]?.way, kept[1]?.way]).toEqual([20, 'VOICE', 'SMS']);
  expect(client.sandbox.phone()).toEqual(kept);
  const page = await browse(client, 'GET', '/phone');
  expect([page.status, page.text.match(/<tr><td>/g)?.length]).toEqual([200, 20]);
  expect(page.text).toContain('111111 is your code for Wise.');
});
