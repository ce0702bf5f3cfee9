import { expect, test } from 'vitest';
import { algorithm } from '../../../shared/model/algorithms.ts';
import type { KeySummary } from '../../../shared/model/views.ts';
import { builtIn, inDays, makeKey, production } from '../../testing/fixtures.ts';
import { advisedAlgorithm, defaultKey, lackOf, offeredKeys } from './key-choice.ts';

const made = (state: KeySummary['state'], daysAgo: number, rest: Partial<KeySummary> = {}): KeySummary => ({ ...makeKey({ state }), madeAt: inDays(-daysAgo), ...rest });
const encryption = makeKey({ algorithm: advisedAlgorithm('encryption'), state: 'active' });

test('a field offers keys of its use that are not over, and the one asked for', () => {
  const retired = made('retired', 40);
  const keys = [made('active', 3), made('expired', 400), retired, encryption];
  expect(offeredKeys(keys, 'signing')).toEqual([keys[0]]);
  expect(offeredKeys(keys, 'signing', retired.id)).toEqual([keys[0], retired]);
  expect(offeredKeys(keys, 'encryption', retired.id)).toEqual([encryption]);
});

test('it starts with the key the connection was switched to', () => {
  const [older, newer] = [made('active', 90), made('active', 2)];
  expect(defaultKey([older, newer], { ...builtIn, signingKeyId: older.id })).toBe(older);
});

test('else with the newest that Wise has over this connection, a replaced one last', () => {
  const [older, newer, notUploaded, replaced] = [made('active', 90), made('uploaded', 20), made('made', 1), made('replaced', 5)];
  expect(defaultKey([older, newer, notUploaded, replaced], builtIn)).toBe(newer);
  expect(defaultKey([replaced, notUploaded], builtIn)).toBe(replaced);
  expect(defaultKey([older, notUploaded], production)).toBe(notUploaded);
  expect(defaultKey([], builtIn)).toBeUndefined();
});

test('what is missing is a key, or Wise’s having it over this connection', () => {
  expect(lackOf(undefined, builtIn)).toBe('key');
  expect(lackOf(made('made', 1), builtIn)).toBe('upload');
  expect(lackOf(made('active', 1), production)).toBe('upload');
  expect(lackOf(made('active', 1), builtIn)).toBeUndefined();
});

test('a key made in one click is of the asked use', () => {
  for (const use of ['signing', 'encryption'] as const) expect(algorithm(advisedAlgorithm(use)).use).toBe(use);
});
