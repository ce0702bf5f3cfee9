import { PortcullisError } from '../../shared/errors.ts';
import type { TokenEntry, VaultBody } from '../vault/body.ts';
import type { GrantedToken } from '../wise/oauth.ts';
import { tailOf } from './tail.ts';

/** Longest history of a token that is kept: a refresh twice a day would fill the vault. */
const LONGEST_HISTORY = 50;
/** A token this near its end is refreshed before it is used: ten minutes, or a tenth of its life where that is shorter. */
const REFRESH_BEFORE_MS = 10 * 60_000;

/** Throws `TOKEN_NOT_FOUND`. */
export function findToken({ tokens }: Pick<VaultBody, 'tokens'>, id: string): TokenEntry {
  const entry = tokens.find((one) => one.id === id);
  if (!entry) throw new PortcullisError('TOKEN_NOT_FOUND');
  return entry;
}

/** The body with one token changed; the same body where nothing changed. A token that is gone stays gone. */
export function withToken(body: VaultBody, id: string, change: (entry: TokenEntry) => TokenEntry): VaultBody {
  const at = body.tokens.findIndex((one) => one.id === id);
  const before = body.tokens[at];
  const after = before && change(before);
  return after === undefined || after === before ? body : { ...body, tokens: body.tokens.with(at, after) };
}

export function withTokenEvent(entry: TokenEntry, event: TokenEntry['history'][number]): TokenEntry {
  return { ...entry, history: [...entry.history, event].slice(-LONGEST_HISTORY) };
}

/** What Wise granted, as the vault keeps it. `now` in milliseconds since the epoch. */
export function grantedParts({ value, expiresIn, refresh }: GrantedToken, now: number): Pick<TokenEntry, 'access' | 'refresh'> {
  const after = (seconds: number) => new Date(now + seconds * 1000).toISOString();
  return {
    access: { value: value.reveal(), issuedAt: new Date(now).toISOString(), endsAt: after(expiresIn) },
    ...(refresh ? { refresh: { value: refresh.value.reveal(), ...(refresh.expiresIn === undefined ? {} : { endsAt: after(refresh.expiresIn) }) } } : {}),
  };
}

/** When its access token should be refreshed, in milliseconds since the epoch; `Infinity` for one without an end, `-Infinity` where there is only a refresh token. */
export function dueAt({ access }: Pick<TokenEntry, 'access'>): number {
  if (!access) return -Infinity;
  if (access.endsAt === undefined) return Infinity;
  const [issued, ends] = [Date.parse(access.issuedAt), Date.parse(access.endsAt)];
  return ends - Math.min(REFRESH_BEFORE_MS, (ends - issued) / 10);
}

/** How a token is called in sentences and in the audit log, such as `token “Acme” (…c0de)`. */
export function tokenName({ label, access }: Pick<TokenEntry, 'label' | 'access'>): string {
  const tail = access ? ` (…${tailOf(access.value)})` : '';
  return `token “${label}”${tail}`;
}
