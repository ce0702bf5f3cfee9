import { randomUUID } from 'node:crypto';
import { json, type Answer } from '../answers.ts';
import { quote, type Call } from '../call.ts';
import { requireFields, requireJsonObject, type FieldRule } from '../json-body.ts';
import { NOT_ENOUGH, pay, putGroup, waitingOf } from '../money/changes.ts';
import { createTransfer, readTransferFields } from '../money/create-transfer.ts';
import type { BatchGroup } from '../money/model.ts';
import { chance } from '../money/name-uuid.ts';
import { CURRENCIES } from '../money/pricing.ts';
import { refuse } from '../money/refuse.ts';
import { groupView, transferView } from '../money/views.ts';
import { requireProfile } from '../own-profile.ts';
import { readProtectedBody } from '../protected-body.ts';
import type { Route } from '../route.ts';
import { requireSca } from '../sca.ts';
import type { World } from '../world.ts';
import { BALANCE_RULE } from './payments.ts';

const GROUPS = '/v3/profiles/{profileId}/batch-groups';
const ONE = `${GROUPS}/{batchGroupId}`;
const LONGEST_NAME = 100;
/** Wise's limit of transfers in a group; and what is kept with the vault. */
const MOST_TRANSFERS = 1_000;
const MOST_GROUPS = 500;

export const batchGroupRoutes: readonly Route[] = [
  { method: 'POST', path: GROUPS, about: 'make a batch group: {sourceCurrency, name}', handle: create },
  { method: 'GET', path: ONE, about: 'one batch group', handle: (call, world) => answer(200, findGroup(call, world), world) },
  { method: 'PATCH', path: ONE, about: 'complete or cancel it: {status: COMPLETED or CANCELLED, version}', handle: change },
  { method: 'POST', path: `${ONE}/transfers`, about: 'make a transfer in it, as POST /v1/transfers does', handle: add },
  { method: 'POST', path: '/v3/profiles/{profileId}/batch-payments/{batchGroupId}/payments', about: 'fund all of it out of the balance: {"type": "BALANCE"}, plain or signed (JWS); SCA, high risk', handle: fund },
];

const answer = (status: number, group: BatchGroup, { store }: World): Answer => json(status, groupView(group, store.state.money));

function findGroup(call: Call, world: World): BatchGroup {
  const { profile } = requireProfile(call, world);
  const id = call.params['batchGroupId'] ?? '';
  const found = world.store.state.money.batchGroups.find((one) => one.id === id.toLowerCase() && one.profileId === profile.id);
  return found ?? refuse(call, 404, 'NOT_FOUND', `There is no batch group ${quote(id)} of profile ${profile.id}.`);
}

const NEW_RULES: readonly FieldRule[] = [
  { path: 'sourceCurrency', rule: `one of ${CURRENCIES.join(', ')}`, fits: (value) => CURRENCIES.includes(String(value)) },
  { path: 'name', rule: `a text of 1 to ${LONGEST_NAME} characters`, fits: (value) => typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_NAME },
];

function create(call: Call, world: World): Answer {
  const { person, profile } = requireProfile(call, world);
  const body = requireJsonObject(call, world.now());
  requireFields(call, body, NEW_RULES);
  const { money } = world.store.state;
  if (money.batchGroups.length >= MOST_GROUPS) return refuse(call, 400, 'LIMIT_REACHED', `The built-in sandbox keeps at most ${MOST_GROUPS} batch groups.`);
  const made: BatchGroup = { id: randomUUID(), profileId: profile.id, userId: person.id, name: String(body['name']), sourceCurrency: String(body['sourceCurrency']), version: 0, status: 'NEW', transferIds: [], createdAt: new Date(world.now()).toISOString() };
  world.store.change({ money: { ...money, batchGroups: [...money.batchGroups, made] } });
  return answer(201, made, world);
}

/** 409 once the group is closed. The same `customerTransactionId` again answers the same transfer. */
function add(call: Call, world: World): Answer {
  const caller = requireProfile(call, world);
  const fields = readTransferFields(call, requireJsonObject(call, world.now()));
  const group = findGroup(call, world);
  const isThere = world.store.state.money.transfers.some((one) => one.transactionId === fields.transactionId && one.batchId === group.id);
  if (!isThere && group.status !== 'NEW') return refuse(call, 409, 'batch-group.invalid-state', `The batch group is ${group.status}: no transfer can be added.`);
  if (group.transferIds.length >= MOST_TRANSFERS) return refuse(call, 400, 'LIMIT_REACHED', `A batch group holds at most ${MOST_TRANSFERS} transfers.`);
  const { transfer, profile } = createTransfer(call, world, caller, fields, group);
  if (!group.transferIds.includes(transfer.id)) world.store.change({ money: putGroup(world.store.state.money, { ...group, version: group.version + 1, transferIds: [...group.transferIds, transfer.id] }) });
  return json(200, transferView(transfer, profile.type === 'BUSINESS'));
}

