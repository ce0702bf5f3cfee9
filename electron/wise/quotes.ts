import { z } from 'zod';
import type { Money } from '../../shared/model/approvals.ts';
import type { WiseClient } from './client.ts';
import { readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { getJson } from './get.ts';
import { currency, looseNumber } from './lenient.ts';
import type { Secret } from './secret.ts';

const option = z.object({ payIn: z.string().nullish(), sourceCurrency: currency.nullish().catch(undefined), fee: z.object({ total: looseNumber }).nullish().catch(undefined) });
const quote = z.object({ sourceCurrency: currency.nullish().catch(undefined), paymentOptions: z.array(option.catch({ payIn: undefined, sourceCurrency: undefined, fee: undefined })).nullish() });

/** `GET /v3/profiles/{profileId}/quotes/{quoteId}` (docs.wise.com, Quote, “Retrieve a quote”). */
export async function requestQuote(client: WiseClient, token: Secret<string>, profileId: number, quoteId: string): Promise<WiseAnswer> {
  return getJson(client, token, `/v3/profiles/${profileId}/quotes/${encodeURIComponent(quoteId)}`);
}

/** What Wise keeps when it is paid from a balance; undefined where that is not told. Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readBalanceFee(answer: WiseAnswer): Money | undefined {
  const { paymentOptions, sourceCurrency } = readJsonAnswer(answer, quote);
  const fromBalance = paymentOptions?.find(({ payIn }) => payIn?.toUpperCase() === 'BALANCE');
  const [value, code] = [fromBalance?.fee?.total, fromBalance?.sourceCurrency ?? sourceCurrency];
  return value === undefined || !code ? undefined : { value, currency: code };
}
