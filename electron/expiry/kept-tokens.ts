import type { ExpiryItem } from '../../shared/model/expiry.ts';
import { replaceAtOf } from '../tokens/state.ts';
import type { TokenEntry, VaultBody } from '../vault/body.ts';

type Known = Pick<ExpiryItem, 'id' | 'kind' | 'title' | 'connectionNames' | 'endsAt' | 'isCovered'>;

/**
 * Tokens of the vault that end: personal ones when the person wanted them replaced, user tokens with their refresh token, or with the access token where that is all that is known.
 * What Wise takes no more is left out.
 */
export function keptTokensThatEnd({ tokens }: Pick<VaultBody, 'tokens'>, names: ReadonlyMap<string, string>, now: number): Known[] {
  return tokens.filter(({ refusal }) => refusal === undefined).flatMap((entry): Known[] => {
    const endsAt = endOf(entry);
    if (endsAt === undefined) return [];
    const name = names.get(entry.connectionId);
    return [{ id: entry.id, kind: 'token', title: entry.label, connectionNames: name === undefined ? [] : [name], endsAt, isCovered: refreshesItself(entry) || tokens.some((other) => succeeds(other, entry, now)) }];
  });
}

function endOf(entry: TokenEntry): string | undefined {
  return entry.kind === 'personal' ? replaceAtOf(entry) : (entry.refresh?.endsAt ?? entry.access?.endsAt);
}

/** Its access token ends, its refresh token does not as far as Wise said. */
function refreshesItself({ refresh }: TokenEntry): boolean {
  return refresh !== undefined && refresh.endsAt === undefined;
}

/** A newer user token of the same connection and profile that works still. */
function succeeds(other: TokenEntry, entry: TokenEntry, now: number): boolean {
  const isSame = other.kind === 'user' && entry.kind === 'user' && other.connectionId === entry.connectionId && other.profileId !== undefined && other.profileId === entry.profileId;
  const end = endOf(other);
  return isSame && other.refusal === undefined && Date.parse(other.madeAt) > Date.parse(entry.madeAt) && (refreshesItself(other) || end === undefined || Date.parse(end) > now);
}
