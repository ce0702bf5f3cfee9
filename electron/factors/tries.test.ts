import { expect, test } from 'vitest';
import { connectionEntry, memoryVault } from '../wise/testing/ports.ts';
import { noteBlocked, noteRightTry, noteWrongTry, triesOf } from './tries.ts';

const MINUTE = 60_000;

function side() {
  const [connection, clock] = [connectionEntry(), { now: Date.parse('2026-11-23T08:00:00Z') }];
  const deps = { vault: memoryVault({ connections: [connection] }), now: () => clock.now };
  return { deps, clock, id: connection.id, of: (profileId?: number) => triesOf(deps.vault.read(), connection.id, profileId, clock.now) };
}

test('tries are counted for each profile; of a connection the worst is told', async () => {
  const { deps, id, of } = side();
  for (const profileId of [1, 2, 2]) await noteWrongTry(deps, id, profileId);
  expect([of(1), of(2), of(3), of()]).toEqual([{ wrongTries: 1 }, { wrongTries: 2 }, { wrongTries: 0 }, { wrongTries: 2 }]);
  await noteRightTry(deps, id, 2);
  expect(of()).toEqual({ wrongTries: 1 });
  const { saves } = deps.vault;
  await noteRightTry(deps, id, 2);
  expect(deps.vault.saves).toBe(saves);
});

test('a block that is noted again while it runs ends when it would have; after its end the count starts at zero', async () => {
  const { deps, clock, id, of } = side();
  await noteBlocked(deps, id, 1);
  const blockedUntil = '2026-11-23T08:15:00.000Z';
  clock.now += 10 * MINUTE;
  await noteBlocked(deps, id, 1);
  await noteWrongTry(deps, id, 1);
  expect([of(1), of()]).toEqual([{ wrongTries: 5, blockedUntil }, { wrongTries: 5, blockedUntil }]);
  clock.now += 5 * MINUTE;
  expect(of(1)).toEqual({ wrongTries: 0 });
  await noteWrongTry(deps, id, 1);
  expect(of(1)).toEqual({ wrongTries: 1 });
  expect(deps.vault.read().factors[0]).not.toHaveProperty('blockedUntil');
});
