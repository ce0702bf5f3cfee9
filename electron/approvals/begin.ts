import { randomUUID } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { ApprovalItem, ApprovalStep, Money, ProtectedCall } from '../../shared/model/approvals.ts';
import { linkTo } from '../link-to.ts';
import type { ApprovalEntry, VaultBody } from '../vault/body.ts';
import { saveRecord } from './conclude.ts';
import { deedOf, isSameCall } from './deeds.ts';
import type { Desk } from './desk.ts';
import { approvalFor, asUnsent, isRecordOfSameWise, isSameWise, withApproval } from './entry.ts';
import { approverOf, type Second } from './four-eyes.ts';
import { hasEnded, isUnclear, newLive } from './live.ts';
import { assertUnchanged, shownOf, type Before } from './shown.ts';
import { transmit } from './transmit.ts';

export type Decision = 'APPROVED' | 'REJECTED';
/** What stood on the screen of whoever began it. */
export type Seen = { call: ProtectedCall; amount?: Money | undefined };
export type BeginInput = { connectionId: string; key: string; seen?: Seen | undefined; decision?: Decision | undefined; second?: Second | undefined };

/** What Wise does once for each: a second time it would be a mistake. */
const ONCE: ReadonlySet<ApprovalItem['kind']> = new Set(['fund-transfer', 'fund-batch', 'three-ds']);

/** Sends the call of an item for the first time. While proofs are being given it answers where that stands. Throws as `approvals.begin` of the contract. */
export async function begin(desk: Desk, input: BeginInput): Promise<ApprovalStep> {
  desk.assertOpen();
  const item = itemOf(desk, input);
  return desk.deeds.run(deedKey(item), async () => {
    const known = approvalFor(desk.body(), input.connectionId, item.key);
    const live = known && desk.live.get(known.id);
    if (known && live?.unsaved) return saveRecord(desk, known, live.unsaved, live);
    assertOpenDeed(desk, item);
    assertSeen(item, input.seen);
    const call = decided(item, input.decision, known);
    if (known && live?.token && !hasEnded(live.token, desk.services.now()) && known.call.body === call.body) return { approval: desk.view(known) };
    return beginAnew(desk, item, known, { ...input, call });
  });
}

async function beginAnew(desk: Desk, item: ApprovalItem, known: ApprovalEntry | undefined, { connectionId, second, call }: BeginInput & { call: ProtectedCall }): Promise<ApprovalStep> {
  const { services } = desk;
  const approvedBy = await approverOf(services, item, known, second);
  const link = await linkTo(services, connectionId);
  const now = await services.inbox.fresh(connectionId, item.key).catch((thrown: unknown) => {
    throw asDone(desk, connectionId, item.key, thrown);
  });
  assertUnchanged(undecided(known?.isHandedOver ? known : beforeOf(item)), { ...now, call: undecided(now).call });
  desk.assertOpen();
  const entry: ApprovalEntry = { ...entryOf(desk, item, known), call, approvedBy };
  const live = { ...newLive(entry.id), didNothing: true, freshAt: services.now() };
  desk.live.set(entry.id, live);
  return transmit(desk, link, entry, live);
}

/** Four eyes: freezes an item as it is shown now, for another person to approve. */
export async function handOver(desk: Desk, { connectionId, key, seen }: Pick<BeginInput, 'connectionId' | 'key' | 'seen'>): Promise<ApprovalStep> {
  desk.assertOpen();
  const { services } = desk;
  const item = itemOf(desk, { connectionId, key });
  return desk.deeds.run(deedKey(item), async () => {
    assertOpenDeed(desk, item);
    assertSeen(item, seen);
    const known = approvalFor(desk.body(), connectionId, item.key);
    const { approvedBy: _approvedBy, ...entry } = entryOf(desk, item, known && notHandedOver(known));
    // Whoever wrote a call has prepared it, whoever hands it over.
    const preparedBy = (known?.origin !== 'wise' && known?.preparedBy) || services.session.person();
    const frozen: ApprovalEntry = { ...entry, preparedBy, isHandedOver: true };
    await services.vault.update((body) => withApproval(body, frozen));
    desk.live.delete(frozen.id);
    await desk.audit('approval.handed-over', 'ok', frozen, `prepared by ${preparedBy.name} for another person`);
    services.changed('approvals');
    return { approval: desk.view(frozen) };
  });
}

function notHandedOver({ isHandedOver: _isHandedOver, ...entry }: ApprovalEntry): ApprovalEntry {
  return entry;
}

/** The same deed has the same key, also where an item or entry is called otherwise. */
export function deedKey({ key, call }: Pick<ApprovalItem, 'key' | 'call'>): string {
  const deed = deedOf(call, '');
  return deed.kind === 'call' ? key : deed.key;
}

