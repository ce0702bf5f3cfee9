import { expect, test } from 'vitest';
import { estimate } from './strength.ts';

test('a common password is very weak or weak, whatever its length, and the advice says why', async () => {
  const strength = await estimate('password1234');
  expect(strength.score).toBeLessThanOrEqual(1);
  expect(strength.words).toContain('guessed');
  expect(strength.advice).toContain('common');
});

test('unrelated words are very strong and need no advice', async () => {
  expect(await estimate('cobalt-lantern-mosaic-thrift')).toEqual({ score: 4, words: 'Very strong' });
});
