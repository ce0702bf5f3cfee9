import { fromCents, inWords } from './amounts.ts';
import { payingBalance } from './changes.ts';
import type { Money, MoneyQuote, MoneyTransfer } from './model.ts';
import { quoteIdOf } from './views.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Made once: that takes far longer than its use. */
const DAY_OF_MONTH = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });
/** Minutes for which a quote can be used. */
const QUOTE_MINUTES = 30;

/** Of a quote that a transfer was made of: that transfer. */
export interface QuoteInUse {
  readonly quote: MoneyQuote;
  readonly transfer?: MoneyTransfer | undefined;
}

/** The quote that a transfer was made of. */
export const quoteOfTransfer = (one: MoneyTransfer): QuoteInUse => ({ quote: { ...one, id: quoteIdOf(one), provided: 'SOURCE' }, transfer: one });

export const quoteEndsAt = ({ createdAt }: MoneyQuote): number => Date.parse(createdAt) + QUOTE_MINUTES * MINUTE;

/** A quote as Wise answers it, its price for each way to pay in. */
export function quoteView({ quote, transfer }: QuoteInUse, money: Money, now: number): Record<string, unknown> {
  const ends = new Date(quoteEndsAt(quote)).toISOString();
  return {
    id: quote.id,
    sourceCurrency: quote.sourceCurrency,
    targetCurrency: quote.targetCurrency,
    ...(quote.provided === 'SOURCE' ? { sourceAmount: fromCents(quote.sourceCents) } : { targetAmount: fromCents(quote.targetCents) }),
    ...(quote.account === undefined ? {} : { targetAccount: quote.account }),
    payOut: 'BANK_TRANSFER',
    preferredPayIn: 'BALANCE',
    rate: quote.rate,
    createdTime: quote.createdAt,
    user: quote.userId,
    profile: quote.profileId,
    rateType: 'FIXED',
    rateExpirationTime: ends,
    guaranteedTargetAmountAllowed: true,
    targetAmountAllowed: true,
    guaranteedTargetAmount: false,
    providedAmountType: quote.provided,
    paymentOptions: ['BALANCE', 'BANK_TRANSFER'].map((way) => paymentOption(quote, way, money, now)),
    status: quoteStatus(quote, transfer, now),
    expirationTime: ends,
    notices: [],
  };
}

function quoteStatus(quote: MoneyQuote, transfer: MoneyTransfer | undefined, now: number): string {
  if (transfer) return transfer.paidAt === undefined ? 'ACCEPTED' : 'FUNDED';
  return now < quoteEndsAt(quote) ? 'PENDING' : 'EXPIRED';
}

/** The balance can pay wherever there is one of that currency; whether its money is enough shows when it is asked to. */
function paymentOption(quote: MoneyQuote, payIn: string, money: Money, now: number): Record<string, unknown> {
  const disabled = payIn === 'BALANCE' && !payingBalance(money, quote.profileId, quote.sourceCurrency);
  const fee = fromCents(quote.feeCents);
  const delivery = new Date(now + DAY);
  return {
    disabled,
    ...(disabled ? { disabledReason: { code: 'balance.payment-option-unavailable', message: `Open a ${quote.sourceCurrency} balance to pay from it.` } } : {}),
    estimatedDelivery: delivery.toISOString(),
    formattedEstimatedDelivery: `by ${DAY_OF_MONTH.format(delivery)}`,
    estimatedDeliveryDelays: [],
    fee: { transferwise: fee, payIn: 0, discount: 0, partner: 0, total: fee },
    price: { priceSetId: 238, total: { type: 'TOTAL', label: 'Total fees', value: priceValue(quote) }, items: [{ type: 'TRANSFERWISE', label: 'Our fee', value: priceValue(quote) }] },
    sourceAmount: fromCents(quote.sourceCents),
    targetAmount: fromCents(quote.targetCents),
    sourceCurrency: quote.sourceCurrency,
    targetCurrency: quote.targetCurrency,
    payIn,
    payOut: 'BANK_TRANSFER',
    allowedProfileTypes: ['PERSONAL', 'BUSINESS'],
    payInProduct: payIn,
    feePercentage: Number((quote.feeCents / quote.sourceCents).toFixed(4)),
  };
}

const priceValue = ({ feeCents, sourceCurrency }: MoneyQuote) => ({ amount: fromCents(feeCents), currency: sourceCurrency, label: inWords(feeCents, sourceCurrency) });
