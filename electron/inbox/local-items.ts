import type { ApprovalItem } from '../../shared/model/approvals.ts';
import { deedOf, isSameCall } from '../approvals/deeds.ts';
import { shownValue } from '../approvals/shown.ts';
import type { ApprovalEntry } from '../vault/body.ts';
import { present } from '../wise/lenient.ts';
import { fundBatch, fundTransfer } from './calls.ts';
import { batchDoes, callDoes, sends, STATEMENT_DOES, THREE_DS_DOES, transferDoes } from './does.ts';
import type { Draft } from './draft.ts';
import { payeeMissing } from './fetched-items.ts';
import type { Owner } from './waiting.ts';

type Local = Draft & Partial<Pick<ApprovalEntry, 'shown'>>;

/** Something that Wise's lists do not show (any more, or yet): what is known of it here. `profileName`: where it is known. */
export function localItem(local: Local, profileName: string | undefined): ApprovalItem {
  const { key, kind, connectionId, profileId, title, amount, call, origin, note, expiresAt, shown = [] } = local;
  const known = (label: string) => shownValue(shown, label);
  const payee = present({ name: known('Payee'), account: known('Account') });
  const does = known('What it does');
  return present({
    key, kind, connectionId, profileId, profileName, title, amount,
    payee: payee.name === undefined && payee.account === undefined ? undefined : payee,
    reference: known('Reference'), madeBy: known('Made by'), expiresAt, origin, note,
    does: does === undefined ? localDoes(local, profileName) : [does],
    risk: deedOf(call, local.id).risk, call,
    missing: missingOf(local, payee),
  });
}

/** Wise's list shows it, and it was put here too. What was brought by a link that nobody opened changes nothing of what will be sent. */
export function withLocal(item: ApprovalItem, local: Local, isSaved: boolean): ApprovalItem {
  const { origin, note, call } = local;
  const marked = { ...item, origin, ...(note === undefined ? {} : { note }) };
  if (!isSaved || isSameCall(call, item.call)) return marked;
  return { ...marked, call, does: [...item.does, sends(call)] };
}

function localDoes(local: Local, profileName: string | undefined): string[] {
  const { kind, call, id, amount, origin } = local;
  const { profileId = 0, transferId, batchGroupId } = deedOf(call, id);
  const owner: Owner = { id: profileId, ...(profileName === undefined ? {} : { name: profileName }) };
  if (kind === 'call') return callDoes(call);
  if (kind === 'three-ds') return [...THREE_DS_DOES];
  // By hand it was made out of the form; what somebody else wrote is shown to the letter.
  if (kind === 'statement') return [...STATEMENT_DOES, ...(origin === 'hand' ? [] : [sends(call)])];
  const usual = kind === 'fund-transfer' ? fundTransfer(profileId, transferId ?? 0) : fundBatch(profileId, batchGroupId ?? '');
  const does = kind === 'fund-transfer' ? transferDoes({ owner, amount }) : batchDoes({ owner, group: { id: '', name: '', status: '', sourceCurrency: amount?.currency ?? '', transferIds: [] } }, { amount }, []);
  return isSameCall(call, usual) ? does : [...does, sends(call)];
}

function missingOf({ kind, amount }: Local, payee: { name?: string; account?: string }): string[] {
  if (kind !== 'fund-transfer' && kind !== 'fund-batch') return [];
  return [...(amount ? [] : ['amount']), ...(kind === 'fund-transfer' ? payeeMissing(payee) : []), 'fee', 'reference'];
}
