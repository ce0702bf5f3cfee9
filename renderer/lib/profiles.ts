import type { ApprovalInbox } from '../../shared/model/approvals.ts';
import type { TokenSummary } from '../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../shared/model/views.ts';

export type KnownProfile = { id: number; name?: string };
type Connection = Pick<ConnectionSummary, 'id' | 'profileId' | 'userTokenId'>;
type Token = Pick<TokenSummary, 'id' | 'connectionId' | 'kind' | 'isInUse' | 'profiles'>;
type Inbox = Pick<ApprovalInbox, 'items' | 'balances' | 'profiles'>;

/** The profiles that calls over a connection can be about, as far as is known here: its own one first, then by name. */
export function profilesOf({ id, profileId, userTokenId }: Connection, tokens: readonly Token[], inbox: Inbox | undefined): KnownProfile[] {
  const names = new Map<number, string | undefined>();
  const learn = (profile: number | undefined, name?: string) => {
    if (profile !== undefined) names.set(profile, names.get(profile) ?? name);
  };
  const carried = tokens.filter((token) => token.connectionId === id && token.kind !== 'application' && (token.id === userTokenId || token.isInUse));
  for (const profile of carried.flatMap((token) => token.profiles)) learn(profile.id, profile.name);
  for (const profile of inbox?.profiles ?? []) learn(profile.id, profile.name);
  for (const item of inbox?.items ?? []) learn(item.profileId, item.profileName);
  for (const balance of inbox?.balances ?? []) learn(balance.profileId);
  learn(profileId);
  const known = [...names].map(([one, name]): KnownProfile => ({ id: one, ...(name !== undefined && { name }) }));
  const rank = (one: KnownProfile) => (one.id === profileId ? 0 : one.name === undefined ? 2 : 1);
  return known.toSorted((a, b) => rank(a) - rank(b) || (a.name ?? '').localeCompare(b.name ?? '') || a.id - b.id);
}

/** "Acme Payments Ltd (30120001)". */
export function profileText({ id, name }: KnownProfile): string {
  return name === undefined ? `Profile ${id}` : `${name} (${id})`;
}
