import type { ApprovalItem, ApprovalKind } from '../../../shared/model/approvals.ts';
import type { Sort } from '../../components/sort-button.tsx';
import { KINDS, subjectOf } from './words.ts';

export type Chosen = { text: string; kind: ApprovalKind | ''; profileId: string };
export const NOTHING_CHOSEN: Chosen = { text: '', kind: '', profileId: '' };

const VALUES: Record<string, (item: ApprovalItem) => string | number> = {
  payee: (item) => subjectOf(item).toLowerCase(),
  amount: ({ amount }) => amount?.value ?? -1,
  made: ({ madeAt }) => madeAt ?? '',
};

/** Lost answers, with a deadline, put here by hand, waiting at Wise, brought by somebody else. */
function urgency({ expiresAt, madeAt, origin, approval }: ApprovalItem): number {
  if (approval?.state === 'unclear') return -1;
  if (expiresAt !== undefined) return 0;
  if (madeAt !== undefined) return 2;
  return origin === 'link' || origin === 'file' ? 3 : 1;
}

/** Lost answers and deadlines first, then what waits longest: the same order after every fetch. */
function byWaiting(a: ApprovalItem, b: ApprovalItem): number {
  return urgency(a) - urgency(b) || (a.expiresAt ?? '').localeCompare(b.expiresAt ?? '') || (a.madeAt ?? '').localeCompare(b.madeAt ?? '');
}

/** By payee, amount or date; what is alike there stays in the order it came. By nothing: what is most urgent first. */
export function sortItems(items: readonly ApprovalItem[], { by, down }: Sort): ApprovalItem[] {
  if (by === '') return items.toSorted(byWaiting);
  const value = VALUES[by] ?? (() => '');
  const sign = down ? -1 : 1;
  return items.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === right) return 0;
    return left < right ? -sign : sign;
  });
}

function allOf(item: ApprovalItem): string {
  const { title, payee, reference, madeBy, profileName, amount, key, note } = item;
  const number = amount ? `${amount.value} ${amount.value.toFixed(2)} ${amount.value.toLocaleString('en', { minimumFractionDigits: 2 })} ${amount.currency}` : '';
  return [title, payee?.name, payee?.account, reference, madeBy, profileName, number, key, note, KINDS[item.kind].name].join(' ').toLowerCase();
}

/** Those of the chosen kind and profile in which every word typed is found somewhere. */
export function filterItems(items: readonly ApprovalItem[], { text, kind, profileId }: Chosen): readonly ApprovalItem[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && kind === '' && profileId === '') return items;
  return items.filter((item) => {
    if (kind !== '' && item.kind !== kind) return false;
    if (profileId !== '' && String(item.profileId) !== profileId) return false;
    if (words.length === 0) return true;
    const all = allOf(item);
    return words.every((word) => all.includes(word));
  });
}

/** What was just done, at the place where it stood, as long as its result is shown. */
export function withFinished(rows: readonly ApprovalItem[], finished: { item?: ApprovalItem | undefined; at: number } | undefined): readonly ApprovalItem[] {
  const { item, at } = finished ?? { at: 0 };
  if (!item || rows.some(({ key }) => key === item.key)) return rows;
  const { approval: _, ...rest } = item;
  return rows.toSpliced(Math.min(at, rows.length), 0, rest);
}

/** The profiles that have something waiting, by name. */
export function profilesOf(items: readonly ApprovalItem[]): { id: number; name: string }[] {
  const byId = new Map(items.flatMap(({ profileId, profileName }) => (profileId === undefined ? [] : [[profileId, profileName ?? String(profileId)] as const])));
  return [...byId].map(([id, name]) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Can it be approved in a row with others? A card payment wants a decision of its own, and a lost answer has to be asked for first. */
export function canQueue({ kind, approval }: ApprovalItem, fourEyes: boolean): boolean {
  if (kind === 'three-ds' || approval?.needsAnother || approval?.state === 'unclear' || approval?.state === 'sending') return false;
  return !fourEyes || approval !== undefined;
}

/** Under four eyes: can it be prepared for somebody else? */
export function canHandOver({ kind, approval }: ApprovalItem): boolean {
  return kind !== 'three-ds' && approval === undefined;
}
