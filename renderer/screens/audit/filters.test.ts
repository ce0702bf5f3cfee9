import { expect, test } from 'vitest';
import { lineFilter, NOTHING_CHOSEN } from './filters.tsx';

test('what is not chosen is left out', () => {
  expect(lineFilter(NOTHING_CHOSEN)).toEqual({});
  expect(lineFilter({ kind: 'key.made', outcome: 'ok', text: '663a' })).toEqual({ kinds: ['key.made'], outcome: 'ok', text: '663a' });
});
