import { z } from 'zod';
import type { Money } from '../../shared/model/approvals.ts';
import type { WiseClient } from './client.ts';
import { readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { getJson } from './get.ts';
import { amount, currency, id, listed, readEach } from './lenient.ts';
import type { Secret } from './secret.ts';

/** `available`: what can be spent. */
export type WiseBalance = { id: number; available: Money };

const balance = z.object({ id, amount: z.object({ value: amount, currency }) }).transform((one): WiseBalance => ({ id: one.id, available: one.amount }));

/** `GET /v4/profiles/{profileId}/balances?types=STANDARD`. */
export async function requestBalances(client: WiseClient, token: Secret<string>, profileId: number): Promise<WiseAnswer> {
  return getJson(client, token, `/v4/profiles/${profileId}/balances?types=STANDARD`);
}

/** Those that can be read. Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readBalances(answer: WiseAnswer): WiseBalance[] {
  const items = readJsonAnswer(answer, listed);
  return readEach(items, balance).read;
}
