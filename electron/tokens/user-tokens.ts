import { PortcullisError } from '../../shared/errors.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { TokenEntry } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import { Secret } from '../wise/secret.ts';
import type { AuthorizedAnswer } from './client-credentials.ts';
import { findToken, withToken } from './entry.ts';
import { GroupCommit } from './group-commit.ts';
import { isAlive, isDue, isRefreshable, refusalError, withoutRefusal, withRefreshRefused } from './refresh-entry.ts';
import { Refresher } from './refresher.ts';
import { TokenUsage } from './usage.ts';

export type UserTokensDeps = { vault: VaultStore; audit: Audit; now?: Clock; /** A token is no longer being refreshed. */ onRefreshEnd?: () => void };
type Send = (token: Secret<string>) => Promise<WiseAnswer>;

/** User and personal tokens of the vault, at work: refreshed ahead of time, one refresh at a time per token, its outcome saved before it is used. */
export class UserTokens {
  readonly #vault: VaultStore;
  readonly #now: Clock;
  readonly #saves: GroupCommit;
  readonly #refresher: Refresher;
  readonly #usage: TokenUsage;

  constructor({ vault, audit, now = Date.now, onRefreshEnd = () => undefined }: UserTokensDeps) {
    this.#vault = vault;
    this.#now = now;
    this.#saves = new GroupCommit(vault);
    this.#refresher = new Refresher({ vault, audit, now, saves: this.#saves, onEnd: onRefreshEnd });
    this.#usage = new TokenUsage(this.#saves);
  }

  /** Sends with the token of the connection for what belongs to a profile; the built-in sandbox has one of its own. Throws `TOKEN_MISSING` where there is none, and the errors of `authorized`. */
  async forConnection(link: WiseLink, send: Send): Promise<AuthorizedAnswer> {
    const { userTokenId, ownUserToken } = link.target;
    if (userTokenId !== undefined) return this.authorized(link, userTokenId, send);
    if (!ownUserToken) throw new PortcullisError('TOKEN_MISSING');
    return { answer: await send(ownUserToken), renewed: false };
  }

  /**
   * Sends with a token, refreshed first when it is due. When Wise answers `401` to it, refreshes once and sends once more; a second `401` is answered as it is.
   * Throws `TOKEN_NOT_FOUND`, `TOKEN_OTHER_CONNECTION`, `TOKEN_ENDED`, `TOKEN_REFUSED`, `TOKEN_ANSWER_LOST`, `TOKEN_REFRESH_WAIT`, what `send` throws, and what a refresh throws (`WiseClient.send`, `VAULT_LOCKED`, `STORAGE_*`).
   */
  async authorized(link: WiseLink, tokenId: string, send: Send): Promise<AuthorizedAnswer> {
    const first = await this.#take(link, tokenId);
    const answer = await this.#send(tokenId, first, send);
    if (answer.status !== 401) return { answer, renewed: false };
    const second = await this.#takeAnother(link, tokenId, first);
    if (second === undefined) {
      await this.#refused(tokenId, first, answer);
      return { answer, renewed: false };
    }
    const again = await this.#send(tokenId, second, send);
    if (again.status === 401) await this.#refused(tokenId, second, again);
    return { answer: again, renewed: true };
  }

