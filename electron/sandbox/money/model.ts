import { z } from 'zod';

const id = z.number().int();
const currency = z.string().regex(/^[A-Z]{3}$/);
/** Hundredths of the currency's unit: sums of them are exact. */
const cents = z.number().int();
/** ISO 8601 in UTC. */
const instant = z.string();

/** What something costs. `sourceCents` leaves the balance, the fee included; the payee gets `targetCents`. */
const priced = { sourceCurrency: currency, sourceCents: cents, targetCurrency: currency, targetCents: cents, feeCents: cents, rate: z.number() };
export type Priced = { readonly [Name in keyof typeof priced]: z.infer<(typeof priced)[Name]> };

const balance = z.strictObject({
  id,
  profileId: id,
  currency,
  type: z.enum(['STANDARD', 'SAVINGS']),
  name: z.string().optional(),
  cents,
  createdAt: instant,
  changedAt: instant,
  /** `X-idempotence-uuid` of the call that opened it. */
  openedBy: z.string().optional(),
});
export type Balance = z.infer<typeof balance>;

/** Wise's codes. */
const TRANSFER_STATUSES = ['incoming_payment_waiting', 'processing', 'outgoing_payment_sent', 'cancelled'] as const;
export type TransferStatus = (typeof TRANSFER_STATUSES)[number];
/** The one status in which a transfer can be funded. */
export const WAITING = 'incoming_payment_waiting' satisfies TransferStatus;

const moneyTransfer = z.strictObject({
  id,
  profileId: id,
  userId: id,
  /** The payee's account. */
  account: id,
  ...priced,
  reference: z.string(),
  status: z.enum(TRANSFER_STATUSES),
  createdAt: instant,
  /** Both absent for those that nobody made by API: they follow from the id. */
  quoteId: z.string().optional(),
  transactionId: z.string().optional(),
  batchId: z.string().optional(),
  paidAt: instant.optional(),
});
export type MoneyTransfer = z.infer<typeof moneyTransfer>;

/** A quote that no transfer was made of yet. */
const moneyQuote = z.strictObject({ id: z.string(), profileId: id, userId: id, ...priced, provided: z.enum(['SOURCE', 'TARGET']), createdAt: instant, account: id.optional() });
export type MoneyQuote = z.infer<typeof moneyQuote>;

const batchGroup = z.strictObject({
  id: z.string(),
  profileId: id,
  userId: id,
  name: z.string(),
  sourceCurrency: currency,
  version: z.number().int(),
  status: z.enum(['NEW', 'COMPLETED', 'CANCELLED']),
  transferIds: z.array(id),
  createdAt: instant,
  paidAt: instant.optional(),
});
export type BatchGroup = z.infer<typeof batchGroup>;

/** A card payment that asks its holder. */
const threeDsChallenge = z.strictObject({ reference: z.string(), profileId: id, merchant: z.string(), currency, cents, endsAt: instant, result: z.enum(['APPROVED', 'REJECTED']).optional() });
export type ThreeDsChallenge = z.infer<typeof threeDsChallenge>;

/** Money that was added to a balance. */
const deposit = z.strictObject({ balanceId: id, at: instant, cents });

/** All the money there is. Each change makes a new one. */
export const moneyState = z.strictObject({
  seededAt: instant,
  /** Of the next transfer. */
  nextTransferId: id,
  balances: z.array(balance),
  deposits: z.array(deposit),
  /** Oldest id first. */
  transfers: z.array(moneyTransfer),
  quotes: z.array(moneyQuote),
  batchGroups: z.array(batchGroup),
  threeDs: z.array(threeDsChallenge),
});
export type Money = z.infer<typeof moneyState>;
