import { expect, test } from 'vitest';
import { accountView, payeeOf } from './payees.ts';
import { CURRENCIES, priceSource, priceTarget } from './pricing.ts';

/** ISO 7064, mod 97-10, over the IBAN with its first four characters at the end. */
function isIban(text: string): boolean {
  const digits = [...text.slice(4), ...text.slice(0, 4)].map((one) => Number.parseInt(one, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}

test('every number is the account of one payee, with an IBAN that adds up where it has one', () => {
  for (let id = 41_000_000; id < 41_000_060; id += 1) {
    const [field] = payeeOf(id, 'EUR').fields;
    expect(isIban(field!.value), field!.value).toBe(true);
    expect(payeeOf(id, 'EUR')).toEqual(payeeOf(id, 'EUR'));
  }
  expect(new Set(Array.from({ length: 300 }, (_, index) => payeeOf(41_000_000 + index, 'GBP').name)).size).toBe(300);
});

test.each([['GBP', 'SortCode', /^\(\d\d-\d\d-\d\d\) \d{8}$/], ['USD', 'Aba', /^\(\d{9}\) \d{10}$/], ['SEK', 'Swift', /^\(SANDXX00\) \d{12}$/]])('an account in %s', (currency, type, summary) => {
  expect(accountView(payeeOf(5, currency), 1, 2)).toMatchObject({ id: 5, profileId: 1, creatorId: 2, currency, type, accountSummary: expect.stringMatching(summary) });
});

test('prices add up in every currency, whichever amount is given', () => {
  for (const to of CURRENCIES) {
    const source = priceSource('EUR', to, 1_240_000)!;
    expect(source.targetCents).toBe(Math.round((source.sourceCents - source.feeCents) * source.rate));
    const target = priceTarget('EUR', to, 1_240_000);
    expect(Math.abs((target.sourceCents - target.feeCents) * target.rate - target.targetCents)).toBeLessThanOrEqual(target.rate / 2 + 0.01);
  }
  expect(priceSource('EUR', 'EUR', 33)).toBeUndefined();
});
