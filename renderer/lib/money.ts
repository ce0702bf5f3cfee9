import type { Money } from '../../shared/model/approvals.ts';
import { amountWords } from '../../shared/money.ts';

/** "12,400.00 EUR"; the space does not break. */
export function amountText(money: Money): string {
  return amountWords(money).replace(' ', '\u00A0');
}

/** One sum a currency, the largest first. */
export function sums(amounts: readonly Money[]): Money[] {
  const byCurrency = new Map<string, number>();
  for (const { value, currency } of amounts) byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + value);
  // Binary fractions do not add up to the cent; a thousandth is the least that any currency has.
  const all = [...byCurrency].map(([currency, value]) => ({ currency, value: Math.round(value * 1000) / 1000 }));
  return all.toSorted((a, b) => b.value - a.value);
}

/** "48,210.00 EUR and 2,000.00 GBP". */
export function sumsText(amounts: readonly Money[]): string {
  const texts = sums(amounts).map(amountText);
  return texts.length > 1 ? `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}` : (texts[0] ?? '');
}
