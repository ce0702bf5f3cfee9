import { expect, test } from 'vitest';
import { contract } from '../../shared/ipc/contract.ts';
import { APPROVAL_WORLDS } from './approval-worlds.ts';
import { SCENARIOS } from './scenarios.ts';
import { createStandIn } from './stand-in.ts';

test.each(Object.keys(APPROVAL_WORLDS) as (keyof typeof APPROVAL_WORLDS)[])('in scenario %s inbox, record, phone and people fit the contract', async (scenario) => {
  const world = SCENARIOS[scenario]();
  const api = createStandIn(world, { delayMs: 0 });
  const connectionId = world.connections[0]!.id;
  const answers = { 'approvals.inbox': await api['approvals.inbox']({ connectionId }), 'approvals.records': await api['approvals.records']({ limit: 500 }), 'sandbox.phone': await api['sandbox.phone']({}), 'people.list': await api['people.list']({}) } as const;
  for (const [method, answer] of Object.entries(answers)) expect(answer.ok && contract[method as keyof typeof answers].output.safeParse(answer.value).error, method).toBeUndefined();
});

test('from click to funded: PIN, code, sent; wrong five times, and Wise locks', async () => {
  const world = SCENARIOS.approvals();
  const api = createStandIn(world, { delayMs: 0 });
  const connectionId = world.connections[0]!.id;
  const begun = await api['approvals.begin']({ connectionId, key: 'transfer:58114690' });
  const approvalId = begun.ok ? begun.value.approval!.id : '';
  expect(await api['approvals.prove']({ approvalId, proof: { way: 'PIN', digits: [1, 2, 3, 4] } })).toMatchObject({ ok: true });
  await api['approvals.trigger']({ approvalId, way: 'SMS' });
  expect(await api['approvals.prove']({ approvalId, proof: { way: 'SMS', digits: [1, 1, 1, 1, 1, 1] } })).toMatchObject({ value: { approval: { state: 'clear' } } });
  const sent = await api['approvals.send']({ approvalId });
  expect(sent).toMatchObject({ value: { record: { outcome: 'done' } } });
  expect(sent.ok && contract['approvals.send'].output.safeParse(sent.value).error).toBeUndefined();
  const next = await api['approvals.begin']({ connectionId, key: 'transfer:58114702' });
  const wrong = { approvalId: next.ok ? next.value.approval!.id : '', proof: { way: 'PIN' as const, digits: [9, 9, 9, 9] } };
  for (let tries = 0; tries < 4; tries++) expect(await api['approvals.prove'](wrong)).toMatchObject({ error: { code: 'SCA_WRONG_PROOF' } });
  expect(await api['approvals.prove'](wrong)).toMatchObject({ error: { code: 'SCA_BLOCKED' } });
});
