import { expect, test } from 'vitest';
import { builtIn, production, wiseSandbox } from '../../testing/fixtures.ts';
import { makeMigration } from '../../testing/migrations.ts';
import { legChoices, undoneBy } from './legs.ts';

const all = [builtIn, wiseSandbox, production];
const names = (list: readonly { id: string }[]) => list.map(({ id }) => id);

test('the real one is where the token works; the rehearsal is never production, nor the real one', () => {
  const { rehearsal, real } = legChoices(all, 'production', production.id);
  expect([names(real), names(rehearsal)]).toEqual([[production.id], [builtIn.id, wiseSandbox.id]]);
  expect(names(legChoices(all, 'wise-sandbox', wiseSandbox.id).rehearsal)).toEqual([builtIn.id]);
  expect(names(legChoices([builtIn], 'built-in', builtIn.id).rehearsal)).toEqual([]);
});

test('another connection undoes the steps of its own leg alone', () => {
  const migration = makeMigration('certificate', { id: crypto.randomUUID(), label: 'x' }, builtIn, production);
  expect(undoneBy(migration, builtIn.id, production.id)).toBe(0);
  expect([undoneBy(migration, wiseSandbox.id, production.id), undoneBy(migration, builtIn.id, 'another')]).toEqual([5, 3]);
});
