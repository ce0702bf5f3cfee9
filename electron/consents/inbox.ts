import { toPortcullisError, toWireError, type PortcullisError } from '../../shared/errors.ts';
import type { Topic } from '../../shared/ipc/contract.ts';
import type { ConsentView } from '../../shared/model/tokens.ts';
import type { ConsentLink } from '../links/parse.ts';
import type { Clock } from '../ports.ts';
import type { ConsentEntry } from '../vault/body.ts';
import type { VaultEvent } from '../vault/open-vault.ts';
import type { ConsentAnswer } from './answer.ts';
import { KEEP_MS, KeptAnswers } from './kept-answers.ts';
import { LoopbackListeners } from './loopback-listeners.ts';
import { loopbackOf } from './redirect-uri.ts';

const LISTEN_MS = 5 * 60_000;
/** Any page can open links: no more than these are kept while locked. */
const MOST_LINKS = 50;
/** After an unlock: the log is told of it first. */
const SOON_MS = 100;

export type ConsentInboxDeps = {
  vault: { onChange(listener: (event: VaultEvent) => void): () => void };
  /** Open, and not about to be locked. */
  isOpen(): boolean;
  changed(...topics: Topic[]): void;
  now?: Clock;
};

/** What becomes of an answer that came by itself, once the vault is open. */
export type Delivery = { finish(consentId: string, answer: ConsentAnswer): Promise<unknown>; finishLink(link: ConsentLink): Promise<unknown> };

type Standing = Pick<ConsentView, 'listensUntil' | 'problem'>;

/**
 * Answers of consents as they come in, also while the vault is locked: people are away at Wise then.
 * All of it is in memory only; listeners end after five minutes, answers after thirty.
 */
export class ConsentInbox {
  /** Answers that are not in the vault yet, as what Wise granted. */
  readonly kept: KeptAnswers;
  readonly #deps: ConsentInboxDeps;
  readonly #now: Clock;
  readonly #listeners: LoopbackListeners;
  readonly #standings = new Map<string, Standing & { timer?: NodeJS.Timeout }>();
  readonly #answered = new Set<string>();
  readonly #stopWatching: () => void;
  #delivery: Delivery | undefined;
  /** By state. */
  readonly #links = new Map<string, { link: ConsentLink; timer: NodeJS.Timeout }>();
  #soon: NodeJS.Timeout | undefined;

  constructor(deps: ConsentInboxDeps) {
    this.#deps = deps;
    this.#now = deps.now ?? Date.now;
    this.kept = new KeptAnswers(this.#now);
    this.#listeners = new LoopbackListeners({ onAnswer: (consentId, answer) => this.#take(consentId, answer), now: this.#now });
    this.#stopWatching = deps.vault.onChange((event) => event === 'unlocked' && this.#deliverSoon());
  }

  deliverTo(delivery: Delivery): void {
    this.#delivery = delivery;
  }

  /** Waits for the answer where the redirect URI is loopback. What keeps it from listening stands in `standing`. */
  async listen({ id, state, redirectUri }: Pick<ConsentEntry, 'id' | 'state' | 'redirectUri'>): Promise<void> {
    await this.#stopListening(id);
    const loopback = loopbackOf(redirectUri);
    if (!loopback) return;
    const until = this.#now() + LISTEN_MS;
    try {
      await this.#listeners.open({ consentId: id, state, redirectUri, loopback, until });
      const timer = setTimeout(() => void this.#stopListening(id), LISTEN_MS).unref();
      this.#standings.set(id, { listensUntil: new Date(until).toISOString(), timer });
    } catch (thrown) {
      this.#standings.set(id, { problem: toWireError(thrown) });
    }
    this.#deps.changed('consents');
  }

  standing(consentId: string): Standing {
    const { listensUntil, problem } = this.#standings.get(consentId) ?? {};
    return { ...(listensUntil === undefined ? {} : { listensUntil }), ...(problem === undefined ? {} : { problem }) };
  }

  hasAnswered(consentId: string): boolean {
    return this.#answered.has(consentId);
  }

  /** It came back, with a code or without: opened again, the consent gets a new state. */
  noteAnswered(consentId: string): void {
    this.#answered.add(consentId);
  }

  /** It is finished or given up. */
  async forget(consentId: string): Promise<void> {
    this.kept.drop(consentId);
    this.#answered.delete(consentId);
    await this.#stopListening(consentId);
  }

  /** Whose state is right can be told only once the vault is open: until then one is kept for each, so that none takes the place of another. */
  takeLink(link: ConsentLink): void {
    const { state } = link.answer;
    this.#dropLink(state);
    const [oldest] = this.#links.keys();
    if (oldest !== undefined && this.#links.size >= MOST_LINKS) this.#dropLink(oldest);
    this.#links.set(state, { link, timer: setTimeout(() => this.#dropLink(state), KEEP_MS).unref() });
    this.#deliver();
  }

  async close(): Promise<void> {
    this.#stopWatching();
    clearTimeout(this.#soon);
    for (const { timer } of this.#standings.values()) clearTimeout(timer);
    this.#standings.clear();
    this.#takeLinks();
    this.kept.clear();
    await this.#listeners.closeAll();
  }

  async #stopListening(consentId: string): Promise<void> {
    const standing = this.#standings.get(consentId);
    if (standing) {
      clearTimeout(standing.timer);
      this.#standings.delete(consentId);
      this.#deps.changed('consents');
    }
    await this.#listeners.close(consentId);
  }

  /** The listener goes once its page is sent. */
  #take(consentId: string, answer: ConsentAnswer): void {
    clearTimeout(this.#standings.get(consentId)?.timer);
    this.#standings.delete(consentId);
    this.#deps.changed('consents');
    if (this.#delivery && this.#deps.isOpen()) this.#finish(this.#delivery, consentId, answer);
    else this.kept.keep(consentId, answer);
  }

  #dropLink(state: string): void {
    clearTimeout(this.#links.get(state)?.timer);
    this.#links.delete(state);
  }

  #takeLinks(): ConsentLink[] {
    const links = [...this.#links.values()].map(({ link }) => link);
    for (const state of this.#links.keys()) this.#dropLink(state);
    return links;
  }

  #deliverSoon(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.#deliver(), SOON_MS).unref();
  }

  #deliver(): void {
    const delivery = this.#delivery;
    if (!delivery || !this.#deps.isOpen()) return;
    for (const link of this.#takeLinks()) void delivery.finishLink(link).catch(() => undefined);
    for (const [consentId, answer] of this.kept.waiting()) this.#finish(delivery, consentId, answer);
  }

  #finish({ finish }: Delivery, consentId: string, answer: ConsentAnswer): void {
    finish(consentId, answer).catch((thrown: unknown) => this.noteProblem(consentId, toPortcullisError(thrown)));
  }

  /** What became of an answer is told with the consent, for nobody may have waited for it. */
  noteProblem(consentId: string, error: PortcullisError): void {
    if (error.code === 'CONSENT_NOT_FOUND' || error.code === 'VAULT_LOCKED') return;
    this.#standings.set(consentId, { ...this.#standings.get(consentId), problem: toWireError(error) });
    this.#deps.changed('consents');
  }
}
