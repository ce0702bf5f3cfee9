import { expect, test } from 'vitest';
import { FIRST_DRAFT, problemsOf, withEvent, type Draft } from './draft.ts';

const GOOD: Draft = { ...FIRST_DRAFT, name: 'x', url: 'https://hooks.example/x' };

test('the version follows the event type until somebody changes it', () => {
  expect(FIRST_DRAFT.version).toBe('4.0.0');
  expect(withEvent(FIRST_DRAFT, 'balances#credit').version).toBe('2.0.0');
  expect(withEvent(withEvent(FIRST_DRAFT, 'balances#credit'), 'transfers#state-change').version).toBe('4.0.0');
  expect(withEvent({ ...FIRST_DRAFT, version: '3.0.0' }, 'balances#credit').version).toBe('3.0.0');
});

test.each<[Partial<Draft>, string[]]>([
  [{}, []],
  [{ name: ' ' }, ['name']],
  [{ triggerOn: 'transfers' }, ['triggerOn']],
  [{ triggerOn: 'Transfers#State' }, ['triggerOn']],
  [{ version: '4.0' }, ['version']],
  [{ url: 'http://hooks.example' }, ['url']],
  [{ url: 'hooks.example' }, ['url']],
  [{ name: '', url: '' }, ['name', 'url']],
])('%j is wrong in %j', (change, fields) => {
  expect(Object.keys(problemsOf({ ...GOOD, ...change }))).toEqual(fields);
});
