import { PortcullisError } from '../../shared/errors.ts';
import type { ApprovalItem, ApprovalRecord } from '../../shared/model/approvals.ts';
import { amountWords } from '../../shared/money.ts';

export type Shown = ApprovalRecord['shown'];
type Field = { label: string; of: (item: ApprovalItem) => string | undefined; /** What it is called in an error; of a field that must not change. */ field?: string };

/** What of an item stands on the screen, in this order. */
const FIELDS: readonly Field[] = [
  { label: 'Title', of: ({ title }) => title },
  { label: 'Amount', of: ({ amount }) => amount && amountWords(amount), field: 'amount' },
  { label: 'Payee gets', of: ({ targetAmount }) => targetAmount && amountWords(targetAmount), field: 'amount' },
  { label: 'Fee', of: ({ fee }) => fee && amountWords(fee) },
  { label: 'Payee', of: ({ payee }) => payee?.name, field: 'payee' },
  { label: 'Account', of: ({ payee }) => payee?.account, field: 'payee' },
  { label: 'Reference', of: ({ reference }) => reference, field: 'reference' },
  { label: 'Transfers', of: ({ transfers }) => (transfers === undefined ? undefined : String(transfers)), field: 'transfers' },
  { label: 'Profile', of: ({ profileName }) => profileName },
  { label: 'Made by', of: ({ madeBy }) => madeBy },
  { label: 'Made', of: ({ madeAt }) => madeAt && `${madeAt.slice(0, 10)}, ${madeAt.slice(11, 16)} UTC` },
  { label: 'Note', of: ({ note }) => note },
  { label: 'What it does', of: ({ does }) => (does.length > 0 ? does.join(' ') : undefined) },
];

export function shownOf(item: ApprovalItem): Shown {
  return FIELDS.flatMap(({ label, of }) => {
    const value = of(item);
    return value === undefined || value === '' ? [] : [{ label, value }];
  });
}

export function shownValue(shown: Shown, label: string): string | undefined {
  return shown.find((one) => one.label === label)?.value;
}

/** What was shown, and what would be sent then. */
export type Before = Pick<ApprovalItem, 'amount' | 'call'> & { shown: Shown };

/**
 * Throws `APPROVAL_CHANGED` with the field when the item is not what was shown.
 * What is shown only once it was asked for is compared where it is there: an item that was fetched as part of a list lacks some of it.
 */
export function assertUnchanged(before: Before, now: ApprovalItem): void {
  const { amount, call } = before;
  // Nobody has seen it.
  if (!amount && now.amount) throw changed('amount');
  if (amount && now.amount && amount.currency !== now.amount.currency) throw changed('currency');
  if (amount && now.amount && amount.value !== now.amount.value) throw changed('amount');
  for (const { label, of, field } of FIELDS) {
    const was = shownValue(before.shown, label);
    const is = of(now);
    if (field !== undefined && was !== undefined && was !== is && !(is === undefined && isLeftOut(now, field))) throw changed(field);
  }
  if (call.method !== now.call.method || call.path !== now.call.path || call.body !== now.call.body) throw changed('call');
}

function changed(field: string): PortcullisError {
  return new PortcullisError('APPROVAL_CHANGED', { field });
}

/** Wise was not asked for it this time. */
function isLeftOut({ missing }: ApprovalItem, field: string): boolean {
  return missing.some((one) => one.toLowerCase().includes(field) || field.includes(one.toLowerCase()));
}
