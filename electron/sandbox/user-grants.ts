import { randomUUID } from 'node:crypto';
import type { Store, UserGrant } from './state.ts';

/** "Up to 20 years". */
const REFRESH_SECONDS = 20 * 365 * 86_400;
/** They are kept with the vault: beyond this the oldest ends. */
const MOST_GRANTS = 1000;

/** An answer of a grant. Times in milliseconds since 1970. */
export interface Granted {
  readonly accessToken: string;
  readonly accessEndsAt: number;
  readonly refreshToken: string;
  readonly refreshEndsAt: number;
}

/** `now` in milliseconds since 1970; the access token lives for `seconds`. */
interface Lifetime {
  readonly now: number;
  readonly seconds: number;
}

type Grantee = Pick<UserGrant, 'userId' | 'profileId' | 'code'>;

/** A first access token and refresh token. `code` is no longer open from then on. */
export function grantUser(store: Store, grantee: Grantee, { now, seconds }: Lifetime): Granted {
  const granted = newTokens({ now, seconds });
  const grant: UserGrant = { ...grantee, ...stored(granted), createdAt: new Date(now).toISOString() };
  const { userGrants, consentCodes } = store.state;
  const living = userGrants.filter((one) => Date.parse(one.refreshEndsAt) > now);
  store.change({
    userGrants: [...living, grant].slice(-MOST_GRANTS),
    ...(grantee.code === undefined ? {} : { consentCodes: consentCodes.filter((one) => one.code !== grantee.code) }),
  });
  return granted;
}

/** The live grant that a refresh token belongs to, as its newest one or as the one before. */
export function findRefreshable({ state }: Store, refreshToken: string, now: number): UserGrant | undefined {
  return state.userGrants.find((one) => (one.refreshToken === refreshToken || one.previousRefreshToken === refreshToken) && Date.parse(one.refreshEndsAt) > now);
}

/** New tokens in the place of the old ones; `used` works on until anything of this answer is used, but for `isStrict`. */
export function refreshGrant(store: Store, grant: UserGrant, used: string, { now, seconds, isStrict }: Lifetime & { isStrict: boolean }): Granted {
  const granted = newTokens({ now, seconds });
  const { previousRefreshToken: _, ...rest } = grant;
  const refreshed: UserGrant = { ...rest, ...stored(granted), ...(isStrict ? {} : { previousRefreshToken: used }) };
  store.change({ userGrants: store.state.userGrants.map((one) => (one === grant ? refreshed : one)) });
  return granted;
}

/** Ends what an authorization code gave (RFC 6749, 4.1.2), however often it was refreshed; whether there was any of it. */
export function endGrantOfCode(store: Store, code: string): boolean {
  const { userGrants } = store.state;
  const left = userGrants.filter((one) => one.code !== code);
  if (left.length === userGrants.length) return false;
  store.change({ userGrants: left });
  return true;
}

/** Every access token dies at `now`; the refresh tokens live. */
export function endAccessTokens(store: Store, now: number): void {
  const accessEndsAt = new Date(now).toISOString();
  const living = (grant: UserGrant) => Date.parse(grant.accessEndsAt) > now;
  if (!store.state.userGrants.some(living)) return;
  store.change({ userGrants: store.state.userGrants.map((one) => (living(one) ? { ...one, accessEndsAt } : one)) });
}

function newTokens({ now, seconds }: Lifetime): Granted {
  return { accessToken: randomUUID(), accessEndsAt: now + seconds * 1000, refreshToken: randomUUID(), refreshEndsAt: now + REFRESH_SECONDS * 1000 };
}

function stored({ accessToken, accessEndsAt, refreshToken, refreshEndsAt }: Granted): Pick<UserGrant, keyof Granted> {
  return { accessToken, accessEndsAt: new Date(accessEndsAt).toISOString(), refreshToken, refreshEndsAt: new Date(refreshEndsAt).toISOString() };
}