/** Throws `APPROVAL_NOT_FOUND`, or `APPROVAL_DONE` for what is on record. */
function itemOf(desk: Desk, { connectionId, key }: Pick<BeginInput, 'connectionId' | 'key'>): ApprovalItem {
  try {
    return desk.services.inbox.find(connectionId, key);
  } catch (thrown) {
    throw asDone(desk, connectionId, key, thrown);
  }
}

function asDone({ services }: Desk, connectionId: string, key: string, thrown: unknown): unknown {
  const isGone = thrown instanceof PortcullisError && thrown.code === 'APPROVAL_NOT_FOUND';
  return isGone && isOnRecord(services.vault.read(), connectionId, key) ? new PortcullisError('APPROVAL_DONE') : thrown;
}

function isOnRecord(body: VaultBody, connectionId: string, key: string): boolean {
  return body.approvalRecords.some((record) => record.key === key && record.outcome === 'done' && isRecordOfSameWise(body, record, connectionId));
}

/** Between the screen and here a link, an event or another answer of Wise's may have taken its place. Throws `APPROVAL_CHANGED`. */
function assertSeen(item: ApprovalItem, seen: Seen | undefined): void {
  if (!seen) return;
  if (!isSameCall(undecided(item).call, undecided(seen).call)) throw new PortcullisError('APPROVAL_CHANGED', { field: 'call' });
  if (seen.amount && (item.amount?.value !== seen.amount.value || item.amount.currency !== seen.amount.currency)) throw new PortcullisError('APPROVAL_CHANGED', { field: 'amount' });
}

/** Throws `APPROVAL_UNCLEAR` while the same deed is unclear over any connection to the same Wise, and `APPROVAL_DONE` for what was done once already. */
function assertOpenDeed(desk: Desk, item: ApprovalItem): void {
  const body = desk.body();
  const key = deedKey(item);
  const isOpen = body.approvals.some((entry) => isUnclear(entry, desk.live.get(entry.id)) && (deedKey(entry) === key || isSameCall(entry.call, item.call)) && isSameWise(body, entry.connectionId, item.connectionId));
  if (isOpen) throw new PortcullisError('APPROVAL_UNCLEAR');
  if (ONCE.has(deedOf(item.call, '').kind) && isOnRecord(body, item.connectionId, key)) throw new PortcullisError('APPROVAL_DONE');
}

/** The call with the person's decision. Throws `APPROVAL_CALL_INVALID` for a 3DS result without one, and `APPROVAL_CHANGED` for another decision than one that Wise may have. */
function decided(item: ApprovalItem, decision: Decision | undefined, known: ApprovalEntry | undefined): ProtectedCall {
  const call = known?.isHandedOver ? known.call : item.call;
  if (deedOf(call, '').kind !== 'three-ds') return call;
  if (!decision) throw new PortcullisError('APPROVAL_CALL_INVALID', { field: 'decision' });
  if (known?.mayBeDecided !== undefined && known.mayBeDecided !== decision) throw new PortcullisError('APPROVAL_CHANGED', { field: 'decision' });
  return withDecision(call, decision);
}

function withDecision(call: ProtectedCall, challengeStatus: Decision): ProtectedCall {
  return { ...call, body: JSON.stringify({ ...(JSON.parse(call.body ?? '{}') as object), challengeStatus }) };
}

function undecided<T extends Pick<ApprovalItem, 'call'>>(one: T): T {
  return deedOf(one.call, '').kind === 'three-ds' ? { ...one, call: withDecision(one.call, 'APPROVED') } : one;
}

function beforeOf(item: ApprovalItem): Before {
  return { ...(item.amount ? { amount: item.amount } : {}), call: item.call, shown: shownOf(item) };
}

/** What was handed over stays as it is; anything else is as it is shown now. */
function entryOf(desk: Desk, item: ApprovalItem, known: ApprovalEntry | undefined): ApprovalEntry {
  const entry = known ? asUnsent(known) : newEntry(desk, item);
  if (entry.isHandedOver) return entry;
  const { title, call, amount, note } = item;
  return { ...entry, title, call, shown: shownOf(item), ...(amount ? { amount } : {}), ...(note === undefined ? {} : { note }) };
}

function newEntry({ services }: Desk, { key, kind, connectionId, profileId, title, call, origin, expiresAt }: ApprovalItem): ApprovalEntry {
  return {
    id: randomUUID(), key, kind, connectionId, title, call, origin, shown: [],
    ...(profileId === undefined ? {} : { profileId }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    preparedAt: new Date(services.now()).toISOString(), preparedBy: services.session.person(),
  };
}
