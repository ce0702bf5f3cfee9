import { z } from 'zod';
import type { WiseClient } from './client.ts';
import { readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { getJson } from './get.ts';
import { looseText, present, shortText } from './lenient.ts';
import type { Secret } from './secret.ts';

/** `account`: as Wise words it, such as "(EUR) DE89 3704 0044 0532 0130 00". */
export type WiseRecipient = { name?: string; account?: string };

const recipient = z.object({
  name: z.union([z.object({ fullName: looseText }), z.string()]).nullish().catch(undefined),
  accountHolderName: looseText, longAccountSummary: looseText, accountSummary: looseText,
}).transform(({ name, accountHolderName, longAccountSummary, accountSummary }): WiseRecipient => present({
  name: shortText(typeof name === 'string' ? name : name?.fullName) ?? accountHolderName,
  account: longAccountSummary ?? accountSummary,
}));

/** `GET /v2/accounts/{id}` (docs.wise.com, Recipient, “Get recipient account by ID”). */
export async function requestRecipient(client: WiseClient, token: Secret<string>, accountId: number): Promise<WiseAnswer> {
  return getJson(client, token, `/v2/accounts/${accountId}`);
}

/** Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readRecipient(answer: WiseAnswer): WiseRecipient {
  return readJsonAnswer(answer, recipient);
}
