import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { TokenEntry } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import { outcomeOf } from '../wise/run-audit.ts';
import { findToken, grantedParts, tokenName, withToken } from './entry.ts';
import type { GroupCommit } from './group-commit.ts';
import { RefreshClientCheck } from './refresh-client-check.ts';
import { refusalError, withAnswerLost, withRefreshBegun, withRefreshed, withRefreshRefused, withRefreshUndone, type Refreshed } from './refresh-entry.ts';
import { RefreshPauses } from './refresh-pauses.ts';
import { requestRefresh, type RefreshOutcome } from './refresh-request.ts';

export type RefresherDeps = { vault: VaultStore; audit: Audit; saves: GroupCommit; now: Clock; /** A refresh is over, however it ended. */ onEnd(): void };

/** Longest time that a lock waits for answers. */
const SETTLE_MS = 1_200;

/** The token as it was when its refresh was noted, and whether an earlier one was still open. */
type Begun = { entry: TokenEntry; wasUncertain: boolean };
type Failed = Extract<RefreshOutcome, { kind: 'failed' }>;

/**
 * Refreshes tokens, never two refreshes of one token at a time. That one is sent is saved before it is sent; the new pair is saved before anybody gets it.
 * So whatever happens in between, the vault knows that something did.
 */
export class Refresher {
  readonly #deps: RefresherDeps;
  readonly #running = new Map<string, Promise<void>>();
  /** New pairs that could not be saved yet, by token. */
  readonly #unsaved = new Map<string, { entry: TokenEntry; refreshed: Refreshed }>();
  readonly #pauses: RefreshPauses;
  readonly #check: RefreshClientCheck;
  #isClosing = false;

  constructor(deps: RefresherDeps) {
    this.#deps = deps;
    this.#pauses = new RefreshPauses(deps.now);
    this.#check = new RefreshClientCheck(deps.now);
  }

  /** Callers at the same time share one refresh. `byHand`: also after a refusal, and without a pause. */
  async refresh(link: WiseLink, tokenId: string, { byHand }: { byHand: boolean }): Promise<void> {
    const running = this.#running.get(tokenId) ?? this.#run(link, tokenId, byHand).finally(() => this.#end(tokenId));
    this.#running.set(tokenId, running);
    return running;
  }

  isRunning(tokenId: string): boolean {
    return this.#running.has(tokenId);
  }

  /** A new pair waits to be saved. */
  hasUnsaved(tokenId: string): boolean {
    return this.#unsaved.has(tokenId);
  }

  /** Milliseconds until it is tried by itself again. */
  pauseLeft(tokenId: string): number {
    return this.#pauses.left(tokenId);
  }

