import { quote as quoted, type Call } from '../call.ts';
import { isRecord } from '../decode.ts';
import { requireFields, type FieldRule } from '../json-body.ts';
import { UUID } from '../key-upload.ts';
import { withProfile, type Caller } from '../own-profile.ts';
import type { World } from '../world.ts';
import { WAITING, type BatchGroup, type MoneyQuote, type MoneyTransfer } from './model.ts';
import { refuse } from './refuse.ts';
import { quoteEndsAt } from './quote-view.ts';
import { quoteIdOf } from './views.ts';

/** They are kept with the vault. */
export const MOST_TRANSFERS = 5_000;
const LONGEST_REFERENCE = 140;

/** What a caller says of a transfer. */
export interface TransferFields {
  readonly account: number;
  readonly quoteId: string;
  readonly transactionId: string;
  readonly reference: string;
}

const isUuid = (value: unknown): boolean => typeof value === 'string' && UUID.test(value);
const isId = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;

const RULES: readonly FieldRule[] = [
  { path: 'targetAccount', rule: 'the id of a recipient', fits: isId },
  { path: 'quoteUuid', rule: 'the UUID of a quote', fits: isUuid },
  { path: 'customerTransactionId', rule: 'a UUID', fits: isUuid },
  { path: 'sourceAccount', rule: 'the id of a recipient, or left out', fits: (value) => value === undefined || value === null || isId(value) },
  { path: 'details', rule: `an object whose reference has at most ${LONGEST_REFERENCE} characters, or left out`, fits: (value) => value === undefined || (isRecord(value) && fitsReference(value['reference'])) },
];

const fitsReference = (value: unknown): boolean => value === undefined || (typeof value === 'string' && value.length <= LONGEST_REFERENCE);

/** Ends the call with 400 and every field that does not fit. */
export function readTransferFields(call: Call, body: Record<string, unknown>): TransferFields {
  requireFields(call, body, RULES);
  const details = isRecord(body['details']) ? body['details'] : {};
  return { account: Number(body['targetAccount']), quoteId: String(body['quoteUuid']).toLowerCase(), transactionId: String(body['customerTransactionId']).toLowerCase(), reference: String(details['reference'] ?? '') };
}

/** A transfer and whose it is. */
type Made = Pick<Caller, 'profile'> & { readonly transfer: MoneyTransfer };

/**
 * Makes a transfer of a quote, in a batch group if one is given; or answers the one that was made with that `customerTransactionId`.
 * Ends the call with 403 for somebody else's quote, with 400 for one that is unknown, used or over.
 */
export function createTransfer(call: Call, world: World, caller: Pick<Caller, 'bearer' | 'person'>, fields: TransferFields, group?: BatchGroup): Made {
  const { money } = world.store.state;
  const before = money.transfers.find((one) => one.transactionId === fields.transactionId && one.userId === caller.person.id);
  if (before) return { transfer: before, profile: profileOf(call, world, caller, before.profileId) };
  const quote = findQuote(call, world, fields.quoteId);
  const profile = profileOf(call, world, caller, quote.profileId);
  if (group && (quote.profileId !== group.profileId || quote.sourceCurrency !== group.sourceCurrency)) return refuse(call, 400, 'NOT_VALID', `The quote must be of the profile and the currency of the batch group, ${group.profileId} and ${group.sourceCurrency}.`, 'quoteUuid');
  if (money.transfers.length >= MOST_TRANSFERS) return refuse(call, 400, 'LIMIT_REACHED', `The built-in sandbox keeps at most ${MOST_TRANSFERS} transfers.`);
  const transfer: MoneyTransfer = { id: money.nextTransferId, createdAt: new Date(world.now()).toISOString(), ...transferOf(quote, fields, caller.person.id, group) };
  world.store.change({ money: { ...money, nextTransferId: transfer.id + 1, transfers: [...money.transfers, transfer], quotes: money.quotes.filter((one) => one !== quote) } });
  return { transfer, profile };
}

const profileOf = (call: Call, world: World, caller: Pick<Caller, 'bearer' | 'person'>, id: number): Caller['profile'] => withProfile(call, world, caller, String(id)).profile;

function findQuote(call: Call, world: World, id: string): MoneyQuote {
  const { quotes, transfers } = world.store.state.money;
  const found = quotes.find((one) => one.id === id);
  if (!found) {
    const isUsed = transfers.some((one) => quoteIdOf(one) === id);
    return refuse(call, 400, 'NOT_VALID', isUsed ? 'A transfer was made of this quote already: each needs a quote of its own.' : `There is no quote ${quoted(id)}.`, 'quoteUuid');
  }
  if (world.now() >= quoteEndsAt(found)) return refuse(call, 400, 'NOT_VALID', 'The quote is over: a quote is good for 30 minutes.', 'quoteUuid');
  return found;
}

function transferOf(quote: MoneyQuote, { account, reference, transactionId, quoteId }: TransferFields, userId: number, group?: BatchGroup): Omit<MoneyTransfer, 'id' | 'createdAt'> {
  const { sourceCurrency, sourceCents, targetCurrency, targetCents, feeCents, rate, profileId } = quote;
  return { profileId, userId, account, sourceCurrency, sourceCents, targetCurrency, targetCents, feeCents, rate, reference, status: WAITING, quoteId, transactionId, ...(group ? { batchId: group.id } : {}) };
}
