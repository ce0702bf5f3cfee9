import { expect, test } from 'vitest';
import { MIGRATION_STEPS } from '../../../shared/model/migrations.ts';
import { builtIn, production } from '../../testing/fixtures.ts';
import { makeMigration } from '../../testing/migrations.ts';
import { legOf, migrationTitle, TASK_WORDS, taskOf } from './words.ts';

const token = { id: crypto.randomUUID(), label: 'Reports script' };
const at = (step: Parameters<typeof makeMigration>[0]) => makeMigration(step, token, builtIn, production);

test('the title says what comes next and how far it is', () => {
  expect(migrationTitle(at('rehearse-credentials'))).toBe('Client credentials come next in the rehearsal: none of 12 steps done');
  expect(migrationTitle(at('credentials'))).toBe('Production comes next: 5 of 12 steps done');
  expect(migrationTitle(at('certificate'))).toBe('The client certificate comes next in production: 8 of 12 steps done');
  expect(migrationTitle(at('delete'))).toBe('The personal token can be deleted: 11 of 12 steps done');
  expect(migrationTitle(at(undefined))).toBe('“Reports script” is not needed any more');
  expect(migrationTitle({ ...at('consent'), outcome: 'given up' })).toBe('Given up: 6 of 12 steps done');
});

test('a rehearsal’s steps belong to the rehearsal, all others to the real connection', () => {
  const migration = at('rehearse-credentials');
  expect(MIGRATION_STEPS.map((step) => legOf(migration, step)?.environment)).toEqual([...Array.from({ length: 5 }, () => 'built-in'), ...Array.from({ length: 7 }, () => 'production')]);
});

test('every step says what it is, why, and what its check does', () => {
  for (const step of MIGRATION_STEPS) for (const words of Object.values(TASK_WORDS[taskOf(step)])) expect(words.length, step).toBeGreaterThan(5);
});
