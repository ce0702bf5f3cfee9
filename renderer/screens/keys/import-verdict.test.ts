import { expect, test } from 'vitest';
import { verdictOn } from '../../testing/imports.ts';
import { firstChoice, keyIdProblem, verdictOf } from './import-verdict.ts';

const view = (text: string) => ({ importId: crypto.randomUUID(), ...verdictOn(text) });
const words = (text: string) => view(text).items.map((item) => verdictOf(item).word);

test('each item is told in one word', () => {
  expect(words('pem')).toEqual(['fits Wise']);
  expect(words('public')).toEqual(['does not fit']);
  expect(words('many')).toEqual(['fits Wise', 'fits Wise', 'does not fit']);
});

test('the first that fits is taken, one that is here already is not', () => {
  const many = view('many');
  expect(firstChoice(many)).toBe(0);
  const known = { ...many, items: many.items.map((item) => (item.index === 0 ? { ...item, knownAs: crypto.randomUUID() } : item)) };
  expect(firstChoice(known)).toBe(1);
  expect(verdictOf(known.items[0]!).word).toBe('already here');
  expect(firstChoice(view('ed25519'))).toBeUndefined();
});

test('a key id is a UUID or left out', () => {
  expect(keyIdProblem('')).toBeUndefined();
  expect(keyIdProblem(' 663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71 ')).toBeUndefined();
  expect(keyIdProblem('663a0e44')).toContain('UUID');
});
