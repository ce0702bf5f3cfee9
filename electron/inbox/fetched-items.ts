import type { ApprovalItem, Money } from '../../shared/model/approvals.ts';
import { present } from '../wise/lenient.ts';
import type { WiseTransfer } from '../wise/transfers.ts';
import { fundBatch, fundTransfer } from './calls.ts';
import { batchDoes, transferDoes } from './does.ts';
import { batchKey, transferKey, type Details, type Waiting, type WaitingBatch, type WaitingTransfer } from './waiting.ts';

/** What is known beside the thing itself. `names`: of payees by transfer id. `userId`: whose token it is. */
export type Known = { connectionId: string; userId?: number | undefined; names: ReadonlyMap<number, string>; details: ReadonlyMap<number, Details> };

/** Something that Wise says waits, as the screen shows it. */
export function itemOf(waiting: Waiting, known: Known): ApprovalItem {
  return waiting.kind === 'fund-transfer' ? transferItem(waiting, known) : batchItem(waiting, known);
}

function transferItem({ owner, transfer }: WaitingTransfer, { connectionId, userId, names, details }: Known): ApprovalItem {
  const { id, reference, created } = transfer;
  const { payee: account, fee } = details.get(id) ?? {};
  const payee = present({ name: account?.name ?? names.get(id), account: account?.account });
  const amount: Money = { value: transfer.sourceValue, currency: transfer.sourceCurrency };
  const target: Money = { value: transfer.targetValue, currency: transfer.targetCurrency };
  const isConverted = target.currency !== amount.currency || target.value !== amount.value;
  return present({
    key: transferKey(id), kind: 'fund-transfer' as const, connectionId, profileId: owner.id, profileName: owner.name,
    title: payee.name ?? `Transfer ${id}`,
    payee: payee.name === undefined && payee.account === undefined ? undefined : payee,
    amount, targetAmount: isConverted ? target : undefined, fee: fee ?? undefined, reference,
    madeBy: makerOf([transfer], userId), madeAt: created, origin: 'wise' as const,
    does: transferDoes({ owner, amount, targetAmount: target, fee: fee ?? undefined, payee }),
    risk: 'high' as const, call: fundTransfer(owner.id, id),
    missing: [...payeeMissing(payee), ...(fee ? [] : ['fee'])],
  });
}

function batchItem({ owner, group, transfers, at }: WaitingBatch, { connectionId, userId, names, details }: Known): ApprovalItem {
  const amount = batchAmount(group, transfers);
  const fee = isWhole(group, transfers) ? sumOf(transfers.map(({ id }) => details.get(id)?.fee)) : undefined;
  return present({
    key: batchKey(group.id), kind: 'fund-batch' as const, connectionId, profileId: owner.id, profileName: owner.name,
    title: group.name, amount, fee, transfers: group.transferIds.length,
    madeBy: makerOf(transfers, userId), madeAt: at ?? earliest(transfers), origin: 'wise' as const,
    does: batchDoes({ owner, group }, { amount, fee }, transfers.flatMap(({ id }) => names.get(id) ?? [])),
    risk: 'high' as const, call: fundBatch(owner.id, group.id),
    missing: [...(amount ? [] : ['amount']), ...(fee ? [] : ['fee'])],
  });
}

/** What Wise did not tell of the payee (yet). */
export function payeeMissing({ name, account }: { name?: string; account?: string }): string[] {
  if (name === undefined) return ['payee'];
  return account === undefined ? ['payee account'] : [];
}

/** The sum, where every transfer is known and in the currency of the group; else what Wise asks to be paid in. */
function batchAmount(group: WaitingBatch['group'], transfers: readonly WiseTransfer[]): Money | undefined {
  const { sourceCurrency: currency, payInAmount } = group;
  const sum = isWhole(group, transfers) ? sumOf(transfers.map((one) => ({ value: one.sourceValue, currency: one.sourceCurrency }))) : undefined;
  if (sum?.currency === currency) return sum;
  return payInAmount === undefined ? undefined : { value: payInAmount, currency };
}

function isWhole({ transferIds }: WaitingBatch['group'], transfers: readonly WiseTransfer[]): boolean {
  return transfers.length > 0 && transfers.length === new Set(transferIds).size;
}

/** Undefined where one of them is not known, or they are of several currencies. */
function sumOf(amounts: readonly (Money | null | undefined)[]): Money | undefined {
  const known = amounts.filter((one) => one !== null && one !== undefined);
  const [first] = known;
  if (!first || known.length < amounts.length || known.some(({ currency }) => currency !== first.currency)) return undefined;
  // Sums of binary fractions: a hundredth of a cent is the least that counts.
  return { value: Math.round(known.reduce((sum, { value }) => sum + value, 0) * 10_000) / 10_000, currency: first.currency };
}

function makerOf(transfers: readonly WiseTransfer[], own: number | undefined): string | undefined {
  const [maker, ...others] = new Set(transfers.map(({ userId }) => userId));
  if (maker === undefined || others.length > 0) return undefined;
  return maker === own ? 'you' : `user ${maker}`;
}

function earliest(transfers: readonly WiseTransfer[]): string | undefined {
  return transfers.flatMap(({ created }) => created ?? []).toSorted()[0];
}
