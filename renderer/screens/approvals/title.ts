import type { ApprovalInbox, ApprovalItem } from '../../../shared/model/approvals.ts';
import { amountText, sums } from '../../lib/money.ts';

type Known = Pick<ApprovalInbox, 'items' | 'balances' | 'fetchedAt'>;

const count = (number: number): string => number.toLocaleString('en');

/** Those that whoever is at the vault can act on. */
export function waitingForYou(items: readonly ApprovalItem[]): ApprovalItem[] {
  return items.filter((item) => item.approval?.needsAnother !== true);
}

/** The state in one line: a lost answer first, then what waits, and for whom. */
export function inboxTitle(inbox: Known | undefined): string {
  if (!inbox) return 'Approvals';
  const lost = inbox.items.filter((item) => item.approval?.state === 'unclear').length;
  if (lost > 0) return lost === 1 ? 'One answer of Wise was lost' : `${count(lost)} answers of Wise were lost`;
  const yours = waitingForYou(inbox.items).length;
  if (yours > 0) return yours === 1 ? 'One approval waits for you' : `${count(yours)} approvals wait for you`;
  const others = inbox.items.length;
  if (others > 0) return others === 1 ? 'One approval waits for another person' : `${count(others)} approvals wait for another person`;
  return inbox.fetchedAt === undefined ? 'Wise was not asked yet' : 'Nothing waits for you';
}

const MOST = 2;

/** What it comes to, by currency, beside what the balances hold; undefined where no amount is known. */
export function inboxLead({ items, balances }: Known): string | undefined {
  const wanted = sums(items.flatMap(({ kind, amount }) => (amount && kind !== 'three-ds' ? [amount] : [])));
  if (wanted.length === 0) return undefined;
  const profiles = new Set(items.map((item) => item.profileId));
  const held = sums(balances.filter((one) => profiles.has(one.profileId)).map((one) => one.available));
  const texts = wanted.slice(0, MOST).map((sum) => {
    const available = held.find((one) => one.currency === sum.currency);
    if (!available) return `${amountText(sum)} in all`;
    const balance = `${available.value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} available`;
    return `${amountText(sum)} from the ${sum.currency} balance (${balance}${available.value < sum.value ? ', not enough for all' : ''})`;
  });
  const more = wanted.length - texts.length;
  return `${texts.join(', ')}${more > 0 ? ` and ${more} more ${more === 1 ? 'currency' : 'currencies'}` : ''}.`;
}
