import type { Money } from '../../shared/model/approvals.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** Decimals that a currency has; two where it is not known. */
function decimalsOf(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

function formatOf(currency: string): Intl.NumberFormat {
  let format = formats.get(currency);
  if (!format) {
    const decimals = decimalsOf(currency);
    formats.set(currency, (format = new Intl.NumberFormat('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })));
  }
  return format;
}

/** "12,400.00", with the decimals of its currency. */
export function plainAmount({ value, currency }: Money): string {
  return formatOf(currency).format(value);
}

/** "12,400.00 EUR"; the space does not break. */
export function amountText(money: Money): string {
  return `${plainAmount(money)}\u00A0${money.currency}`;
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