  /** Throws `VAULT_LOCKED` once a lock has begun. */
  assertOpen(): void {
    if (this.#isClosing) throw new PortcullisError('VAULT_LOCKED');
  }

  /** Begins none any more, and waits a moment for the answers to those that were sent. */
  async settle(): Promise<void> {
    this.#isClosing = true;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, SETTLE_MS);
    await Promise.race([this.#ended(), late]);
    clearTimeout(timer);
  }

  /** Saves what could not be saved before. Throws what the vault throws. */
  async flush(): Promise<void> {
    await this.#ended();
    await Promise.all([...this.#unsaved.keys()].map((tokenId) => this.#keep(tokenId)));
  }

  clear(): void {
    this.#isClosing = false;
    this.#unsaved.clear();
    this.#pauses.clear();
    this.#check.clear();
  }

  #end(tokenId: string): void {
    this.#running.delete(tokenId);
    this.#deps.onEnd();
  }

  async #ended(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }

  async #run(link: WiseLink, tokenId: string, byHand: boolean): Promise<void> {
    this.assertOpen();
    const entry = findToken(this.#deps.vault.read(), tokenId);
    if (this.#unsaved.has(tokenId)) return this.#keep(tokenId);
    if (entry.kind !== 'user' || !entry.refresh) throw new PortcullisError('TOKEN_NO_REFRESH');
    if (!byHand) this.#assertByItself(entry);
    const begun = await this.#begin(tokenId);
    const { refresh, previousRefresh } = begun.entry;
    if (!refresh) throw new PortcullisError('TOKEN_NO_REFRESH');
    const outcome = await requestRefresh(link, previousRefresh === undefined ? [refresh.value] : [refresh.value, previousRefresh], this.#check);
    if (outcome.kind === 'failed') throw await this.#failed(begun, outcome);
    if (outcome.kind === 'refused') throw await this.#refused(begun, outcome.error);
    const { now } = this.#deps;
    this.#unsaved.set(tokenId, { entry: begun.entry, refreshed: { parts: grantedParts(outcome.granted, now()), used: outcome.used, at: new Date(now()).toISOString() } });
    this.#pauses.end(tokenId);
    await this.#keep(tokenId);
  }

  #assertByItself(entry: TokenEntry): void {
    const refusal = refusalError(entry);
    if (refusal) throw refusal;
    const retryAfterMs = this.#pauses.left(entry.id);
    if (retryAfterMs > 0) throw new PortcullisError('TOKEN_REFRESH_WAIT', { retryAfterMs });
  }

  /** What is on disk from now on says that a refresh was sent. */
  async #begin(tokenId: string): Promise<Begun> {
    const { saves, now } = this.#deps;
    let wasUncertain = false;
    const body = await saves.save((before) => withToken(before, tokenId, (entry) => {
      wasUncertain = entry.refreshBegunAt !== undefined;
      return withRefreshBegun(entry, new Date(now()).toISOString());
    }));
    const begun = { entry: findToken(body, tokenId), wasUncertain };
    if (this.#isClosing) {
      await this.#undo(begun);
      this.assertOpen();
    }
    return begun;
  }

  /** Saves the new pair. Until that has worked nobody gets it, and nothing else is asked of Wise for this token. */
  async #keep(tokenId: string): Promise<void> {
    const unsaved = this.#unsaved.get(tokenId);
    if (!unsaved) return;
    const { entry, refreshed } = unsaved;
    const body = await this.#deps.saves.save((before) => withToken(before, tokenId, (kept) => withRefreshed(kept, refreshed))).catch(async (thrown: unknown) => {
      await this.#unkept(entry, toPortcullisError(thrown));
      throw thrown;
    });
    this.#unsaved.delete(tokenId);
    const kept = body.tokens.find(({ id }) => id === tokenId);
    const isKept = kept !== undefined && kept.access?.value === refreshed.parts.access?.value;
    await this.#audit(entry, isKept ? 'ok' : 'failed', isKept ? 'a new access token was saved' : `it was ${kept ? 'granted anew' : 'forgotten'} meanwhile`);
    findToken(body, tokenId);
  }

  /** Nothing of it may stay in memory past a lock. */
  async #unkept(entry: TokenEntry, { code }: PortcullisError): Promise<void> {
    if (code === 'VAULT_LOCKED') this.#unsaved.delete(entry.id);
    await this.#audit(entry, 'failed', `${code}: the new token is not saved`).catch(() => undefined);
  }

  /** The error to be thrown. */
  async #refused({ entry, wasUncertain }: Begun, error: PortcullisError): Promise<PortcullisError> {
    const { saves, now } = this.#deps;
    const at = new Date(now()).toISOString();
    this.#pauses.end(entry.id);
    await saves.save((body) => withToken(body, entry.id, (kept) => (kept.refresh?.value === entry.refresh?.value ? withRefreshRefused(wasUncertain ? kept : withRefreshUndone(kept), at, error.details) : kept)));
    const code = wasUncertain ? 'TOKEN_ANSWER_LOST' : 'TOKEN_REFUSED';
    await this.#audit(entry, 'refused', code);
    return new PortcullisError(code, error.details, { cause: error });
  }

  /** The error to be thrown. What cannot be noted about it is let go: the mark in the vault is on the safe side. */
  async #failed(begun: Begun, { error, isUncertain }: Failed): Promise<PortcullisError> {
    const { entry } = begun;
    if (error.code !== 'CANCELLED') this.#pauses.failed(entry.id, error.details.retryAfterMs);
    await (isUncertain ? this.#noteLost(begun, error) : this.#undo(begun));
    await this.#audit(entry, outcomeOf(error.code), error.code);
    return this.#isClosing ? new PortcullisError('VAULT_LOCKED', {}, { cause: error }) : error;
  }

  async #noteLost({ entry, wasUncertain }: Begun, error: PortcullisError): Promise<void> {
    const at = new Date(this.#deps.now()).toISOString();
    if (!wasUncertain) await this.#try((kept) => withAnswerLost(kept, at, error.code), entry.id);
  }

  async #undo({ entry, wasUncertain }: Begun): Promise<void> {
    if (!wasUncertain) await this.#try(withRefreshUndone, entry.id);
  }

  async #try(change: (entry: TokenEntry) => TokenEntry, tokenId: string): Promise<void> {
    await this.#deps.saves.save((body) => withToken(body, tokenId, change)).catch(() => undefined);
  }

  async #audit(entry: TokenEntry, outcome: 'ok' | 'refused' | 'failed', says: string): Promise<void> {
    await this.#deps.audit({ kind: 'token.refreshed', outcome, subject: tokenName(entry), says });
  }
}
