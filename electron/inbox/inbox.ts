import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { ApprovalInbox, ApprovalItem } from '../../shared/model/approvals.ts';
import { isSameCall } from '../approvals/deeds.ts';
import { approvalFor } from '../approvals/entry.ts';
import { findConnection } from '../connections/resolve.ts';
import { triesOf } from '../factors/tries.ts';
import type { Services } from '../services.ts';
import { present } from '../wise/lenient.ts';
import { outcomeOf } from '../wise/run-audit.ts';
import { askerOf } from './ask.ts';
import { askAnew } from './ask-anew.ts';
import { threeDsResult } from './calls.ts';
import { fetchBatchFees, fetchDetails } from './details.ts';
import { LONGEST_KEY, newDraft } from './draft.ts';
import { dropGone } from './drop-gone.ts';
import { fetchWaiting } from './fetch.ts';
import { isToAnother, Kept } from './kept.ts';
import { mergedItem, mergedItems } from './merge.ts';
import type { WrittenCall } from './approval-link.ts';
import { readThreeDsChallenge } from './three-ds-event.ts';
import { countWords } from './count-words.ts';

/** While locked, for the unlock; the oldest go first. */
const MOST_LINKS_WHILE_LOCKED = 5;
const KEEP_LINKS_MS = 30 * 60_000;

/** What waits, per connection: fetched from Wise (in memory), put in here (in the vault), or brought by a link or an event (in memory until somebody acts on it). */
export class Inbox {
  readonly #services: () => Services;
  #kept = new Map<string, Kept>();
  #links: { written: WrittenCall; at: number }[] = [];

  constructor(services: () => Services) {
    this.#services = services;
  }

  /** What is known now. Throws `CONNECTION_NOT_FOUND`, `VAULT_LOCKED`. */
  view(connectionId: string): ApprovalInbox {
    const services = this.#services();
    const body = services.vault.read();
    const { fourEyes = false } = findConnection(body, connectionId);
    this.#takeLinks();
    const kept = this.#of(connectionId);
    const now = services.now();
    const sessionEndsAt = services.approvals.sessionEndsAt(connectionId);
    return present({
      items: mergedItems(services, body, kept), fetchedAt: kept.fetchedAt, isFetching: kept.fetching !== undefined,
      problems: [...kept.problems], balances: [...kept.balances], profiles: kept.owners.length > 0 ? kept.owners.map(({ id, name }) => present({ id, name })) : undefined,
      sessionEndsAt: sessionEndsAt === undefined || sessionEndsAt <= now ? undefined : new Date(sessionEndsAt).toISOString(),
      ...triesOf(body, connectionId, undefined, now), fourEyes,
    });
  }

