import { randomUUID } from 'node:crypto';
import { json, type Answer } from '../answers.ts';
import { quote as quoted, type Call } from '../call.ts';
import { requireFields, requireJsonObject, type FieldRule } from '../json-body.ts';
import { toCents } from '../money/amounts.ts';
import type { MoneyQuote } from '../money/model.ts';
import { CURRENCIES, priceSource, priceTarget } from '../money/pricing.ts';
import { quoteOfTransfer, quoteView, type QuoteInUse } from '../money/quote-view.ts';
import { refuse } from '../money/refuse.ts';
import { quoteIdOf } from '../money/views.ts';
import { requireProfile, type Caller } from '../own-profile.ts';
import type { Route } from '../route.ts';
import type { World } from '../world.ts';

const QUOTES = '/v3/profiles/{profileId}/quotes';
/** Those that were not used are kept with the vault; the oldest make room. */
const MOST_QUOTES = 500;

/** Wise's description has the first only, its reference both. */
export const quoteRoutes: readonly Route[] = [
  { method: 'POST', path: QUOTES, about: 'a price: {sourceCurrency, targetCurrency, sourceAmount or targetAmount}', handle: create },
  { method: 'GET', path: `${QUOTES}/{quoteId}`, about: 'one quote, those of transfers included', handle: show },
];

const isCurrency: FieldRule['fits'] = (value) => CURRENCIES.includes(String(value));
const isAmount: FieldRule['fits'] = (value) => value === undefined || value === null || toCents(value) !== undefined;
const CURRENCY_RULE = `one of ${CURRENCIES.join(', ')}`;
const AMOUNT_RULE = 'an amount above 0 with two decimals at most, null, or left out';

const RULES: readonly FieldRule[] = [
  { path: 'sourceCurrency', rule: CURRENCY_RULE, fits: isCurrency },
  { path: 'targetCurrency', rule: CURRENCY_RULE, fits: isCurrency },
  { path: 'sourceAmount', rule: AMOUNT_RULE, fits: isAmount },
  { path: 'targetAmount', rule: AMOUNT_RULE, fits: isAmount },
  { path: 'targetAccount', rule: 'the id of a recipient, or left out', fits: (value) => value === undefined || value === null || Number.isSafeInteger(value) },
];

/** Ends the call with 400 unless there is one of the two amounts. */
function create(call: Call, world: World): Answer {
  const caller = requireProfile(call, world);
  const body = requireJsonObject(call, world.now());
  requireFields(call, body, RULES);
  const made = makeQuote(call, world, caller, body);
  const { money } = world.store.state;
  world.store.change({ money: { ...money, quotes: [...money.quotes, made].slice(-MOST_QUOTES) } });
  return json(200, quoteView({ quote: made }, money, world.now()));
}

function makeQuote(call: Call, world: World, { person, profile }: Caller, body: Record<string, unknown>): MoneyQuote {
  const [source, target] = [toCents(body['sourceAmount']), toCents(body['targetAmount'])];
  if ((source === undefined) === (target === undefined)) return refuse(call, 400, 'NOT_VALID', 'Either sourceAmount or targetAmount must be given, never both.', 'sourceAmount');
  const [from, to] = [String(body['sourceCurrency']), String(body['targetCurrency'])];
  const priced = source === undefined ? priceTarget(from, to, target!) : priceSource(from, to, source);
  if (!priced) return refuse(call, 400, 'NOT_VALID', 'The amount is less than the fee: nothing would arrive.', 'sourceAmount');
  const account = body['targetAccount'];
  const createdAt = new Date(world.now()).toISOString();
  return { id: randomUUID(), profileId: profile.id, userId: person.id, ...priced, provided: source === undefined ? 'TARGET' : 'SOURCE', createdAt, ...(typeof account === 'number' ? { account } : {}) };
}

function show(call: Call, world: World): Answer {
  const { profile } = requireProfile(call, world);
  const { money } = world.store.state;
  const id = (call.params['quoteId'] ?? '').toLowerCase();
  const unused = money.quotes.find((one) => one.id === id && one.profileId === profile.id);
  const transfer = money.transfers.find((one) => one.profileId === profile.id && quoteIdOf(one) === id);
  const found: QuoteInUse | undefined = unused ? { quote: unused } : transfer && quoteOfTransfer(transfer);
  if (!found) return refuse(call, 404, 'NOT_FOUND', `There is no quote ${quoted(id)} of profile ${profile.id}.`);
  return json(200, quoteView(found, money, world.now()));
}
