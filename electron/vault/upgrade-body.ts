import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { TokenEntry } from './body.ts';

/** A connection of the version that kept the token with it. */
const earlierConnection = z.looseObject({ id: z.uuid(), userToken: z.string() });
const earlierBody = z.looseObject({ connections: z.array(z.unknown()), tokens: z.array(z.unknown()).default([]) });

/** What earlier versions wrote, in the shape of this one; what is of this version already, or no body at all, is answered as it is. */
export function upgradeBody(stored: unknown, now = new Date()): unknown {
  const body = earlierBody.safeParse(stored);
  if (!body.success) return stored;
  const { connections, tokens } = body.data;
  const made: TokenEntry[] = [];
  const upgraded = connections.map((one) => {
    const earlier = earlierConnection.safeParse(one);
    if (!earlier.success) return one;
    const { userToken, ...connection } = earlier.data;
    const token = tokenOf(connection.id, userToken, now.toISOString());
    made.push(token);
    return { ...connection, userTokenId: token.id };
  });
  return made.length === 0 ? stored : { ...body.data, connections: upgraded, tokens: [...tokens, ...made] };
}

/** It was a user or personal token; nothing could renew it, so it is kept as a personal one. */
function tokenOf(connectionId: string, value: string, at: string): TokenEntry {
  const history: TokenEntry['history'] = [{ at, kind: 'imported', says: 'Taken over from the webhook access of the connection' }];
  return { id: randomUUID(), connectionId, kind: 'personal', label: 'Webhook access', origin: 'pasted', madeAt: at, access: { value, issuedAt: at }, profiles: [], history };
}
