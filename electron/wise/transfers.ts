import type { WiseClient } from './client.ts';
import type { WiseAnswer } from './exchange.ts';
import type { Secret } from './secret.ts';

/** What the app reads of a transfer (`GET /v1/transfers/{id}`). Amounts in units of the currency; `created` ISO 8601 in UTC. */
export type WiseTransfer = {
  id: number; status: string; userId?: number; targetAccount?: number; quoteUuid?: string; reference?: string; created?: string;
  sourceCurrency: string; sourceValue: number; targetCurrency: string; targetValue: number; customerTransactionId?: string;
};

/** The one status of a transfer that waits for its money. */
export const WAITS_FOR_MONEY = 'incoming_payment_waiting';

export async function requestTransfer(_client: WiseClient, _token: Secret<string>, _id: number): Promise<WiseAnswer> {
  throw new Error('TODO');
}
export function readTransfer(_answer: WiseAnswer): WiseTransfer {
  throw new Error('TODO');
}
/** `GET /v1/transfers/{id}/payments`: completed payments that funded it. */
export async function requestPayments(_client: WiseClient, _token: Secret<string>, _id: number): Promise<WiseAnswer> {
  throw new Error('TODO');
}
export function readPayments(_answer: WiseAnswer): { id: number; amount?: number; currency?: string }[] {
  throw new Error('TODO');
}
