import { expect, test } from 'vitest';
import { clockText } from './clock-text.ts';
import { amountText, sums, sumsText } from './money.ts';

const eur = (value: number) => ({ value, currency: 'EUR' });

test('an amount has the decimals of its currency, and its grouping', () => {
  expect([eur(12_400), { value: 1_234_567, currency: 'JPY' }, { value: 1.5, currency: 'KWD' }, { value: 3, currency: '??' }].map(amountText)).toEqual(['12,400.00\u00A0EUR', '1,234,567\u00A0JPY', '1.500\u00A0KWD', '3.00\u00A0??']);
});

test('sums are one a currency, the largest first, right to the cent', () => {
  expect(sums([eur(0.1), eur(0.2), { value: 5, currency: 'GBP' }])).toEqual([{ value: 5, currency: 'GBP' }, eur(0.3)]);
  expect(sumsText([eur(3), { value: 2, currency: 'GBP' }, { value: 1, currency: 'USD' }])).toBe('3.00\u00A0EUR, 2.00\u00A0GBP and 1.00\u00A0USD');
  expect(sumsText([])).toBe('');
});

test('a clock counts down and never below nothing', () => {
  expect([24_000, 58 * 60_000 + 11_100, 3_600_000, -5].map(clockText)).toEqual(['0:24', '58:11', '1:00:00', '0:00']);
});
