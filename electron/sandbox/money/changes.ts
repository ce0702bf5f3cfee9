import { WAITING, type Balance, type BatchGroup, type Money, type MoneyTransfer } from './model.ts';

/** What Wise answers where the money is not there: its example "Balance - Insufficient Funds". */
export const NOT_ENOUGH = 'transfer.insufficient_funds';

/** The balance that pays for transfers out of that currency. */
export function payingBalance(money: Money, profileId: number, currency: string): Balance | undefined {
  return money.balances.find((one) => one.profileId === profileId && one.currency === currency && one.type === 'STANDARD');
}

/** Pays for transfers of one profile and one currency and has them processed, all or none of them; undefined where the money is not there. */
export function pay(money: Money, transfers: readonly MoneyTransfer[], at: string): Money | undefined {
  const [first] = transfers;
  const balance = first && payingBalance(money, first.profileId, first.sourceCurrency);
  const cents = transfers.reduce((sum, one) => sum + one.sourceCents, 0);
  if (!balance || balance.cents < cents) return undefined;
  const ids = new Set(transfers.map(({ id }) => id));
  return {
    ...money,
    balances: money.balances.map((one) => (one === balance ? { ...one, cents: one.cents - cents, changedAt: at } : one)),
    transfers: money.transfers.map((one) => (ids.has(one.id) ? { ...one, status: 'processing', paidAt: at } : one)),
  };
}

/** Those of a batch group that wait for their money. */
export function waitingOf(money: Money, group: BatchGroup): MoneyTransfer[] {
  const ids = new Set(group.transferIds);
  return money.transfers.filter((one) => ids.has(one.id) && one.status === WAITING);
}

/** With one batch group in the place of the one of its id. */
export function putGroup(money: Money, group: BatchGroup): Money {
  return { ...money, batchGroups: money.batchGroups.map((one) => (one.id === group.id ? group : one)) };
}