  /** Asks Wise what waits; one question at a time a connection. What is known stays until the answers are there. Throws where Wise does not even list profiles. */
  async fetch(connectionId: string): Promise<ApprovalInbox> {
    const { vault, changed } = this.#services();
    findConnection(vault.read(), connectionId);
    const kept = this.#of(connectionId);
    kept.fetching ??= this.#fetch(kept).finally(() => {
      kept.fetching = undefined;
      changed('approvals');
    });
    changed('approvals');
    await kept.fetching;
    return this.view(connectionId);
  }

  /** Throws `APPROVAL_NOT_FOUND`. */
  find(connectionId: string, key: string): ApprovalItem {
    const services = this.#services();
    const item = mergedItem(services, services.vault.read(), this.#of(connectionId), key);
    if (!item) throw new PortcullisError('APPROVAL_NOT_FOUND');
    return item;
  }

  /** The same, asked of Wise anew where Wise can be asked; what it shows then is what it is. Throws `APPROVAL_NOT_FOUND`, `APPROVAL_CHANGED` when the money would go to another account, and the errors of the call. */
  async fresh(connectionId: string, key: string): Promise<ApprovalItem> {
    const item = this.find(connectionId, key);
    const kept = this.#of(connectionId);
    if (item.kind !== 'fund-transfer' && item.kind !== 'fund-batch') return item;
    const found = await askAnew(await askerOf(this.#services(), connectionId), item, kept);
    if ('waiting' in found) {
      const isElsewhere = isToAnother(kept.waiting(key), found.waiting);
      kept.put(found.waiting);
      if (isElsewhere) throw new PortcullisError('APPROVAL_CHANGED', { field: 'payee' });
      // Whom it was shown to pay may have been asked for in another sitting.
      return this.#isHandedOver(connectionId, key) ? this.details(connectionId, key) : this.find(connectionId, key);
    }
    kept.remove(key);
    this.#services().changed('approvals');
    throw new PortcullisError('APPROVAL_NOT_FOUND', { reason: found.says });
  }

  /** One item with what takes calls of its own; what Wise does not tell stays in `missing`. Throws `APPROVAL_NOT_FOUND`. */
  async details(connectionId: string, key: string): Promise<ApprovalItem> {
    const item = this.find(connectionId, key);
    const fetchMore = item.kind === 'fund-transfer' ? fetchDetails : item.kind === 'fund-batch' ? fetchBatchFees : undefined;
    if (!fetchMore) return item;
    await fetchMore(() => askerOf(this.#services(), connectionId), item, this.#of(connectionId));
    return this.find(connectionId, key);
  }

  /** What is kept in memory of a connection. */
  kept(connectionId: string): Kept {
    return this.#of(connectionId);
  }

  /** It waits no more. */
  remove(connectionId: string, key: string): void {
    this.#of(connectionId).remove(key);
    this.#services().changed('approvals');
  }

  /** A link that the system handed over, for the connection that is selected; while locked it waits for the unlock. Sends nothing. */
  addFromLink(written: WrittenCall): void {
    this.#links = [...this.#links, { written, at: this.#services().now() }].slice(-MOST_LINKS_WHILE_LOCKED);
    if (this.#services().session.isOpen) this.#takeLinks();
    this.#services().changed('approvals');
  }

  /** A webhook whose signature is Wise's. Anything but a card payment that somebody has to decide is left alone. */
  addFromWebhook(connectionId: string, body: Buffer): void {
    const { now, changed, session, vault } = this.#services();
    if (!session.isOpen) return;
    const challenge = readThreeDsChallenge(body);
    if (!challenge || (challenge.expiresAt !== undefined && Date.parse(challenge.expiresAt) <= now())) return;
    const { transactionReference, profileId, merchant, amount, expiresAt } = challenge;
    const title = merchant === undefined ? undefined : `Card payment at ${merchant}`;
    const draft = newDraft({ connectionId, call: threeDsResult(profileId, transactionReference), origin: 'webhook', at: now(), title, amount, expiresAt });
    // Delivered again after it was decided.
    if (vault.read().approvalRecords.some(({ key, outcome }) => key === draft.key && outcome === 'done')) return;
    if (this.#of(connectionId).addDraft(draft)) changed('approvals');
  }

  /** As on lock. */
  forget(): void {
    this.#kept = new Map();
    this.#links = [];
  }

  #isHandedOver(connectionId: string, key: string): boolean {
    return approvalFor(this.#services().vault.read(), connectionId, key)?.isHandedOver === true;
  }

  #of(connectionId: string): Kept {
    let kept = this.#kept.get(connectionId);
    if (!kept) this.#kept.set(connectionId, (kept = new Kept(connectionId)));
    return kept;
  }

  /** The same call once, however often its link is opened. */
  #takeLinks(): void {
    const { vault, now } = this.#services();
    const { selectedConnectionId } = vault.read();
    if (selectedConnectionId === null || this.#links.length === 0) return;
    const kept = this.#of(selectedConnectionId);
    const links = this.#links.filter(({ at }) => now() - at < KEEP_LINKS_MS);
    this.#links = [];
    for (const { written: { call, note }, at } of links) {
      const draft = newDraft({ connectionId: selectedConnectionId, call, origin: 'link', at, note });
      if (draft.key.length > LONGEST_KEY || [...kept.drafts()].some((one) => isSameCall(one.call, call))) continue;
      kept.addDraft(draft);
    }
  }

  async #fetch(kept: Kept): Promise<void> {
    const { vault, audit, now, approvals } = this.#services();
    const body = vault.read();
    const { name, profileId } = findConnection(body, kept.connectionId);
    const watched = body.approvals.flatMap((entry) => (entry.connectionId === kept.connectionId && entry.kind === 'fund-batch' && entry.profileId !== undefined ? [{ profileId: entry.profileId, id: entry.key.slice('batch:'.length) }] : []));
    kept.beginFetch();
    const line = { kind: 'approval.fetched', subject: name } as const;
    try {
      const ask = await askerOf(this.#services(), kept.connectionId);
      await approvals.askUnclear(kept.connectionId);
      const fetched = await fetchWaiting(ask, { watched, names: kept.names, ...(profileId === undefined ? {} : { profileId }) });
      // The lock may have come meanwhile.
      vault.read();
      kept.take(fetched, now());
      await dropGone(this.#services(), ask, kept);
      await audit({ ...line, outcome: 'ok', says: countWords(fetched) });
    } catch (thrown) {
      const { code } = toPortcullisError(thrown);
      if (code !== 'VAULT_LOCKED' && code !== 'AUDIT_UNWRITABLE') await audit({ ...line, outcome: outcomeOf(code), says: code });
      throw thrown;
    }
  }
}
