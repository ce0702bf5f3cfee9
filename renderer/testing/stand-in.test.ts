import { expect, test } from 'vitest';
import { contract, METHODS, type Method } from '../../shared/ipc/contract.ts';
import { builtIn } from './fixtures.ts';
import { SCENARIOS } from './scenarios.ts';
import { createStandIn } from './stand-in.ts';

const QUESTIONS = ['app.info', 'vault.status', 'vault.settings', 'preferences.get', 'connections.list', 'keys.list', 'rotations.list', 'users.list', 'migrations.list', 'wise.waits', 'audit.verify'] as const satisfies Method[];

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

test('a rotation goes through its six steps, back to the old key until it is retired', async () => {
  const world = SCENARIOS.expiring();
  const api = createStandIn(world, { delayMs: 0 });
  const keyId = world.keys.find((key) => key.state === 'expiring')!.id;
  const started = await api['rotations.start']({ keys: [{ keyId, connectionId: builtIn.id }] });
  const id = started.ok ? started.value[0]!.id : '';
  for (const step of ['make', 'upload', 'prove', 'switch'] as const) {
    const answer = await api['rotations.advance']({ id, step });
    expect(answer.ok && contract['rotations.advance'].output.safeParse(answer.value).error, step).toBeUndefined();
  }
  expect(await api['rotations.advance']({ id, step: 'overlap' })).toMatchObject({ ok: false, error: { code: 'ROTATION_OVERLAP' } });
  expect(await api['rotations.advance']({ id, step: 'make' })).toMatchObject({ ok: false, error: { code: 'ROTATION_OUT_OF_STEP' } });
  await api['rotations.change']({ id, overlapDays: 0 });
  await api['rotations.advance']({ id, step: 'overlap' });
  expect(await api['rotations.advance']({ id, step: 'retire' })).toMatchObject({ ok: true, value: { rotation: { outcome: 'done', canRollBack: false } } });
  expect(world.keys.find((key) => key.id === keyId)?.state).toBe('retired');
});

test('an import answers each verdict by the text typed', async () => {
  const api = createStandIn(SCENARIOS.one(), { delayMs: 0 });
  for (const text of ['pem', 'encrypted', 'public', 'ed25519', 'many', 'cipher', 'nothing']) {
    const answer = await api['keys.inspect']({ from: { kind: 'text', text } });
    expect(answer.ok && contract['keys.inspect'].output.safeParse(answer.value).error, text).toBeUndefined();
  }
  const picked = await api['keys.inspect']({ from: { kind: 'pick' } });
  const importId = picked.ok ? picked.value.importId : '';
  expect(await api['keys.inspect']({ from: { kind: 'again', importId }, passphrase: 'wrong' })).toMatchObject({ ok: true, value: { needsPassphrase: true, error: { code: 'IMPORT_WRONG_PASSPHRASE' } } });
  await api['keys.inspect']({ from: { kind: 'again', importId }, passphrase: 'open' });
  expect(await api['keys.import']({ importId, index: 0, algorithm: 'PS256', label: 'x' })).toMatchObject({ ok: true, value: { origin: 'imported' } });
});
