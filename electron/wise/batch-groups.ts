import { z } from 'zod';
import type { WiseClient } from './client.ts';
import { readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { getJson } from './get.ts';
import { currency, looseId, looseNumber, looseText, present } from './lenient.ts';
import type { Secret } from './secret.ts';

/** What the app reads of a batch group (`GET /v3/profiles/{profileId}/batch-groups/{id}`). `status` in capitals; `payInAmount` in units of the source currency. */
export type WiseBatchGroup = { id: string; name: string; sourceCurrency: string; status: string; transferIds: number[]; payInAmount?: number };

/** The status of a batch group that takes no more transfers and may be funded. */
export const BATCH_COMPLETED = 'COMPLETED';

const payIn = z.object({ amount: looseNumber, currency: z.string().nullish() }).catch({ amount: undefined, currency: undefined });
const batchGroup = z.object({
  id: z.string().min(1).max(100), name: looseText, sourceCurrency: currency,
  status: z.string().transform((status) => status.toUpperCase()),
  transferIds: z.array(looseId).nullish(), payInDetails: z.array(payIn).nullish().catch(undefined),
}).transform(({ payInDetails, name, transferIds, ...rest }): WiseBatchGroup => present({
  ...rest, name: name ?? `batch ${rest.id}`, transferIds: (transferIds ?? []).filter((one) => one !== undefined),
  // One for each way of paying in from outside; the amount is the same.
  payInAmount: payInDetails?.find((one) => one.currency?.toUpperCase() === rest.sourceCurrency)?.amount,
}));

/** `GET /v3/profiles/{profileId}/batch-groups/{id}`. */
export async function requestBatchGroup(client: WiseClient, token: Secret<string>, profileId: number, id: string): Promise<WiseAnswer> {
  return getJson(client, token, `/v3/profiles/${profileId}/batch-groups/${encodeURIComponent(id)}`);
}

/** Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readBatchGroup(answer: WiseAnswer): WiseBatchGroup {
  return readJsonAnswer(answer, batchGroup);
}
