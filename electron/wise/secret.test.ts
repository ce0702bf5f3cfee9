import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret, scrub } from './secret.ts';

const secret = new Secret('hunter2-hunter2');

test('prints as [secret], however it is turned into text', () => {
  const printed = [
    String(secret), `${secret}`, secret + '', JSON.stringify({ secret }), inspect(secret), inspect({ deep: { secret } }, { depth: 9, showHidden: true }),
    JSON.stringify(Object.entries(secret)), JSON.stringify(structuredClone({ ...secret })),
  ];
  expect(printed.join(' ')).not.toContain('hunter2');
  expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
  expect(inspect(secret)).toBe('[secret]');
});

test('gives its value only through reveal', () => {
  expect(secret.reveal()).toBe('hunter2-hunter2');
});

test('scrub replaces every occurrence, but not of what is too short to be told from a word', () => {
  expect(scrub('a hunter2-hunter2, again hunter2-hunter2', ['hunter2-hunter2', 'a'])).toBe('a [secret], again [secret]');
});
