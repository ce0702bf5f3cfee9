import { expect, test } from 'vitest';
import { isE164, tidyNumber } from './phone-number.ts';

test.each([
  ['+44 1632 960-123', '+441632960123'],
  ['0044 (1632) 960123', '+441632960123'],
  ['+1.415.555.0100', '+14155550100'],
])('%s is written as %s', (typed, number) => {
  expect(tidyNumber(typed)).toBe(number);
  expect(isE164(tidyNumber(typed))).toBe(true);
});

test.each(['01632 960123', '+0441632', '+44 16', '+1234567890123456', '+44 call me', ''])('“%s” is no number that Wise takes', (typed) => {
  expect(isE164(tidyNumber(typed))).toBe(false);
});
