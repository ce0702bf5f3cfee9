import { json, type Answer } from '../answers.ts';
import type { Call } from '../call.ts';
import { requireFields, requireJsonObject, type FieldRule } from '../json-body.ts';
import { UUID } from '../key-upload.ts';
import type { Balance } from '../money/model.ts';
import { CURRENCIES } from '../money/pricing.ts';
import { refuse } from '../money/refuse.ts';
import { balanceView } from '../money/views.ts';
import { requireProfile } from '../own-profile.ts';
import type { Route } from '../route.ts';
import type { World } from '../world.ts';

const BALANCES = '/v4/profiles/{profileId}/balances';
const IDEMPOTENCE = 'x-idempotence-uuid';
/** They are kept with the vault. */
const MOST_BALANCES = 200;
const LONGEST_NAME = 100;

export const balanceRoutes: readonly Route[] = [
  { method: 'GET', path: BALANCES, about: 'balances: ?types=STANDARD', handle: list },
  { method: 'POST', path: BALANCES, about: 'open a balance: {currency, type}, with X-idempotence-uuid', handle: open },
];

const isType = (value: unknown): value is Balance['type'] => value === 'STANDARD' || value === 'SAVINGS';

function list(call: Call, world: World): Answer {
  const { profile } = requireProfile(call, world);
  const types = call.query.get('types')?.split(',').map((one) => one.trim()) ?? [];
  if (types.length === 0 || !types.every(isType)) return refuse(call, 400, 'NOT_VALID', 'types must name STANDARD, SAVINGS or both, with a comma between.', 'types');
  return json(200, world.store.state.money.balances.filter((one) => one.profileId === profile.id && types.includes(one.type)).map(balanceView));
}

const RULES: readonly FieldRule[] = [
  { path: 'currency', rule: `one of ${CURRENCIES.join(', ')}`, fits: (value) => CURRENCIES.includes(String(value)) },
  { path: 'type', rule: 'STANDARD or SAVINGS', fits: isType },
  { path: 'name', rule: `a text of at most ${LONGEST_NAME} characters, or left out`, fits: (value) => value === undefined || value === null || (typeof value === 'string' && value.length <= LONGEST_NAME) },
];

/** Sent again with the same `X-idempotence-uuid`, it answers the same balance. 409 where there is a standard one of that currency. */
function open(call: Call, world: World): Answer {
  const { profile } = requireProfile(call, world);
  const body = requireJsonObject(call, world.now());
  const key = String(call.headers[IDEMPOTENCE]).toLowerCase();
  if (!UUID.test(key)) return refuse(call, 400, 'NOT_VALID', 'X-idempotence-uuid must be a UUID.', IDEMPOTENCE);
  requireFields(call, body, RULES);
  const { money } = world.store.state;
  const own = money.balances.filter((one) => one.profileId === profile.id);
  const before = own.find((one) => one.openedBy === key);
  if (before) return json(201, balanceView(before));
  const { currency, type, name } = body;
  if (type === 'STANDARD' && own.some((one) => one.type === type && one.currency === currency)) return refuse(call, 409, 'NOT_UNIQUE', `There is a ${String(currency)} balance already.`, 'currency');
  if (type === 'SAVINGS' && !name) return refuse(call, 400, 'NOT_VALID', 'A savings balance needs a name.', 'name');
  if (money.balances.length >= MOST_BALANCES) return refuse(call, 400, 'LIMIT_REACHED', `The built-in sandbox keeps at most ${MOST_BALANCES} balances.`);
  const at = new Date(world.now()).toISOString();
  const made: Balance = { id: Math.max(...money.balances.map((one) => one.id)) + 1, profileId: profile.id, currency: String(currency), type: type === 'STANDARD' ? type : 'SAVINGS', ...(name ? { name: String(name) } : {}), cents: 0, createdAt: at, changedAt: at, openedBy: key };
  world.store.change({ money: { ...money, balances: [...money.balances, made] } });
  return json(201, balanceView(made));
}
