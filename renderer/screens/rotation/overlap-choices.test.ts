import { expect, test } from 'vitest';
import { overlapChoices } from './overlap-choices.ts';

const values = (present: number) => overlapChoices(present).map(({ value }) => value);

test('the usual lengths, and the present one in its place', () => {
  expect(values(14)).toEqual(['7', '14', '30', '60']);
  expect(values(21)).toEqual(['7', '14', '21', '30', '60']);
  expect(values(0)).toEqual(['7', '14', '30', '60']);
  expect(overlapChoices(1)[0]).toEqual({ value: '1', label: '1 day' });
});
