import type { Money } from './model/approvals.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** Such as "12,400.00 EUR", with the decimals of the currency. */
export function amountWords({ value, currency }: Money): string {
  return `${formatOf(currency).format(value)} ${currency}`;
}

function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const decimals = decimalsOf(currency);
  const format = new Intl.NumberFormat('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  formats.set(currency, format);
  return format;
}

/** Two where the currency is not known. */
function decimalsOf(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}
