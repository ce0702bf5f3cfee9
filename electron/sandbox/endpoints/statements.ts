import { json, type Answer } from '../answers.ts';
import { quote, type Call } from '../call.ts';
import { amountOf } from '../money/amounts.ts';
import type { Balance } from '../money/model.ts';
import { readInstant } from '../money/query.ts';
import { refuse } from '../money/refuse.ts';
import { statementOf, type Interval } from '../money/statement.ts';
import { requireProfile, type Caller } from '../own-profile.ts';
import type { Route } from '../route.ts';
import { requireSca } from '../sca.ts';
import type { World } from '../world.ts';
import { addressOf } from './profiles.ts';

const MOST_DAYS = 469;
const DAY = 24 * 60 * 60 * 1000;

export const statementRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/profiles/{profileId}/balance-statements/{balanceId}/statement.json', about: `a balance statement of at most ${MOST_DAYS} days: ?currency&intervalStart&intervalEnd&type; SCA, low risk`, handle: show },
];

/** Ends the call with 404 for another profile's balance, and with 400 for a query that does not fit, before it asks for a proof. */
async function show(call: Call, world: World): Promise<Answer> {
  const caller = requireProfile(call, world);
  const balance = findBalance(call, world, caller.profile.id);
  const interval = readQuery(call, balance);
  const headers = await requireSca(call, world, caller.bearer, { type: 'BALANCE__GET_STATEMENT', risk: 'low', profileId: caller.profile.id, payload: '' });
  const { money } = world.store.state;
  const { transactions, endCents } = statementOf(findBalance(call, world, caller.profile.id), money, interval, call.query.get('type') === 'FLAT');
  const query = { intervalStart: new Date(interval.start).toISOString(), intervalEnd: new Date(interval.end).toISOString(), currency: balance.currency, accountId: balance.id };
  return json(200, { ...parties(caller), bankDetails: null, transactions, endOfStatementBalance: amountOf(endCents, balance.currency), query }, headers);
}

function findBalance(call: Call, world: World, profileId: number): Balance {
  const id = call.params['balanceId'];
  const found = world.store.state.money.balances.find((one) => String(one.id) === id && one.profileId === profileId);
  return found ?? refuse(call, 404, 'NOT_FOUND', `There is no balance ${quote(id)} of profile ${profileId}.`);
}

function readQuery(call: Call, { currency }: Balance): Interval {
  if (call.query.get('currency') !== currency) return refuse(call, 400, 'NOT_VALID', `currency must be ${currency}, that of the balance; it is ${quote(call.query.get('currency') ?? undefined)}.`, 'currency');
  const start = requireInstant(call, 'intervalStart');
  const end = requireInstant(call, 'intervalEnd');
  if (end < start) return refuse(call, 400, 'NOT_VALID', 'intervalEnd must not be before intervalStart.', 'intervalEnd');
  if (end - start > MOST_DAYS * DAY) return refuse(call, 400, 'NOT_VALID', `The period cannot exceed ${MOST_DAYS} days.`, 'intervalEnd');
  const type = call.query.get('type') ?? 'COMPACT';
  if (type !== 'COMPACT' && type !== 'FLAT') return refuse(call, 400, 'NOT_VALID', `type must be COMPACT or FLAT; it is ${quote(type)}.`, 'type');
  return { start, end };
}

const requireInstant = (call: Call, name: string): number => readInstant(call, name) ?? refuse(call, 400, 'NOT_VALID', `${name} is needed.`, name);

function parties({ profile }: Caller): Record<string, unknown> {
  const [firstName = '', ...rest] = profile.name.split(' ');
  const { addressFirstLine, city, postCode, countryIso2Code } = addressOf(profile);
  const name = profile.type === 'PERSONAL' ? { firstName, lastName: rest.join(' ') } : { businessName: profile.name };
  return {
    accountHolder: { type: profile.type, address: { addressFirstLine, city, postCode, stateCode: '', countryName: countryIso2Code }, ...name },
    issuer: { name: 'Wise Sandbox', firstLine: '1 Sandbox Street', city: 'London', postCode: 'E1 6JJ', stateCode: '', country: 'United Kingdom' },
  };
}
