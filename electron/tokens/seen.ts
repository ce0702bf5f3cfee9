import type { Profile } from '../../shared/model/tokens.ts';
import { shortId } from '../keys/entry.ts';
import type { TokenEntry, VaultBody } from '../vault/body.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import type { readProfiles } from '../wise/profiles.ts';
import { withToken, withTokenEvent } from './entry.ts';
import { withRefreshRefused } from './refresh-entry.ts';

export type Seen = ReturnType<typeof readProfiles>;

/** Wise took the token and told what it sees. A connection that uses it and has no profile takes the token's, if there is one only. `at` is ISO 8601. */
export function withSeen(body: VaultBody, tokenId: string, { profiles, userId }: Seen, { status }: WiseAnswer, at: string): VaultBody {
  const next = withToken(body, tokenId, ({ refusal: _over, ...entry }) => withTokenEvent(
    { ...entry, profiles, lastTestedAt: at, ...(userId === undefined ? {} : { userId }) },
    { at, kind: 'tested', says: `Wise answered ${status}, ${countOf(profiles)}` },
  ));
  return withOnlyProfile(next, tokenId, profiles);
}

/** A connection that uses the token and has no profile takes the token's, if there is one only. */
export function withOnlyProfile(body: VaultBody, tokenId: string, [only, ...others]: readonly Profile[]): VaultBody {
  if (!only || others.length > 0) return body;
  const needsIt = (one: VaultBody['connections'][number]) => one.userTokenId === tokenId && one.profileId === undefined;
  return { ...body, connections: body.connections.map((one) => (needsIt(one) ? { ...one, profileId: only.id } : one)) };
}

/** Wise answered something else. A `401` says that the token itself is not taken. */
export function withUnseen(body: VaultBody, tokenId: string, answer: WiseAnswer, at: string): VaultBody {
  return withToken(body, tokenId, (entry) => unseen(entry, answer, at));
}

function unseen(entry: TokenEntry, answer: WiseAnswer, at: string): TokenEntry {
  const { status, exchange } = answer;
  const trace = exchange.traceId === undefined ? '' : `, trace ${shortId(exchange.traceId)}`;
  if (status !== 401) return withTokenEvent({ ...entry, lastTestedAt: at }, { at, kind: 'tested', says: `Wise answered ${status}${trace}` });
  const tested = { ...entry, lastTestedAt: at };
  // Mostly it was noted where the token was sent.
  return entry.refusal ? tested : withRefreshRefused(tested, at, errorFromAnswer(answer).details);
}

/** Such as "2 profiles". */
export function countOf({ length }: readonly Profile[]): string {
  return `${length} ${length === 1 ? 'profile' : 'profiles'}`;
}
