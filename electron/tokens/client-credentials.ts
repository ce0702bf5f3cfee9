import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { Audit, Clock } from '../ports.ts';
import type { WiseLink } from '../wise/clients.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import type { Exchange, WiseAnswer } from '../wise/exchange.ts';
import { readAccessToken, requestToken } from '../wise/oauth.ts';
import { outcomeOf } from '../wise/run-audit.ts';
import type { Secret } from '../wise/secret.ts';
import { duration } from './duration.ts';

/** A token this near its end is not used any more. */
export const RENEW_BEFORE_MS = 5 * 60_000;

export type Token = {
  value: Secret<string>;
  /** Milliseconds since the epoch, as is `expiresAt`. */
  fetchedAt: number;
  expiresAt: number;
  /** The call that fetched it. */
  exchange: Exchange;
};

/** A token and whether it was at hand or had to be fetched. */
export type TokenInHand = { token: Token; from: 'memory' | 'wise' };

/** An answer, and whether Wise refused the first token so that a second one was fetched and the call sent again. */
export type AuthorizedAnswer = { answer: WiseAnswer; renewed: boolean };

/**
 * Application tokens (OAuth client credentials), one per connection, in memory only as Wise asks.
 * Fetched when needed, renewed five minutes before their end, and never fetched twice at the same time.
 */
export class ClientCredentialsTokens {
  readonly #audit: Audit;
  readonly #now: Clock;
  readonly #onChange: () => void;
  readonly #tokens = new Map<string, Token>();
  readonly #fetching = new Map<string, Promise<Token>>();
  /** Grows with every `clear`, so that a fetch begun before it is known. */
  #epoch = 0;
  /** By connection: grows with every `drop`, for the same reason. */
  readonly #drops = new Map<string, number>();

  /** `onChange` is called when another token is kept, or one of them no longer. */
  constructor({ audit, now = Date.now, onChange = () => undefined }: { audit: Audit; now?: Clock; onChange?: () => void }) {
    this.#audit = audit;
    this.#now = now;
    this.#onChange = onChange;
  }

  /** Throws the errors of `WiseClient.send`, `WISE_UNAUTHORIZED` for a wrong id or secret, and `VAULT_LOCKED` if the vault was locked meanwhile. */
  async get(link: WiseLink): Promise<TokenInHand> {
    const kept = this.#tokens.get(tokenKey(link));
    if (kept && kept.expiresAt - RENEW_BEFORE_MS > this.#now()) return { token: kept, from: 'memory' };
    return { token: await this.renew(link), from: 'wise' };
  }

  /** Fetches a new token whether or not one is at hand. Callers at the same time share one fetch. */
  async renew(link: WiseLink): Promise<Token> {
    const key = tokenKey(link);
    const fetching = this.#fetching.get(key) ?? this.#fetch(link, key);
    this.#fetching.set(key, fetching);
    try {
      return await fetching;
    } finally {
      if (this.#fetching.get(key) === fetching) this.#fetching.delete(key);
    }
  }

  /** Sends with a token. When Wise answers `401` to it, fetches a new one and sends once more; a second `401` is answered as it is. */
  async authorized(link: WiseLink, send: (token: Secret<string>) => Promise<WiseAnswer>): Promise<AuthorizedAnswer> {
    const { token } = await this.get(link);
    const answer = await send(token.value);
    if (answer.status !== 401) return { answer, renewed: false };
    if (this.#tokens.get(tokenKey(link)) === token) {
      this.#tokens.delete(tokenKey(link));
      this.#onChange();
    }
    const next = await this.get(link);
    return { answer: await send(next.token.value), renewed: true };
  }

  /** The tokens that are kept, by connection and end (milliseconds since the epoch); nothing of the tokens themselves. */
  held(): { connectionId: string; expiresAt: number }[] {
    return [...this.#tokens].map(([key, { expiresAt }]) => ({ connectionId: connectionIdOf(key), expiresAt }));
  }

  /** Forgets those of one connection; one that is being fetched is not kept either. Was there any? */
  drop(connectionId: string): boolean {
    this.#drops.set(connectionId, this.#dropsOf(connectionId) + 1);
    const keys = [...this.#tokens.keys(), ...this.#fetching.keys()].filter((key) => connectionIdOf(key) === connectionId);
    for (const key of keys) {
      this.#tokens.delete(key);
      this.#fetching.delete(key);
    }
    if (keys.length > 0) this.#onChange();
    return keys.length > 0;
  }

  /** The newest token of a connection that is kept. */
  of(connectionId: string): Token | undefined {
    return [...this.#tokens].filter(([key]) => connectionIdOf(key) === connectionId).map(([, token]) => token).toSorted((a, b) => a.expiresAt - b.expiresAt).at(-1);
  }

  /** Forgets every token, as on lock; one that is being fetched is not kept either. */
  clear(): void {
    this.#epoch += 1;
    this.#tokens.clear();
    this.#fetching.clear();
  }

  async #fetch(link: WiseLink, key: string): Promise<Token> {
    const epoch = this.#epoch;
    const drops = this.#dropsOf(link.target.id);
    try {
      const answer = await requestToken(link, { grant_type: 'client_credentials' });
      const token = this.#read(answer);
      await this.#audit({ kind: 'token.fetched', outcome: 'ok', subject: link.target.name, says: `application token for ${duration(token.expiresAt - this.#now())}` });
      if (epoch !== this.#epoch) throw new PortcullisError('VAULT_LOCKED');
      if (drops === this.#dropsOf(link.target.id)) {
        this.#tokens.set(key, token);
        this.#onChange();
      }
      return token;
    } catch (thrown) {
      const { code } = toPortcullisError(thrown);
      if (code !== 'VAULT_LOCKED') await this.#audit({ kind: 'token.fetched', outcome: outcomeOf(code), subject: link.target.name, says: code });
      throw thrown;
    }
  }

  #dropsOf(connectionId: string): number {
    return this.#drops.get(connectionId) ?? 0;
  }

  #read(answer: WiseAnswer): Token {
    // RFC 6749, 5.2: a client that is not known may be told so with 400 as well as with 401.
    if (answer.status === 400) {
      const refusal = errorFromAnswer(answer);
      throw refusal.details.wiseCode === 'invalid_client' ? errorFromAnswer(answer, 'WISE_UNAUTHORIZED') : refusal;
    }
    const { value, expiresIn } = readAccessToken(answer);
    const fetchedAt = this.#now();
    return { value, fetchedAt, expiresAt: fetchedAt + expiresIn * 1000, exchange: answer.exchange };
  }
}

/** Address, client and certificate belong to the key: a connection whose credentials changed must not go on with the old token, which may be bound to the certificate it was fetched with (RFC 8705). */
function tokenKey({ target }: WiseLink): string {
  return JSON.stringify([target.id, target.apiUrl, target.clientId, target.certificate?.fingerprint]);
}

function connectionIdOf(key: string): string {
  const [id]: string[] = JSON.parse(key);
  return id ?? '';
}
