import { json, type Answer } from '../answers.ts';
import { quote, type Call } from '../call.ts';
import { requireFields, type FieldRule } from '../json-body.ts';
import { NOT_ENOUGH, pay } from '../money/changes.ts';
import { WAITING, type MoneyTransfer } from '../money/model.ts';
import { refuse, refuseUnknown } from '../money/refuse.ts';
import { requireProfile } from '../own-profile.ts';
import { readProtectedBody } from '../protected-body.ts';
import type { Route } from '../route.ts';
import { requireSca } from '../sca.ts';
import type { World } from '../world.ts';

export const paymentRoutes: readonly Route[] = [
  { method: 'POST', path: '/v3/profiles/{profileId}/transfers/{transferId}/payments', about: 'fund a transfer out of the balance: {"type": "BALANCE"}, plain or signed (JWS); SCA, high risk', handle: fund },
];

/** The one way to pay that there is here. */
export const BALANCE_RULE: FieldRule = { path: 'type', rule: '"BALANCE"', fits: (value) => value === 'BALANCE' };

/** The caller's own name of the payment, which may be left out. */
const REFERENCE_RULE: FieldRule = { path: 'partnerReference', rule: 'a text, where it is given', fits: (value) => value === undefined || typeof value === 'string' };

/** A payment that Wise rejects is an ordinary 200, and nothing moves. */
async function fund(call: Call, world: World): Promise<Answer> {
  const { bearer, profile } = requireProfile(call, world);
  findTransfer(call, world, profile.id);
  const { fields, payload, reply } = await readProtectedBody(call, world);
  requireFields(call, fields, [BALANCE_RULE, REFERENCE_RULE]);
  const headers = await requireSca(call, world, bearer, { type: 'TRANSFER__FUND', risk: 'high', profileId: profile.id, payload });
  const errorCode = fundNow(call, world, profile.id);
  return reply(json(200, { type: 'BALANCE', status: errorCode === null ? 'COMPLETED' : 'REJECTED', errorCode }, headers));
}

/** Looks and pays in one go, with no wait between: of two calls at once, one finds that the transfer does not wait any more. Answers why it was rejected. */
function fundNow(call: Call, world: World, profileId: number): string | null {
  const transfer = findTransfer(call, world, profileId);
  requireWaiting(call, transfer);
  const rejected = world.faults.take('rejectPayment', call);
  if (rejected) return rejected.errorCode;
  const paid = pay(world.store.state.money, [transfer], new Date(world.now()).toISOString());
  if (!paid) return NOT_ENOUGH;
  world.store.change({ money: paid });
  return null;
}

/** Wise's description has no answer for this; its page on bulk settlement has the code `transfer.invalid-state` for it. 409 is what the state of a thing standing in the way is called (RFC 9110, 15.5.10), and never looks like a payment. */
function requireWaiting(call: Call, { id, status, batchId }: MoneyTransfer): void {
  if (status !== WAITING) refuse(call, 409, 'transfer.invalid-state', `Transfer ${id} does not wait for money: it is ${status}. Nothing moved.`);
  if (batchId !== undefined) refuse(call, 409, 'transfer.invalid-state', `Transfer ${id} belongs to the batch group ${batchId} and is funded with it. Nothing moved.`);
}

function findTransfer(call: Call, world: World, profileId: number): MoneyTransfer {
  const id = call.params['transferId'];
  const found = world.store.state.money.transfers.find((one) => String(one.id) === id && one.profileId === profileId);
  return found ?? refuseUnknown(call, `There is no transfer ${quote(id)} of profile ${profileId}.`);
}