const PATCH_RULES: readonly FieldRule[] = [
  { path: 'status', rule: 'COMPLETED or CANCELLED', fits: (value) => value === 'COMPLETED' || value === 'CANCELLED' },
  { path: 'version', rule: 'the version of the group that is meant', fits: Number.isSafeInteger },
];

/** Wise cancels over time; here it is done at once. 409 for another version, and for a group that is closed or funded. */
function change(call: Call, world: World): Answer {
  const group = findGroup(call, world);
  const body = requireJsonObject(call, world.now());
  requireFields(call, body, PATCH_RULES);
  if (body['version'] !== group.version) return refuse(call, 409, 'batch-group.version-mismatch', `The batch group is at version ${group.version}, not ${String(body['version'])}: it has changed since.`, 'version');
  const status = body['status'] === 'COMPLETED' ? 'COMPLETED' : 'CANCELLED';
  if (!canBecome(group, status)) return refuse(call, 409, 'batch-group.invalid-state', `The batch group is ${standing(group)} and cannot be ${status}.`, 'status');
  const changed = { ...group, status, version: group.version + 1 } as const;
  world.store.change({ money: status === 'CANCELLED' ? cancelled(changed, world) : putGroup(world.store.state.money, changed) });
  return answer(200, changed, world);
}

function standing({ status, paidAt, transferIds }: BatchGroup): string {
  if (paidAt !== undefined) return 'funded';
  return transferIds.length === 0 ? `${status}, holds no transfer` : status;
}

function canBecome({ status, paidAt, transferIds }: BatchGroup, next: 'COMPLETED' | 'CANCELLED'): boolean {
  if (paidAt !== undefined) return false;
  return next === 'COMPLETED' ? status === 'NEW' && transferIds.length > 0 : status !== 'CANCELLED';
}

function cancelled(group: BatchGroup, { store }: World) {
  const money = putGroup(store.state.money, group);
  const ids = new Set(waitingOf(money, group).map(({ id }) => id));
  return { ...money, transfers: money.transfers.map((one) => (ids.has(one.id) ? { ...one, status: 'cancelled' as const } : one)) };
}

/** 400 with a code where the money is not there, 409 for a group that is not completed or is funded: nothing moves. */
async function fund(call: Call, world: World): Promise<Answer> {
  const { bearer, person, profile } = requireProfile(call, world);
  findGroup(call, world);
  const { fields, payload, reply } = await readProtectedBody(call, world);
  requireFields(call, fields, [BALANCE_RULE]);
  const headers = await requireSca(call, world, bearer, { type: 'BATCH_GROUP__FUND', risk: 'high', profileId: profile.id, payload });
  const group = fundNow(call, world);
  const { id, name, sourceCurrency, status, transferIds } = group;
  const made = { id, name, fileName: null, alreadyPaid: true, shortId: chance(`batch ${id}`, 90_000) + 10_000, userId: person.id, profileId: profile.id, sourceCurrency, status, groupType: 'API', transferIds };
  return reply(json(200, made, headers));
}

/** Looks and pays in one go, with no wait between: of two calls at once, one finds that it is funded. */
function fundNow(call: Call, world: World): BatchGroup {
  const group = findGroup(call, world);
  const { money } = world.store.state;
  if (group.paidAt !== undefined) return refuse(call, 409, 'batch-group.already-funded', 'The batch group is funded already. Nothing moved.');
  if (group.status !== 'COMPLETED') return refuse(call, 409, 'batch-group.invalid-state', `The batch group is ${group.status}; only a completed one can be funded. Nothing moved.`);
  const rejected = world.faults.take('rejectPayment', call);
  const at = new Date(world.now()).toISOString();
  const paid = rejected ? undefined : pay(money, waitingOf(money, group), at);
  if (!paid) return refuse(call, 400, rejected?.errorCode ?? NOT_ENOUGH, rejected ? 'The payment was rejected. Nothing moved.' : 'Insufficient funds: the balance does not have the money for the whole batch. Nothing moved.');
  const funded: BatchGroup = { ...group, paidAt: at, version: group.version + 1 };
  world.store.change({ money: putGroup(paid, funded) });
  return funded;
}
