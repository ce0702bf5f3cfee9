import type { ApprovalInbox, ApprovalItem, Money } from '../../../shared/model/approvals.ts';
import { amountText, sums } from '../../lib/money.ts';

type Known = Pick<ApprovalInbox, 'items' | 'balances' | 'fetchedAt'>;

const count = (number: number): string => number.toLocaleString('en');

/** Those that whoever is at the vault can act on. */
export function waitingForYou(items: readonly ApprovalItem[]): ApprovalItem[] {
  return items.filter((item) => item.approval?.needsAnother !== true);
}

/** The state in one line: a lost answer first, then what waits, and for whom. `hasFailed`: Wise was asked just now, and in vain. */
export function inboxTitle(inbox: Known | undefined, hasFailed = false): string {
  if (!inbox) return 'Approvals';
  const lost = inbox.items.filter((item) => item.approval?.state === 'unclear').length;
  if (lost > 0) return lost === 1 ? 'One answer of Wise was lost' : `${count(lost)} answers of Wise were lost`;
  const yours = waitingForYou(inbox.items).length;
  if (yours > 0) return yours === 1 ? 'One approval waits for you' : `${count(yours)} approvals wait for you`;
  const others = inbox.items.length;
  if (others > 0) return others === 1 ? 'One approval waits for another person' : `${count(others)} approvals wait for another person`;
  if (hasFailed) return 'Wise could not be asked what waits';
  return inbox.fetchedAt === undefined ? 'Wise was not asked yet' : 'Nothing waits for you';
}

/** More than these do not fit on two lines. */
const MOST = 4;

type Sum = ReturnType<typeof sums>[number];

/** What one currency comes to, beside what its balances hold; `isShort`: some profile has less than its own items take. */
function sumText(sum: Sum, available: Sum | undefined, isShort: boolean, isOnly: boolean): string {
  if (!available) return isOnly ? `${amountText(sum)} in all` : amountText(sum);
  const balance = `(${available.value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} available${isShort ? ', not enough for all' : ''})`;
  return isOnly ? `${amountText(sum)} from the ${sum.currency} balance ${balance}` : `${amountText(sum)} ${balance}`;
}

/** Is there a profile whose balances of this currency hold less than what waits for them? */
function isShortOf(currency: string, profiles: ReadonlySet<number | undefined>, { items, balances }: Known): boolean {
  const total = (amounts: readonly Money[]) => sums(amounts.filter((one) => one.currency === currency))[0]?.value;
  return [...profiles].some((id) => {
    const held = total(balances.filter(({ profileId }) => profileId === id).map(({ available }) => available));
    const wanted = total(moving(items.filter(({ profileId }) => profileId === id)));
    return held !== undefined && wanted !== undefined && held < wanted;
  });
}

/** Amounts that leave a balance when they are approved. */
function moving(items: readonly ApprovalItem[]): Money[] {
  return items.flatMap(({ kind, amount }) => (amount && kind !== 'three-ds' ? [amount] : []));
}

/** What it comes to, by currency, beside what the balances hold; undefined where no amount is known. */
export function inboxLead(known: Known): string | undefined {
  const { items, balances } = known;
  const wanted = sums(moving(items));
  if (wanted.length === 0) return undefined;
  const profiles = new Set(items.map((item) => item.profileId));
  const held = sums(balances.filter((one) => profiles.has(one.profileId)).map((one) => one.available));
  const texts = wanted.slice(0, MOST).map((sum) => sumText(sum, held.find((one) => one.currency === sum.currency), isShortOf(sum.currency, profiles, known), wanted.length === 1));
  const more = wanted.length - texts.length;
  if (more > 0) texts.push(`${more} more ${more === 1 ? 'currency' : 'currencies'}`);
  return `${texts.length > 1 ? `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}` : texts[0]}.`;
}
