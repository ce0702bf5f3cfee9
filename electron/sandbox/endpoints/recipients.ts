import { json, type Answer } from '../answers.ts';
import { quote, type Call } from '../call.ts';
import { accountView, payeeOf } from '../money/payees.ts';
import { refuse } from '../money/refuse.ts';
import { requirePerson } from '../own-profile.ts';
import type { Route } from '../route.ts';
import type { World } from '../world.ts';

/** Wise's description lacks it; its reference has it. */
export const recipientRoutes: readonly Route[] = [{ method: 'GET', path: '/v2/accounts/{accountId}', about: 'the recipient of a transfer', handle: show }];

/** Those that a transfer or a quote of the person names. */
function show(call: Call, world: World): Answer {
  const { person } = requirePerson(call, world);
  const id = call.params['accountId'];
  const ids = new Set(person.profiles.map((one) => one.id));
  const { transfers, quotes } = world.store.state.money;
  const use = [...transfers, ...quotes].find((one) => String(one.account) === id && ids.has(one.profileId));
  if (!use) return refuse(call, 404, 'NOT_FOUND', `There is no recipient ${quote(id)} of this token’s owner.`);
  return json(200, accountView(payeeOf(use.account!, use.targetCurrency), use.profileId, use.userId));
}
