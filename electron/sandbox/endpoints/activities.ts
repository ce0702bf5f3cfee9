import { json, type Answer } from '../answers.ts';
import { quote, type Call } from '../call.ts';
import { inWords } from '../money/amounts.ts';
import { WAITING, type BatchGroup, type Money, type MoneyTransfer, type TransferStatus } from '../money/model.ts';
import { payeeName } from '../money/payees.ts';
import { readInstant } from '../money/query.ts';
import { refuse } from '../money/refuse.ts';
import { groupCents } from '../money/views.ts';
import { requireProfile } from '../own-profile.ts';
import type { Route } from '../route.ts';
import type { World } from '../world.ts';

const DEFAULT_SIZE = 10;
const MOST_SIZE = 100;

export const activityRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/profiles/{profileId}/activities', about: 'what was done and what waits: ?monetaryResourceType&status&since&until&size&nextCursor', handle: list },
];

const STATUSES = ['REQUIRES_ATTENTION', 'IN_PROGRESS', 'UPCOMING', 'COMPLETED', 'CANCELLED'] as const;
type ActivityStatus = (typeof STATUSES)[number];

/** Of the kinds of Wise's there are two here. */
interface Activity {
  readonly type: 'TRANSFER' | 'BATCH_TRANSFER';
  readonly id: string;
  readonly title: string;
  readonly amount: string;
  readonly other: string;
  readonly status: ActivityStatus;
  readonly createdOn: string;
  readonly updatedOn: string;
}

function list(call: Call, world: World): Answer {
  const { profile } = requireProfile(call, world);
  const size = readSize(call);
  const fits = readFilter(call);
  const all = activitiesOf(profile.id, world.store.state.money).filter(fits).sort(newestFirst);
  const after = readCursor(call);
  const rest = after === undefined ? all : all.filter((one) => positionOf(one) < after);
  const page = rest.slice(0, size);
  const cursor = rest.length > size ? Buffer.from(positionOf(page.at(-1)!)).toString('base64url') : null;
  return json(200, { cursor, activities: page.map(view) });
}

/** Where it stands in the list; greater is newer. */
const positionOf = ({ createdOn, id }: Activity): string => `${createdOn} ${id.padStart(36)}`;
const newestFirst = (a: Activity, b: Activity): number => (positionOf(a) < positionOf(b) ? 1 : -1);

function readSize(call: Call): number {
  const size = Number(call.query.get('size') ?? DEFAULT_SIZE);
  return Number.isInteger(size) && size >= 1 && size <= MOST_SIZE ? size : refuse(call, 400, 'NOT_VALID', `size must be a whole number from 1 to ${MOST_SIZE}.`, 'size');
}

function readCursor(call: Call): string | undefined {
  const given = call.query.get('nextCursor');
  if (!given) return undefined;
  const position = Buffer.from(given, 'base64url').toString();
  return /^\d{4}-\S+ /.test(position) ? position : refuse(call, 400, 'NOT_VALID', 'nextCursor must be the cursor of an answer before.', 'nextCursor');
}

function readFilter(call: Call): (one: Activity) => boolean {
  const type = call.query.get('monetaryResourceType');
  const status = call.query.get('status');
  if (status !== null && !STATUSES.some((one) => one === status)) return refuse(call, 400, 'NOT_VALID', `status must be one of ${STATUSES.join(', ')}; it is ${quote(status)}.`, 'status');
  const since = readInstant(call, 'since') ?? -Infinity;
  const until = readInstant(call, 'until') ?? Infinity;
  return (one) => (type === null || type === one.type) && (status === null || status === one.status) && Date.parse(one.createdOn) >= since && Date.parse(one.createdOn) <= until;
}

/** The transfers of a batch group show as the group. */
function activitiesOf(profileId: number, money: Money): Activity[] {
  const own = (one: MoneyTransfer | BatchGroup): boolean => one.profileId === profileId;
  return [...money.transfers.filter((one) => own(one) && one.batchId === undefined).map(ofTransfer), ...money.batchGroups.filter(own).map((group) => ofGroup(group, money))];
}

const TRANSFER_ACTIVITY: Readonly<Record<TransferStatus, ActivityStatus>> = { [WAITING]: 'REQUIRES_ATTENTION', processing: 'COMPLETED', outgoing_payment_sent: 'COMPLETED', cancelled: 'CANCELLED' };

function ofTransfer(one: MoneyTransfer): Activity {
  const name = payeeName(one.account, one.targetCurrency);
  const isSame = one.sourceCurrency === one.targetCurrency;
  return { type: 'TRANSFER', id: String(one.id), title: name, amount: inWords(one.sourceCents, one.sourceCurrency), other: isSame ? '' : inWords(one.targetCents, one.targetCurrency), status: TRANSFER_ACTIVITY[one.status], createdOn: one.createdAt, updatedOn: one.paidAt ?? one.createdAt };
}

function ofGroup(group: BatchGroup, money: Money): Activity {
  return { type: 'BATCH_TRANSFER', id: group.id, title: group.name, amount: inWords(groupCents(group, money), group.sourceCurrency), other: '', status: groupStatus(group), createdOn: group.createdAt, updatedOn: group.paidAt ?? group.createdAt };
}

const GROUP_ACTIVITY = { NEW: 'IN_PROGRESS', COMPLETED: 'REQUIRES_ATTENTION', CANCELLED: 'CANCELLED' } as const;
const groupStatus = ({ status, paidAt }: BatchGroup): ActivityStatus => (paidAt === undefined ? GROUP_ACTIVITY[status] : 'COMPLETED');

function view({ type, id, title, amount, other, status, createdOn, updatedOn }: Activity): Record<string, unknown> {
  const activityId = Buffer.from(`MONETARY_ACTIVITY::${type}::${id}`).toString('base64');
  return { id: activityId, type, resource: { type, id }, title: `<strong>${title}</strong>`, description: '', primaryAmount: amount, secondaryAmount: other, status, createdOn, updatedOn };
}
