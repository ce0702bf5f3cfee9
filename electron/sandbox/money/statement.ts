import { fromCents, amountOf } from './amounts.ts';
import type { Balance, Money, MoneyTransfer } from './model.ts';
import { chance } from './name-uuid.ts';
import { payeeName } from './payees.ts';

const DAY = 24 * 60 * 60 * 1000;

/** One line. `cents` is negative where money left, the fee included. */
interface Line {
  readonly at: number;
  readonly cents: number;
  readonly feeCents: number;
  readonly reference: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Interval {
  /** Milliseconds since 1970, both inclusive. */
  readonly start: number;
  readonly end: number;
}

/** What happened to a balance in that time, newest first, and what it held at the end. `isFlat`: fees are lines of their own. */
export function statementOf(balance: Balance, money: Money, { start, end }: Interval, isFlat: boolean): { transactions: Record<string, unknown>[]; endCents: number } {
  const lines = [...realLines(balance, money), ...inventedLines(balance, money, start)].sort((a, b) => b.at - a.at);
  const later = lines.filter(({ at }) => at > end);
  const endCents = balance.cents - later.reduce((sum, line) => sum + line.cents, 0);
  const within = lines.filter(({ at }) => at >= start && at <= end).flatMap((line) => (isFlat ? split(line) : [line]));
  let running = endCents;
  const transactions = within.map((line) => {
    const made = lineView(line, balance.currency, running);
    running -= line.cents;
    return made;
  });
  return { transactions, endCents };
}

function realLines({ id, profileId, currency, type }: Balance, { transfers, deposits }: Money): Line[] {
  const paid = type === 'STANDARD' ? transfers.filter((one) => one.paidAt !== undefined && one.profileId === profileId && one.sourceCurrency === currency) : [];
  return [...paid.map(transferLine), ...deposits.filter(({ balanceId }) => balanceId === id).map(({ at, cents }) => depositLine(Date.parse(at), cents, 'Added for a trial'))];
}

function transferLine(one: MoneyTransfer): Line {
  const name = payeeName(one.account, one.targetCurrency);
  return { at: Date.parse(one.paidAt!), cents: -one.sourceCents, feeCents: one.feeCents, reference: `TRANSFER-${one.id}`, details: { type: 'TRANSFER', description: `Sent money to ${name}`, paymentReference: one.reference } };
}

const depositLine = (at: number, cents: number, paymentReference: string): Line => ({ at, cents, feeCents: 0, reference: `DEPOSIT-${Math.floor(at / 1000)}`, details: { type: 'DEPOSIT', description: 'Received money', senderName: 'Quillon Analytics Ltd', senderAccount: '(23-14-70) 41882209', paymentReference } });

/** Before the seed, what came in on a day went out again two days later: it adds up to nothing, and follows from the balance and the date alone. */
function inventedLines({ id, createdAt }: Balance, { seededAt }: Money, start: number): Line[] {
  const first = Math.floor(Math.max(Date.parse(createdAt), start - 3 * DAY) / DAY) + 1;
  const last = Math.floor(Date.parse(seededAt) / DAY) - 3;
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return days.filter((day) => chance(`day ${id} ${day}`, 3) === 0).flatMap((day) => inventedPair(id, day));
}

function inventedPair(balanceId: number, day: number): Line[] {
  const cents = 500 + chance(`amount ${balanceId} ${day}`, 199_500);
  const at = day * DAY + chance(`time ${balanceId} ${day}`, DAY);
  const card: Line = { at: at + 2 * DAY, cents: -cents, feeCents: 0, reference: `CARD-${balanceId}${day}`, details: { type: 'CARD', description: 'Card transaction at Saffron Stationery', category: 'Office supplies', merchant: { name: 'Saffron Stationery', firstLine: null, postCode: '10115', city: 'Berlin', state: '', country: 'DE', category: 'Office supplies' } } };
  return [depositLine(at, cents, `Order ${balanceId % 100}-${day}`), card];
}

/** The fee on a line of its own. */
function split(line: Line): Line[] {
  if (line.feeCents === 0) return [line];
  const fee: Line = { ...line, cents: -line.feeCents, feeCents: 0, reference: `FEE-${line.reference}`, details: { ...line.details, description: `Wise Charges for: ${line.reference}` } };
  return [fee, { ...line, cents: line.cents + line.feeCents, feeCents: 0 }];
}

function lineView({ at, cents, feeCents, reference, details }: Line, currency: string, running: number): Record<string, unknown> {
  return {
    type: cents < 0 ? 'DEBIT' : 'CREDIT',
    date: new Date(at).toISOString(),
    amount: amountOf(cents, currency),
    totalFees: amountOf(feeCents, currency),
    details: { ...details, amount: { value: fromCents(Math.abs(cents)), currency } },
    exchangeDetails: null,
    runningBalance: amountOf(running, currency),
    referenceNumber: reference,
  };
}
