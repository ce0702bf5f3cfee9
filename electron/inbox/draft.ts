import { randomUUID } from 'node:crypto';
import type { ApprovalItem, ProtectedCall } from '../../shared/model/approvals.ts';
import { deedOf } from '../approvals/deeds.ts';
import type { ApprovalEntry } from '../vault/body.ts';
import { present, shortText } from '../wise/lenient.ts';

/** A call that came here from outside Wise's lists: what an entry of the vault has before anybody began it. */
export type Draft = Pick<ApprovalEntry, 'id' | 'key' | 'kind' | 'connectionId' | 'profileId' | 'title' | 'amount' | 'call' | 'origin' | 'note' | 'expiresAt' | 'preparedAt'>;
export type DraftFacts = { connectionId: string; call: ProtectedCall; origin: ApprovalItem['origin']; at: number; note?: string | undefined; title?: string | undefined; amount?: ApprovalItem['amount']; expiresAt?: string | undefined };

/** Longest key that a screen can ask with. */
export const LONGEST_KEY = 200;

export function newDraft({ connectionId, call, origin, at, note, title, amount, expiresAt }: DraftFacts): Draft {
  const id = randomUUID();
  const { key, kind, profileId } = deedOf(call, id);
  return present({
    id, key, kind, connectionId, profileId, title: title ?? titleOf(call, id), amount, call, origin,
    note: note === '' ? undefined : note, expiresAt, preparedAt: new Date(at).toISOString(),
  });
}

/** What the call says of itself. */
function titleOf(call: ProtectedCall, id: string): string {
  const { kind, transferId, batchGroupId, transactionReference } = deedOf(call, id);
  const path = call.path.split('?')[0] ?? '';
  const titles: Readonly<Record<typeof kind, string>> = {
    'fund-transfer': `Transfer ${transferId}`,
    'fund-batch': `Batch ${batchGroupId}`,
    statement: statementTitle(call.path),
    // Escapes in the body may stand for anything.
    'three-ds': `Card payment ${shortText(transactionReference) ?? ''}`,
    call: `${call.method} ${path.length > 80 ? `${path.slice(0, 79)}…` : path}`,
  };
  return titles[kind];
}

/** Such as "EUR statement, 1 Oct 2026 to 31 Oct 2026". */
function statementTitle(path: string): string {
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  const day = (name: string) => dayWords(/^\d{4}-\d\d-\d\d/.exec(query.get(name) ?? '')?.[0]);
  const [from, to, currency] = [day('intervalStart'), day('intervalEnd'), /^[A-Z]{3}$/.exec(query.get('currency') ?? '')?.[0]];
  return `${currency === undefined ? 'Statement' : `${currency} statement`}${from && to ? `, ${from} to ${to}` : ''}`;
}

/** "2026-10-01" as "1 Oct 2026"; what is no day stays as it is. */
function dayWords(day: string | undefined): string | undefined {
  const date = new Date(`${day}T00:00:00Z`);
  return day === undefined || Number.isNaN(date.getTime()) ? day : date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}
