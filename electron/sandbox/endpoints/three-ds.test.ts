import { expect, test } from 'vitest';
import { MoneyClient, startMoney } from '../testing/money.ts';

const { client, money } = await startMoney();

const tell = (transactionReference: unknown, challengeStatus: unknown = 'APPROVED') => money.send('POST', money.path('v3', '3dsecure/challenge-result').replace('/v3/', '/v3/spend/'), { transactionReference, challengeStatus });
const results = async () => ((await client.call('GET', '/__sandbox/money')).json['threeDs'] as { reference: string; result: string }[]).map(({ reference, result }) => `${reference} ${result}`);

test('the first result counts, those after it change nothing', async () => {
  expect(await results()).toEqual(['148579538 waits', '148579539 waits', '148579540 waits', '148579500 expired']);
  const answers = [await tell('148579538', 'REJECTED'), await tell('148579538'), await tell('148579539')];
  expect(answers.map(({ status, text }) => [status, text])).toEqual([[204, ''], [204, ''], [204, '']]);
  expect((await results()).slice(0, 2)).toEqual(['148579538 REJECTED', '148579539 APPROVED']);
});

test('one that is unknown or over is refused', async () => {
  const answers = [await tell('148579500'), await tell('1'), await tell(148_579_538), await tell('148579538', 'MAYBE')];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  client.sandbox.setFaults({ clockSkew: { seconds: 31 * 86_400 } });
  expect((await tell('148579538')).json.errors?.[0]?.code).toBe('challenge.expired');
});

test('a personal token tells nothing, in no country', async () => {
  const headers = { authorization: `Bearer ${client.sandbox.info.personalToken}` };
  const american = new MoneyClient(client, 30_120_002);
  const answers = await Promise.all([money, american].map((one) => one.send('POST', one.path('v3', '3dsecure/challenge-result').replace('/v3/', '/v3/spend/'), { transactionReference: '148579538', challengeStatus: 'APPROVED' }, headers)));
  expect(answers.map(({ status, json }) => [status, json['message']])).toEqual(Array.from(answers, () => [403, 'This endpoint takes the token of a user, not a personal one.']));
});

test('it asks for proofs; a lost answer has counted', async () => {
  client.sandbox.setFaults({ losePaymentAnswer: { count: 1 } });
  await expect(tell('148579540')).rejects.toThrow();
  expect((await results())[2]).toBe('148579540 APPROVED');
  await client.call('DELETE', '/__sandbox/faults');
  expect((await tell('148579538')).headers['x-2fa-approval-result']).toBe('REJECTED');
});
