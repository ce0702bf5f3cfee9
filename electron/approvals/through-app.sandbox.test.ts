import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { Agent } from 'undici';
import { openTestApp, PASSPHRASE, startTestApp, type TestApp } from '../testing/open-app.ts';

const PIN = [4, 7, 1, 1];
const CODE = [1, 1, 1, 1, 1, 1];

type Ready = TestApp & { connectionId: string; keys: string[] };

/** Over the built-in sandbox, its person with a PIN and the inbox fetched. `keys`: of transfers that wait for EUR. */
async function ready(): Promise<Ready> {
  const app = await openTestApp();
  const { id: connectionId } = await app.call('connections.create', { environment: 'built-in', name: 'Sandbox' });
  const { items } = await app.call('approvals.fetch', { connectionId });
  const transfers = items.filter(({ kind }) => kind === 'fund-transfer');
  const profileId = transfers[0]?.profileId ?? 0;
  await app.call('factors.setPin', { connectionId, profileId, digits: [...PIN], replace: false });
  return { ...app, connectionId, keys: transfers.filter((one) => one.profileId === profileId).map(({ key }) => key) };
}

/** Begins, and gives every proof. Answers the id of the approval. */
async function clear({ call, connectionId }: Ready, key: string): Promise<string> {
  const { approval } = await call('approvals.begin', { connectionId, key });
  const approvalId = approval?.id ?? '';
  expect(approval?.token?.challenges.map(({ ways }) => ways[0])).toEqual(['PIN', 'SMS']);
  await call('approvals.prove', { approvalId, proof: { way: 'PIN', digits: [...PIN] } });
  await call('approvals.trigger', { approvalId, way: 'SMS' });
  const proved = await call('approvals.prove', { approvalId, proof: { way: 'SMS', digits: [...CODE] } });
  expect(proved.approval).toMatchObject({ state: 'clear' });
  return approvalId;
}

async function setFaults({ app }: TestApp, faults: object): Promise<void> {
  const { apiUrl, ca } = await (await app.work()).sandbox.target();
  const agent = new Agent({ connect: { ca } });
  await agent.request({ origin: apiUrl, path: '/__sandbox/faults', method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(faults) });
  await agent.close();
}

test('through the whole app: a transfer is funded by PIN and SMS, on record, and gone from the inbox', async () => {
  const side = await ready();
  const { call, connectionId, keys: [key = ''], folder, answers } = side;
  const approvalId = await clear(side, key);
  const { record } = await call('approvals.send', { approvalId });
  expect(record).toMatchObject({ outcome: 'done', key, challenges: [{ type: 'PIN' }, { type: 'SMS' }], status: 200 });
  expect(record?.says).toMatch(/^Funded: [\d,.]+ [A-Z]{3} to .+\.$/);
  expect((await call('approvals.inbox', { connectionId })).items.map((item) => item.key)).not.toContain(key);
  expect((await call('approvals.fetch', { connectionId })).items.map((item) => item.key)).not.toContain(key);
  await expect(call('approvals.begin', { connectionId, key })).rejects.toMatchObject({ code: 'APPROVAL_DONE' });
  expect(await call('approvals.records', { connectionId, limit: 10 })).toEqual({ records: [record], matching: 1 });
  const { savedAs } = await call('approvals.saveAnswer', { recordId: record?.id ?? '' });
  expect(JSON.parse(await readFile(savedAs, 'utf8'))).toMatchObject({ status: 'COMPLETED' });
  // The values stand in no answer to the window and in no file.
  expect(answers.join('')).not.toMatch(/"(4711|111111)"/);
  const log = await readFile(`${folder}/audit.log`, 'utf8');
  const lines = log.trim().split('\n').map((line) => Buffer.from(line.split('.')[1] ?? '', 'base64url').toString()).join('\n');
  expect(lines).toMatch(/approval\.sent/);
  expect(lines).not.toMatch(/4711|\b111111\b/);
});

test('the answer to a payment is lost, and the app restarted: Wise is asked, and the money has moved once', async () => {
  const side = await ready();
  const { connectionId, keys: [key = ''], folder } = side;
  const approvalId = await clear(side, key);
  await setFaults(side, { losePaymentAnswer: { count: 1 } });
  await expect(side.call('approvals.send', { approvalId })).rejects.toMatchObject({ code: 'APPROVAL_UNCLEAR' });
  await side.close();
  const again = await startTestApp(folder);
  await again.call('vault.unlock', { passphrase: PASSPHRASE });
  const item = (await again.call('approvals.inbox', { connectionId })).items.find((one) => one.key === key);
  expect(item?.approval).toMatchObject({ id: approvalId, state: 'unclear', canAsk: true });
  await expect(again.call('approvals.begin', { connectionId, key })).rejects.toMatchObject({ code: 'APPROVAL_UNCLEAR' });
  expect((await again.call('approvals.ask', { approvalId })).record).toMatchObject({ outcome: 'done', key });
});

test('no money, no movement; a lock in the middle forgets the token', async () => {
  const side = await ready();
  const { call, connectionId, keys: [key = ''] } = side;
  const approvalId = await clear(side, key);
  await setFaults(side, { rejectPayment: { count: 1 } });
  expect((await call('approvals.send', { approvalId })).record).toMatchObject({ outcome: 'rejected', says: expect.stringMatching(/^Rejected: not enough money in the [A-Z]{3} balance\. Nothing moved\.$/) });
  const other = await clear(side, key);
  await call('vault.lock', {});
  await call('vault.unlock', { passphrase: PASSPHRASE });
  await expect(call('approvals.send', { approvalId: other })).rejects.toMatchObject({ code: 'APPROVAL_NOT_FOUND' });
  expect((await call('approvals.fetch', { connectionId })).items.find((one) => one.key === key)?.approval).toBeUndefined();
});
