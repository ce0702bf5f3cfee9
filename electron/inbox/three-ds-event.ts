import type { Money } from '../../shared/model/approvals.ts';
import { parseJson } from '../webhooks/event.ts';
import { currency, looseId, looseInstant, looseNumber, present, shortText } from '../wise/lenient.ts';

/** A card payment whose cardholder is to be asked. `expiresAt` ISO 8601. */
export type ThreeDsChallenge = { transactionReference: string; profileId: number; merchant?: string; amount?: Money; expiresAt?: string };

const THREE_DS_EVENT = 'cards#3ds-challenge';
const LONGEST_REFERENCE = 180;

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the event leniently. Assumed, as Wise's public page on event types (schema 2.0.0) gives it and WISE.md does not:
 * `data.transaction` `{reference, merchant: {name}, money_value: {value, currency}}`, `data.resource.profile_id`, and `data.challenge_expires_after`,
 * seconds from `data.occurred_at`. Other spellings are taken too, beside or within `resource` or `transaction`. Undefined without a reference or a profile.
 */
export function readThreeDsChallenge(body: Buffer): ThreeDsChallenge | undefined {
  const event = objectOf(parseJson(body.toString('utf8').replace(/^\uFEFF/, ''))?.value);
  const eventType = event && firstOf([event], ['event_type', 'eventType']);
  const data = objectOf(event?.['data']);
  if (eventType !== THREE_DS_EVENT || !data) return undefined;
  const places = [objectOf(data['transaction']), objectOf(data['resource']), data].filter((place) => place !== undefined);
  const transactionReference = referenceIn(data, places);
  const profileId = looseId.parse(firstOf(places, ['profile_id', 'profileId']));
  if (transactionReference === undefined || profileId === undefined) return undefined;
  return present({ transactionReference, profileId, merchant: merchantIn(places), amount: moneyIn(places), expiresAt: expiryIn(data, places) });
}

function referenceIn(data: Json, places: readonly Json[]): string | undefined {
  const given = firstOf(places, ['transaction_reference', 'transactionReference']) ?? firstOf([objectOf(data['transaction']) ?? {}], ['reference', 'id']) ?? firstOf(places, ['reference']);
  const text = typeof given === 'number' ? String(given) : given;
  // It is sent back as it is: one that would have to be cleaned is none.
  return typeof text === 'string' && /^[\x21-\x7e]+$/.test(text) && text.length <= LONGEST_REFERENCE ? text : undefined;
}

function merchantIn(places: readonly Json[]): string | undefined {
  const merchant = firstOf(places, ['merchant', 'merchant_name', 'merchantName']);
  return shortText(objectOf(merchant)?.['name'] ?? merchant);
}

function moneyIn(places: readonly Json[]): Money | undefined {
  const given = firstOf(places, ['money_value', 'moneyValue', 'transaction_amount', 'transactionAmount', 'amount']);
  const money = objectOf(given);
  const value = looseNumber.parse(money ? (money['value'] ?? money['amount']) : given);
  const code = currency.safeParse(money?.['currency'] ?? firstOf(places, ['currency', 'transaction_currency', 'transactionCurrency']));
  return value === undefined || !code.success ? undefined : { value, currency: code.data };
}

function expiryIn(data: Json, places: readonly Json[]): string | undefined {
  const names = ['expiration_time', 'expirationTime', 'expiration', 'expires_at', 'expiresAt', 'expiry', 'challenge_expires_at'];
  const instant = looseInstant.parse(firstOf([...places, objectOf(data['challenge']) ?? {}], names));
  if (instant !== undefined) return instant;
  const seconds = looseNumber.parse(firstOf(places, ['challenge_expires_after', 'challengeExpiresAfter', 'expires_after']));
  const from = looseInstant.parse(firstOf([data], ['occurred_at', 'occurredAt']));
  if (seconds === undefined || from === undefined || seconds < 0 || seconds > 1e7) return undefined;
  return new Date(Date.parse(from) + seconds * 1000).toISOString();
}

function firstOf(places: readonly Json[], names: readonly string[]): unknown {
  for (const place of places) for (const name of names) if (Object.hasOwn(place, name) && place[name] !== null) return place[name];
  return undefined;
}

function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
