import type { Priced } from './model.ts';

/** What one euro buys; they never change. */
const PER_EURO: Readonly<Record<string, number>> = { EUR: 1, GBP: 0.8412, USD: 1.0864, CHF: 0.9371, SEK: 11.462, NOK: 11.731, DKK: 7.4594, PLN: 4.2743, CZK: 25.184, RON: 4.9765, CAD: 1.5127, AUD: 1.6589, NZD: 1.8213, SGD: 1.4318, HKD: 8.4521, INR: 91.843, ZAR: 19.754, MXN: 20.116, BRL: 6.2417 };

export const CURRENCIES: readonly string[] = Object.keys(PER_EURO);

const FIXED_FEE_CENTS = 33;
/** Of the amount: within a currency, and across two. */
const SHARES = { same: 0.000321, other: 0.0041 };

function rateOf(from: string, to: string): number {
  return Number((PER_EURO[to]! / PER_EURO[from]!).toFixed(5));
}

/** The price of sending that much out of a balance. Undefined where nothing would arrive. */
export function priceSource(sourceCurrency: string, targetCurrency: string, sourceCents: number): Priced | undefined {
  const rate = rateOf(sourceCurrency, targetCurrency);
  const feeCents = FIXED_FEE_CENTS + Math.round(sourceCents * share(sourceCurrency, targetCurrency));
  const targetCents = Math.round((sourceCents - feeCents) * rate);
  return targetCents > 0 ? { sourceCurrency, sourceCents, targetCurrency, targetCents, feeCents, rate } : undefined;
}

/** The price of that much arriving. */
export function priceTarget(sourceCurrency: string, targetCurrency: string, targetCents: number): Priced {
  const rate = rateOf(sourceCurrency, targetCurrency);
  const converted = Math.round(targetCents / rate);
  const part = share(sourceCurrency, targetCurrency);
  const feeCents = Math.round((FIXED_FEE_CENTS + converted * part) / (1 - part));
  return { sourceCurrency, sourceCents: converted + feeCents, targetCurrency, targetCents, feeCents, rate };
}

const share = (from: string, to: string): number => (from === to ? SHARES.same : SHARES.other);
