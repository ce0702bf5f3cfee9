/** Units of a currency in cents; undefined for what is no positive amount of at most two decimals, or more than a billion. */
export function toCents(value: unknown): number | undefined {
  if (typeof value !== 'number' || !(value > 0) || value > 1e9) return undefined;
  const cents = Math.round(value * 100);
  return Math.abs(cents - value * 100) < 1e-4 ? cents : undefined;
}

export const fromCents = (cents: number): number => cents / 100;

/** Wise's form of an amount. */
export const amountOf = (cents: number, currency: string): { value: number; currency: string } => ({ value: fromCents(cents), currency });

/** Made once: that takes far longer than its use. */
const TWO_DECIMALS = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2 });

/** `12,400.00 EUR`. */
export const inWords = (cents: number, currency: string): string => `${TWO_DECIMALS.format(fromCents(cents))} ${currency}`;
