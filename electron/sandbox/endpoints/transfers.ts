import { json, type Answer } from '../answers.ts';
import { quote, type Call } from '../call.ts';
import { requireJsonObject } from '../json-body.ts';
import { createTransfer, readTransferFields } from '../money/create-transfer.ts';
import type { MoneyTransfer } from '../money/model.ts';
import { readInstant, readWhole } from '../money/query.ts';
import { refuseUnknown } from '../money/refuse.ts';
import { paymentViews, transferView } from '../money/views.ts';
import { requirePerson, withProfile } from '../own-profile.ts';
import type { Person } from '../people.ts';
import type { Route } from '../route.ts';
import type { World } from '../world.ts';

const TRANSFERS = '/v1/transfers';

export const transferRoutes: readonly Route[] = [
  { method: 'GET', path: TRANSFERS, about: 'transfers of a profile, newest first: ?profile&status&sourceCurrency&targetCurrency&createdDateStart&createdDateEnd&limit&offset', handle: list },
  { method: 'POST', path: TRANSFERS, about: 'make a transfer of a quote: {targetAccount, quoteUuid, customerTransactionId, details: {reference}}; any number is the account of an invented payee', handle: create },
  { method: 'GET', path: `${TRANSFERS}/{transferId}`, about: 'one transfer', handle: show },
  { method: 'GET', path: `${TRANSFERS}/{transferId}/payments`, about: 'what funded it', handle: (call, world) => json(200, paymentViews(findTransfer(call, world).transfer)) },
];

/** Those of the personal profile unless another one is named; the transfers of batch groups are among them. */
function list(call: Call, world: World): Answer {
  const caller = requirePerson(call, world);
  const { profile } = withProfile(call, world, caller, call.query.get('profile') ?? personalId(caller.person));
  const fits = readFilter(call);
  const limit = readWhole(call, 'limit', 1_000);
  const offset = readWhole(call, 'offset', 0);
  const found = world.store.state.money.transfers.filter((one) => one.profileId === profile.id && fits(one)).sort(newestFirst);
  return json(200, found.slice(offset, offset + limit).map((one) => transferView(one, profile.type === 'BUSINESS')));
}

const personalId = ({ profiles }: Person): string => String((profiles.find((one) => one.type === 'PERSONAL') ?? profiles[0])?.id);

/** ISO 8601 in UTC sorts as text. */
function newestFirst(a: MoneyTransfer, b: MoneyTransfer): number {
  if (a.createdAt === b.createdAt) return b.id - a.id;
  return a.createdAt < b.createdAt ? 1 : -1;
}

function readFilter(call: Call): (one: MoneyTransfer) => boolean {
  const statuses = call.query.get('status')?.split(',').map((one) => one.trim());
  const source = call.query.get('sourceCurrency');
  const target = call.query.get('targetCurrency');
  const from = readInstant(call, 'createdDateStart') ?? -Infinity;
  const until = readInstant(call, 'createdDateEnd') ?? Infinity;
  return (one) => {
    const created = Date.parse(one.createdAt);
    return (!statuses || statuses.includes(one.status)) && (!source || source === one.sourceCurrency) && (!target || target === one.targetCurrency) && created >= from && created <= until;
  };
}

function show(call: Call, world: World): Answer {
  const { transfer, isBusiness } = findTransfer(call, world);
  return json(200, transferView(transfer, isBusiness));
}

/** The transfer that the path names. Ends the call with 404 where none of the person's profiles has it. */
function findTransfer(call: Call, world: World): { transfer: MoneyTransfer; isBusiness: boolean } {
  const { person } = requirePerson(call, world);
  const id = call.params['transferId'];
  const transfer = world.store.state.money.transfers.find((one) => String(one.id) === id);
  const profile = person.profiles.find((one) => one.id === transfer?.profileId);
  if (!transfer || !profile) return refuseUnknown(call, `There is no transfer ${quote(id)} of this token’s owner.`);
  return { transfer, isBusiness: profile.type === 'BUSINESS' };
}

/** Sent again with the same `customerTransactionId`, it answers the same transfer and makes none. */
function create(call: Call, world: World): Answer {
  const caller = requirePerson(call, world);
  const fields = readTransferFields(call, requireJsonObject(call, world.now()));
  const { transfer, profile } = createTransfer(call, world, caller, fields);
  return json(200, transferView(transfer, profile.type === 'BUSINESS'));
}

