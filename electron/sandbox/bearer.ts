import { FIXED } from './fixed.ts';
import type { SandboxState, Store, UserGrant } from './state.ts';
import { sameSecret } from './tokens.ts';
import type { World } from './world.ts';

/** Whose token it is. `user`: granted through OAuth; `personal`: made by hand. */
export interface PersonBearer {
  readonly userId: number;
  readonly kind: 'user' | 'personal';
  /** The profile that was chosen on the consent page. */
  readonly profileId?: number;
}

export type Bearer = PersonBearer | { readonly kind: 'application' };

/** What a live token stands for; undefined for one that is unknown or dead. */
export function findBearer(token: string, { tokens, store, now }: World): Bearer | undefined {
  if (tokens.isAlive(token, now())) return { kind: 'application' };
  return findOwn(token, store.state) ?? findPersonal(token, store.state) ?? findGranted(token, store, now());
}

function findOwn(token: string, { ownUserToken }: SandboxState): PersonBearer | undefined {
  return sameSecret(token, ownUserToken) ? { kind: 'user', userId: FIXED.userId } : undefined;
}

function findPersonal(token: string, { personalToken, isPersonalTokenDeleted, personalTokens }: SandboxState): PersonBearer | undefined {
  if (!isPersonalTokenDeleted && sameSecret(token, personalToken)) return { kind: 'personal', userId: FIXED.userId };
  const made = personalTokens.find((one) => one.deletedAt === undefined && one.token === token);
  return made && { kind: 'personal', userId: made.userId };
}

function findGranted(token: string, store: Store, now: number): PersonBearer | undefined {
  const grant = store.state.userGrants.find((one) => one.accessToken === token);
  if (!grant || Date.parse(grant.accessEndsAt) <= now) return undefined;
  endPrevious(store, grant);
  const { userId, profileId } = grant;
  return { kind: 'user', userId, ...(profileId === undefined ? {} : { profileId }) };
}

/** The newest answer has arrived, as something of it is used: what went before it is no longer needed. */
function endPrevious(store: Store, grant: UserGrant): void {
  const { previousRefreshToken, ...rest } = grant;
  if (previousRefreshToken === undefined) return;
  store.change({ userGrants: store.state.userGrants.map((one) => (one === grant ? rest : one)) });
}
