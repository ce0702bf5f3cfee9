import { expect, test } from 'vitest';
import { contract, METHODS, type Method } from '../../shared/ipc/contract.ts';
import { builtIn } from './fixtures.ts';
import { SCENARIOS } from './scenarios.ts';
import { createStandIn } from './stand-in.ts';

const QUESTIONS = ['app.info', 'vault.status', 'vault.settings', 'preferences.get', 'connections.list', 'keys.list', 'wise.waits', 'audit.verify'] as const satisfies Method[];

test('it has every method of the contract', () => {
  const api = createStandIn(SCENARIOS.one());
  for (const method of METHODS) expect(api[method], method).toBeTypeOf('function');
});

test.each(Object.keys(SCENARIOS) as (keyof typeof SCENARIOS)[])('in scenario %s its answers fit the contract', async (scenario) => {
  const api = createStandIn(SCENARIOS[scenario](), { delayMs: 0 });
  for (const method of QUESTIONS) {
    const answer = await api[method]({});
    expect(answer.ok && contract[method].output.safeParse(answer.value).error, method).toBeUndefined();
  }
});

test('runs and chain checks fit the contract, whether they go well or not', async () => {
  for (const scenario of [SCENARIOS.one(), SCENARIOS.failure()]) {
    const api = createStandIn(scenario, { delayMs: 0 });
    const keyId = scenario.keys[0]!.id;
    const run = await api['playground.run']({ signingKeyId: keyId, connectionId: builtIn.id, method: 'jws', message: 'x' });
    expect(run.ok && contract['playground.run'].output.safeParse(run.value).error).toBeUndefined();
    const upload = await api['keys.upload']({ keyId, connectionId: builtIn.id });
    expect(upload.ok && contract['keys.upload'].output.safeParse(upload.value).error).toBeUndefined();
    const check = await api['connections.check']({ id: builtIn.id });
    expect(check.ok && contract['connections.check'].output.safeParse(check.value).error).toBeUndefined();
  }
});
