import { amountOf, fromCents } from './amounts.ts';
import type { Balance, BatchGroup, Money, MoneyTransfer } from './model.ts';
import { chance, transferUuid } from './name-uuid.ts';

export const quoteIdOf = ({ quoteId, id }: MoneyTransfer): string => quoteId ?? transferUuid('quote', id);

/** A transfer as `GET /v1/transfers/{id}` answers it. */
export function transferView(one: MoneyTransfer, isBusiness: boolean): Record<string, unknown> {
  return {
    id: one.id,
    user: one.userId,
    targetAccount: one.account,
    sourceAccount: null,
    quote: null,
    quoteUuid: quoteIdOf(one),
    status: one.status,
    reference: one.reference,
    rate: one.rate,
    created: one.createdAt,
    business: isBusiness ? one.profileId : null,
    transferRequest: null,
    details: { reference: one.reference },
    hasActiveIssues: false,
    sourceCurrency: one.sourceCurrency,
    sourceValue: fromCents(one.sourceCents),
    targetCurrency: one.targetCurrency,
    targetValue: fromCents(one.targetCents),
    customerTransactionId: one.transactionId ?? transferUuid('transaction', one.id),
    payinSessionId: transferUuid('payIn', one.id),
  };
}

/** What funded a transfer: nothing, or one payment. */
export function paymentViews({ id, paidAt, sourceCents, sourceCurrency }: MoneyTransfer): Record<string, unknown>[] {
  if (paidAt === undefined) return [];
  return [{ id: id + 30_000_000, method: 'BALANCE', pricingVariant: null, amount: fromCents(sourceCents), currency: sourceCurrency, timeCreated: paidAt, timeUpdated: paidAt }];
}

export function balanceView({ id, currency, type, name, cents, createdAt, changedAt }: Balance): Record<string, unknown> {
  const amount = amountOf(cents, currency);
  return { id, currency, type, name: name ?? null, icon: null, investmentState: 'NOT_INVESTED', amount, reservedAmount: amountOf(0, currency), cashAmount: amount, totalWorth: amount, creationTime: createdAt, modificationTime: changedAt, visible: true };
}

/** With `payInDetails` once it is completed. */
export function groupView(group: BatchGroup, money: Money): Record<string, unknown> {
  const { id, version, name, sourceCurrency, status, transferIds } = group;
  return { id, version, name, sourceCurrency, status, transferIds, payInDetails: status === 'COMPLETED' ? [payIn(group, groupCents(group, money))] : [] };
}

/** What a batch group costs in all. */
export function groupCents({ transferIds }: BatchGroup, { transfers }: Money): number {
  const ids = new Set(transferIds);
  return transfers.reduce((sum, one) => (ids.has(one.id) ? sum + one.sourceCents : sum), 0);
}

function payIn({ id, sourceCurrency }: BatchGroup, cents: number): Record<string, unknown> {
  const number = String(chance(`pay-in ${id}`, 90_000_000) + 10_000_000);
  return { type: 'bank_transfer', reference: `B${number.slice(0, 5)}`, amount: fromCents(cents), currency: sourceCurrency, name: 'Wise Sandbox', bankCode: '231470', accountNumber: number, iban: null, bban: null };
}
