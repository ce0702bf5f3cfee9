import { expect, test } from 'vitest';
import { contract } from '../../shared/ipc/contract.ts';
import { SCENARIOS } from './scenarios.ts';
import { createStandIn } from './stand-in.ts';

test('a check that does not hold changes nothing; one that does leads to the next step', async () => {
  const world = SCENARIOS.migration();
  const api = createStandIn(world, { delayMs: 0 });
  const { id, rehearsal } = world.migrations![0]!;
  const check = async () => {
    const answer = await api['migrations.check']({ id, step: 'rehearse-consent' });
    expect(answer.ok && contract['migrations.check'].output.safeParse(answer.value).error).toBeUndefined();
    return answer.ok ? answer.value : undefined;
  };
  expect(await check()).toMatchObject({ run: { ok: false }, migration: { step: 'rehearse-consent' } });
  const user = SCENARIOS['migration-real']().tokens.find((one) => one.kind === 'user')!;
  world.tokens = [...world.tokens, { ...user, connectionId: rehearsal!.connectionId }];
  expect(await check()).toMatchObject({ run: { ok: true }, migration: { step: 'rehearse-exchange' } });
});

test('a user is made with a token, or was there before', async () => {
  const api = createStandIn(SCENARIOS.one(), { delayMs: 0 });
  const { id } = SCENARIOS.one().connections[0]!;
  for (const [email, state, ok] of [['new@example.com', 'ready', true], ['sam.doe@example.com', 'exists', false]] as const) {
    const made = await api['users.create']({ connectionId: id, email });
    expect(made.ok && contract['users.create'].output.safeParse(made.value).error).toBeUndefined();
    expect(made).toMatchObject({ value: { user: { state }, run: { ok } } });
  }
});
