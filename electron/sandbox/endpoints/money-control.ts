import { z } from 'zod';
import { json, namedError, type Answer } from '../answers.ts';
import type { Call } from '../call.ts';
import { parseJson } from '../decode.ts';
import { fromCents } from '../money/amounts.ts';
import { MOST_TRANSFERS } from '../money/create-transfer.ts';
import { fill } from '../money/fill.ts';
import { WAITING } from '../money/model.ts';
import { seedMoney } from '../money/seed.ts';
import type { Route } from '../route.ts';
import type { World } from '../world.ts';

const PATH = '/__sandbox/money';

/** Wise does not have them. */
export const moneyControlRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, about: 'balances, how many transfers wait, and the references of 3DS challenges', handle: (_call, world) => json(200, moneyView(world)) },
  { method: 'POST', path: PATH, about: '{"reset": true} puts all money back to how it started; {"transfers": 500} adds so many that wait, with the money for most of them', handle: change },
];

export const MOST_FILLED = 1_000;

const changeRequest = z.strictObject({ reset: z.literal(true).optional(), transfers: z.number().int().min(1).max(MOST_FILLED).optional() });

/** Both at once: first the one, then the other. */
function change(call: Call, world: World): Answer {
  const parsed = changeRequest.safeParse(parseJson(call.body.toString()));
  if (!parsed.success) return namedError(400, 'money_malformed', `The body must be {"reset": true}, {"transfers": 1 to ${MOST_FILLED}}, or both.`);
  const { reset, transfers = 0 } = parsed.data;
  if (reset) world.store.change({ money: seedMoney(world.now()) });
  if (!addTransfers(world, transfers)) return namedError(400, 'limit_reached', `The built-in sandbox keeps at most ${MOST_TRANSFERS} transfers; {"reset": true} makes room.`);
  return json(200, moneyView(world));
}

/** False where there is no room for so many more. */
export function addTransfers(world: World, count: number): boolean {
  const { money } = world.store.state;
  if (money.transfers.length + count > MOST_TRANSFERS) return false;
  if (count > 0) world.store.change({ money: fill(money, count, world.now()) });
  return true;
}

function moneyView({ store, now }: World): Record<string, unknown> {
  const { balances, transfers, threeDs } = store.state.money;
  return {
    balances: balances.map(({ id, profileId, currency, cents }) => ({ id, profileId, currency, value: fromCents(cents) })),
    waitingTransfers: transfers.filter((one) => one.status === WAITING).length,
    threeDs: threeDs.map(({ reference, profileId, merchant, currency, cents, endsAt, result }) => ({ reference, profileId, merchant, amount: { value: fromCents(cents), currency }, endsAt, result: result ?? (Date.parse(endsAt) > now() ? 'waits' : 'expired') })),
  };
}
