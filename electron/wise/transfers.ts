import { z } from 'zod';
import type { WiseClient } from './client.ts';
import { readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { getJson } from './get.ts';
import { amount, currency, id, listed, looseId, looseInstant, looseNumber, looseText, present, readEach } from './lenient.ts';
import type { Secret } from './secret.ts';

/** What the app reads of a transfer (`GET /v1/transfers/{id}`). Amounts in units of the currency; `created` ISO 8601 in UTC. */
export type WiseTransfer = {
  id: number; status: string; userId?: number; targetAccount?: number; quoteUuid?: string; reference?: string; created?: string;
  sourceCurrency: string; sourceValue: number; targetCurrency: string; targetValue: number; customerTransactionId?: string;
};

/** The one status of a transfer that waits for its money. */
export const WAITS_FOR_MONEY = 'incoming_payment_waiting';
/** The most Wise lists in one answer. */
export const TRANSFERS_A_PAGE = 100;

const transfer = z.object({
  id, status: z.string().transform((status) => status.toLowerCase()),
  user: looseId, targetAccount: looseId, quoteUuid: looseText, created: looseInstant, customerTransactionId: looseText,
  reference: looseText, details: z.object({ reference: looseText }).nullish().catch(undefined),
  sourceCurrency: currency, sourceValue: amount, targetCurrency: currency.nullish(), targetValue: looseNumber,
}).transform(({ user, details, reference, targetCurrency, targetValue, ...rest }): WiseTransfer => {
  const target = targetCurrency && targetValue !== undefined ? { targetCurrency, targetValue } : { targetCurrency: rest.sourceCurrency, targetValue: rest.sourceValue };
  return present({ ...rest, ...target, userId: user, reference: details?.reference ?? reference });
});

const payment = z.object({ id, amount: looseNumber, currency: currency.nullish().catch(undefined) }).transform((one): { id: number; amount?: number; currency?: string } => present({ ...one, currency: one.currency ?? undefined }));

/** `GET /v1/transfers/{id}`. */
export async function requestTransfer(client: WiseClient, token: Secret<string>, transferId: number): Promise<WiseAnswer> {
  return getJson(client, token, `/v1/transfers/${transferId}`);
}

/** Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readTransfer(answer: WiseAnswer): WiseTransfer {
  return readJsonAnswer(answer, transfer);
}

/** `GET /v1/transfers`: those of a profile that wait for their money, from `offset` (0 or more) on, at most `TRANSFERS_A_PAGE`. */
export async function requestWaitingTransfers(client: WiseClient, token: Secret<string>, profileId: number, offset: number): Promise<WiseAnswer> {
  return getJson(client, token, `/v1/transfers?profile=${profileId}&status=${WAITS_FOR_MONEY}&limit=${TRANSFERS_A_PAGE}&offset=${offset}`);
}

/** A page of them. `listed`: how many stood there; `unread`: how many of them could not be read. Throws as `readTransfer`. */
export function readTransfers(answer: WiseAnswer): { transfers: WiseTransfer[]; listed: number; unread: number } {
  const items = readJsonAnswer(answer, listed);
  const { read, unread } = readEach(items, transfer);
  return { transfers: read, listed: items.length, unread };
}

/** `GET /v1/transfers/{id}/payments`: completed payments that funded it. */
export async function requestPayments(client: WiseClient, token: Secret<string>, transferId: number): Promise<WiseAnswer> {
  return getJson(client, token, `/v1/transfers/${transferId}/payments`);
}

/** Throws as `readTransfer`. */
export function readPayments(answer: WiseAnswer): { id: number; amount?: number; currency?: string }[] {
  return readJsonAnswer(answer, listed.pipe(z.array(payment)));
}
