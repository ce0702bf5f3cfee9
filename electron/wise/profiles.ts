import { z } from 'zod';
import type { Profile } from '../../shared/model/tokens.ts';
import type { WiseClient } from './client.ts';
import { readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { looseId } from './lenient.ts';
import type { Secret } from './secret.ts';

const listed = z.object({
  id: z.number().int(),
  type: z.string().regex(/^(personal|business)$/i),
  userId: looseId,
  fullName: z.string().nullish(),
  businessName: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  address: z.object({ countryIso2Code: z.string().nullish() }).nullish(),
});

/** `GET /v2/profiles` with a user or personal token. */
export async function requestProfiles(client: WiseClient, token: Secret<string>): Promise<WiseAnswer> {
  return client.send({ method: 'GET', path: '/v2/profiles', authorization: { scheme: 'Bearer', token }, headers: { Accept: 'application/json' } });
}

/** The profiles, and the user whose they are where Wise tells. Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readProfiles(answer: WiseAnswer): { profiles: Profile[]; userId?: number } {
  const found = readJsonAnswer(answer, z.array(listed));
  const userId = found.find((one) => one.userId)?.userId;
  return { profiles: found.map(profileOf), ...(userId ? { userId } : {}) };
}

function profileOf({ id, type, fullName, businessName, firstName, lastName, address }: z.infer<typeof listed>): Profile {
  const country = address?.countryIso2Code?.toUpperCase();
  const name = fullName || businessName || [firstName, lastName].filter(Boolean).join(' ');
  return { id, type: type.toLowerCase() === 'business' ? 'business' : 'personal', name: name || `profile ${id}`, ...(country ? { country } : {}) };
}