  /** Refreshes whether or not it is due, even after a refusal. Callers at the same time share one refresh. Throws `TOKEN_NO_REFRESH` and as `authorized`. */
  async refresh(link: WiseLink, tokenId: string): Promise<void> {
    assertOf(link, findToken(this.#vault.read(), tokenId));
    await this.#refresher.refresh(link, tokenId, { byHand: true });
  }

  /** Refreshes it if it may be refreshed ahead of time now. Throws as `authorized`. */
  async refreshAhead(link: WiseLink, tokenId: string): Promise<void> {
    const entry = findToken(this.#vault.read(), tokenId);
    assertOf(link, entry);
    if (this.isDueAhead(entry)) await this.#refresher.refresh(link, tokenId, { byHand: false });
  }

  /** Near its end but not over, and neither refused, nor uncertain, nor paused after a failure. */
  isDueAhead(entry: TokenEntry): boolean {
    const now = this.#now();
    return isRefreshable(entry) && entry.refusal === undefined && entry.refreshBegunAt === undefined && isAlive(entry, now) && isDue(entry, now) && this.#refresher.pauseLeft(entry.id) === 0;
  }

  /** When it was last used (ISO 8601), also where that is not saved yet. */
  lastUsedAt({ id, lastUsedAt }: Pick<TokenEntry, 'id' | 'lastUsedAt'>): string | undefined {
    return this.#usage.unsaved(id) ?? lastUsedAt;
  }

  /** Its refresh is under way now. */
  isRefreshing(tokenId: string): boolean {
    return this.#refresher.isRunning(tokenId);
  }

  /** Begins no refresh any more, and waits a moment for the answers to those under way. */
  async settle(): Promise<void> {
    await this.#refresher.settle();
  }

  /** Saves what has gathered about uses and what of refreshes could not be saved before, as before a lock. Throws what the vault throws. */
  async flush(): Promise<void> {
    await this.#refresher.flush();
    await this.#usage.flush();
  }

  /** Forgets what is only in memory, as on lock. */
  clear(): void {
    this.#refresher.clear();
    this.#usage.clear();
  }

  /** The access token to send. While the old one lives, a refresh that fails for a passing reason does not hold up anybody. */
  async #take(link: WiseLink, tokenId: string): Promise<string> {
    const entry = findToken(this.#vault.read(), tokenId);
    assertOf(link, entry);
    const { access } = entry;
    if (!isRefreshable(entry)) return this.#asItIs(entry);
    if (entry.refusal?.wiseCode === 'invalid_grant') throw refusalError(entry);
    if (access && !isDue(entry, this.#now()) && !this.#refresher.hasUnsaved(tokenId)) return access.value;
    try {
      await this.#refresher.refresh(link, tokenId, { byHand: false });
    } catch (thrown) {
      if (access && isPassing(thrown) && isAlive(entry, this.#now()) && !this.#refresher.hasUnsaved(tokenId)) return access.value;
      throw thrown;
    }
    return this.#newest(tokenId);
  }

  #asItIs(entry: TokenEntry): string {
    if (entry.access && (entry.kind === 'personal' || isAlive(entry, this.#now()))) return entry.access.value;
    throw new PortcullisError('TOKEN_ENDED');
  }

  /** Another access token after a `401`; undefined where there is nothing to get one with. */
  async #takeAnother(link: WiseLink, tokenId: string, refused: string): Promise<string | undefined> {
    const entry = findToken(this.#vault.read(), tokenId);
    if (!isRefreshable(entry)) return undefined;
    // Somebody else had it refreshed meanwhile.
    if (entry.access && entry.access.value !== refused) return entry.access.value;
    if (entry.refusal) return undefined;
    await this.#refresher.refresh(link, tokenId, { byHand: false });
    return this.#newest(tokenId);
  }

  #newest(tokenId: string): string {
    this.#refresher.assertOpen();
    const { access } = findToken(this.#vault.read(), tokenId);
    if (!access) throw new PortcullisError('TOKEN_ENDED');
    return access.value;
  }

  async #send(tokenId: string, token: string, send: Send): Promise<WiseAnswer> {
    const answer = await send(new Secret(token));
    const hasWorked = answer.status !== 401;
    this.#usage.record(tokenId, this.#now(), hasWorked ? token : undefined);
    if (hasWorked) await this.#accepted(tokenId, token);
    return answer;
  }

  /** Wise takes it after all. */
  async #accepted(tokenId: string, token: string): Promise<void> {
    const entry = this.#peek(tokenId);
    if (entry?.refusal === undefined || entry.access?.value !== token) return;
    await this.#note(tokenId, token, withoutRefusal);
  }

  /** Wise takes it no more. */
  async #refused(tokenId: string, token: string, answer: WiseAnswer): Promise<void> {
    if (this.#peek(tokenId)?.refusal) return;
    const at = new Date(this.#now()).toISOString();
    const { details } = errorFromAnswer(answer);
    await this.#note(tokenId, token, (entry) => withRefreshRefused(entry, at, details));
  }

  /** Notes something about a token that was sent, unless another took its place. That it cannot be noted must not keep the answer from whoever asked. */
  async #note(tokenId: string, token: string, change: (entry: TokenEntry) => TokenEntry): Promise<void> {
    await this.#saves.save((body) => withToken(body, tokenId, (entry) => (entry.access?.value === token ? change(entry) : entry))).catch(() => undefined);
  }

  /** Undefined when it was forgotten, or the vault locked. */
  #peek(tokenId: string): TokenEntry | undefined {
    try {
      return this.#vault.read().tokens.find(({ id }) => id === tokenId);
    } catch {
      return undefined;
    }
  }
}

/** A credential goes to the connection it belongs to and nowhere else. */
function assertOf({ target }: WiseLink, { connectionId }: TokenEntry): void {
  if (connectionId !== target.id) throw new PortcullisError('TOKEN_OTHER_CONNECTION');
}

/** Over soon by itself, and no word of Wise's about the token. */
function isPassing(thrown: unknown): boolean {
  return thrown instanceof PortcullisError && /^(WISE_|MTLS_|CLOCK_|STORAGE_|TOKEN_REFRESH_WAIT$)/.test(thrown.code);
}
