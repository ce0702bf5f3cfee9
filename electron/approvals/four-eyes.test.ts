import { afterEach, expect, test } from 'vitest';
import { expectCode } from '../vault/testing/test-vault.ts';
import { ANNA, BERT, CODE, KEY, PROFILE, startApprovalSide, type ApprovalSide } from './testing/approval-side.ts';

let side: ApprovalSide;
afterEach(() => side.close());

const at = () => ({ connectionId: side.connectionId, key: KEY });
const second = { personId: BERT.id, passphrase: 'of Bert' };

async function prove(id: string): Promise<void> {
  await side.approvals.trigger(id, 'SMS');
  await side.approvals.prove(id, 'SMS', () => Promise.resolve(Buffer.from(CODE)));
}

test('one prepares, another approves; nobody approves what they prepared, nor what nobody prepared', async () => {
  side = await startApprovalSide({ fourEyes: true });
  expect((await expectCode(side.approvals.begin(at()), 'APPROVAL_OWN')).details.reason).toBe('NOT_HANDED_OVER');
  const { approval } = await side.approvals.handOver(at());
  expect(approval).toMatchObject({ state: 'prepared', needsAnother: true, preparedBy: ANNA });
  await expectCode(side.approvals.begin(at()), 'APPROVAL_OWN');
  await expectCode(side.approvals.begin({ ...at(), second: { ...second, passphrase: 'wrong' } }), 'VAULT_WRONG_PASSPHRASE');
  expect(side.fundCalls()).toHaveLength(0);

  side.atVault.person = BERT;
  expect(side.approvals.viewOf(side.entry()!).needsAnother).toBe(false);
  const id = (await side.approvals.begin(at())).approval?.id ?? '';
  await prove(id);
  expect((await side.approvals.send(id)).record).toMatchObject({ outcome: 'done', preparedBy: ANNA, approvedBy: BERT });
});

test('the second person gives their own passphrase in place', async () => {
  side = await startApprovalSide({ fourEyes: true });
  await side.approvals.handOver(at());
  const id = (await side.approvals.begin({ ...at(), second })).approval?.id ?? '';
  await prove(id);
  expect((await side.approvals.send(id)).record).toMatchObject({ preparedBy: ANNA, approvedBy: BERT });
});

test('putting it off takes the second person’s approval away, and keeps what was prepared', async () => {
  side = await startApprovalSide({ fourEyes: true });
  await side.approvals.handOver(at());
  const id = (await side.approvals.begin({ ...at(), second })).approval?.id ?? '';
  await side.approvals.putOff(id);
  expect(side.entry()).toMatchObject({ id, isHandedOver: true, preparedBy: ANNA });
  expect(side.entry()?.approvedBy).toBeUndefined();
  await expectCode(side.approvals.begin(at()), 'APPROVAL_OWN');
});

test('what was handed over is what is sent', async () => {
  side = await startApprovalSide({ fourEyes: true });
  await side.approvals.handOver(at());
  // What is shown by now, and what Wise says, agree with each other, but not with what was handed over.
  const other = { ...side.item, amount: { value: 99_000, currency: 'EUR' } };
  Object.assign(side.item, other);
  side.newest.item = side.item;
  expect((await expectCode(side.approvals.begin({ ...at(), second }), 'APPROVAL_CHANGED')).details.field).toBe('amount');
  Object.assign(side.item, { amount: { value: 12_400, currency: 'EUR' }, call: { ...side.item.call, body: '{"type":"OTHER"}' } });
  expect((await expectCode(side.approvals.begin({ ...at(), second }), 'APPROVAL_CHANGED')).details.field).toBe('call');
  expect(side.fundCalls()).toHaveLength(0);
});

test('four eyes that are asked for while proofs are given count before it is sent', async () => {
  side = await startApprovalSide();
  const id = (await side.approvals.begin(at())).approval?.id ?? '';
  await prove(id);
  await side.vault.update((body) => ({ ...body, connections: body.connections.map((one) => ({ ...one, fourEyes: true as const })) }));
  await expectCode(side.approvals.send(id), 'APPROVAL_OWN');
  expect(side.state.funded).toBe(0);
});

test('a second connection to the same profile is no way around', async () => {
  side = await startApprovalSide();
  const guard = { ...side.vault.read().connections[0]!, id: crypto.randomUUID(), name: 'Guarded', clientId: 'another', profileId: PROFILE, fourEyes: true as const };
  await side.vault.update((body) => ({ ...body, connections: [...body.connections, guard] }));
  expect((await expectCode(side.approvals.begin(at()), 'APPROVAL_GUARDED')).details.reason).toBe('Guarded');
  expect(side.fundCalls()).toHaveLength(0);
  await side.approvals.handOver(at());
  await expectCode(side.approvals.begin(at()), 'APPROVAL_OWN');
  expect((await side.approvals.begin({ ...at(), second })).approval?.state).toBe('asking');
  // Nor where nobody knows which profiles the other one reaches.
  const { profileId: _, ...unknown } = guard;
  await side.vault.update((body) => ({ ...body, approvals: [], connections: body.connections.map((one) => (one.id === guard.id ? unknown : one)) }));
  side.restart();
  await expectCode(side.approvals.begin(at()), 'APPROVAL_GUARDED');
  // Another profile of theirs, or another Wise, is none of its business.
  const elsewhere = { ...guard, profileId: PROFILE + 1 };
  await side.vault.update((body) => ({ ...body, approvals: [], connections: body.connections.map((one) => (one.id === guard.id ? elsewhere : one)) }));
  side.restart();
  expect((await side.approvals.begin(at())).approval?.state).toBe('asking');
});
