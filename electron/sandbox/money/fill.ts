import { FIXED } from '../fixed.ts';
import { WAITING, type Balance, type Money, type MoneyTransfer } from './model.ts';
import { chance } from './name-uuid.ts';
import { INVENTED_NAMES } from './payees.ts';
import { priceSource } from './pricing.ts';

const MINUTE = 60_000;
const FIRST_ACCOUNT = 41_000_064;

/** Out of which currency and into which, in turns. The dollars are not raised: those cannot be funded. */
const ROUTES = ['EUR EUR', 'EUR EUR', 'GBP GBP', 'EUR USD', 'EUR EUR', 'GBP EUR', 'EUR PLN', 'GBP GBP', 'EUR SEK', 'USD USD'];
const RAISED = ['EUR', 'GBP'];
const REFERENCES = ['Invoice 26-', 'PO ', 'Order ', 'INV-', 'Rent ', 'Retainer ', 'Project ', ''];

/** With so many more waiting transfers of the business `FIXED.profileId`, made a while before `now` (milliseconds since 1970), and the money that nine in ten of them need. */
export function fill(money: Money, count: number, now: number): Money {
  const made = Array.from({ length: count }, (_, index) => makeTransfer(money.nextTransferId + index, index, now));
  const needs = RAISED.map((currency) => ({ currency, cents: made.reduce((sum, one) => (one.sourceCurrency === currency ? sum + one.sourceCents : sum), 0) })).filter(({ cents }) => cents > 0);
  const at = new Date(now).toISOString();
  const isRaised = (one: Balance) => one.profileId === FIXED.profileId && one.type === 'STANDARD' && needs.some(({ currency }) => currency === one.currency);
  const more = (one: Balance): number => needs.find(({ currency }) => currency === one.currency)!.cents;
  return {
    ...money,
    nextTransferId: money.nextTransferId + count,
    balances: money.balances.map((one) => (isRaised(one) ? { ...one, cents: one.cents + more(one), changedAt: at } : one)),
    deposits: [...money.deposits, ...money.balances.filter(isRaised).map((one) => ({ balanceId: one.id, at, cents: more(one) }))],
    transfers: [...money.transfers, ...made],
  };
}

function makeTransfer(id: number, index: number, now: number): MoneyTransfer {
  const [from = '', to = ''] = ROUTES[id % ROUTES.length]!.split(' ');
  const cents = 2_000 + chance(`amount of ${id}`, 480_000);
  const reference = REFERENCES[chance(`reference of ${id}`, REFERENCES.length)]!;
  return {
    id,
    profileId: FIXED.profileId,
    userId: FIXED.userId,
    account: FIRST_ACCOUNT + (id % INVENTED_NAMES),
    ...priceSource(from, to, cents)!,
    reference: reference && `${reference}${String(1_000 + (id % 9_000))}`,
    status: WAITING,
    createdAt: new Date(now - (index * 17 + 3) * MINUTE).toISOString(),
  };
}
