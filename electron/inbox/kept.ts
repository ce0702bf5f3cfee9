import type { ApprovalItem } from '../../shared/model/approvals.ts';
import type { Draft } from './draft.ts';
import type { Fetched } from './fetch.ts';
import { itemOf, type Known } from './fetched-items.ts';
import { keyOf, type Balance, type Details, type Owner, type Problem, type Waiting } from './waiting.ts';

/** Links that the system handed over: any page can open them, as often as it likes. */
const MOST_LINKS = 20;
const MOST_EVENTS = 100;

/** A transfer that goes to another account than before. */
export function isToAnother(before: Waiting | undefined, now: Waiting): boolean {
  if (before?.kind !== 'fund-transfer' || now.kind !== 'fund-transfer') return false;
  const [was, is] = [before.transfer.targetAccount, now.transfer.targetAccount];
  return was !== undefined && is !== undefined && was !== is;
}

/** What is known of a connection's inbox until the lock, apart from what the vault holds. */
export class Kept {
  readonly connectionId: string;
  fetchedAt: string | undefined;
  fetching: Promise<void> | undefined;
  problems: readonly Problem[] = [];
  balances: readonly Balance[] = [];
  #userId: number | undefined;
  #owners: readonly Owner[] = [];
  #names = new Map<number, string>();
  readonly #details = new Map<number, Details>();
  #waiting = new Map<string, Waiting>();
  #items = new Map<string, ApprovalItem>();
  /** By key; the oldest first. */
  readonly #drafts = new Map<string, Draft>();
  /** What was done or gone while a list was being fetched: the list may be older. */
  readonly #goneMeanwhile = new Set<string>();

  constructor(connectionId: string) {
    this.connectionId = connectionId;
  }

  /** What Wise listed, newest list; in its order. */
  items(): IterableIterator<ApprovalItem> {
    return this.#items.values();
  }

  item(key: string): ApprovalItem | undefined {
    return this.#items.get(key);
  }

  waiting(key: string): Waiting | undefined {
    return this.#waiting.get(key);
  }

  /** Transfers that wait by themselves or in a batch. */
  transfers() {
    return [...this.#waiting.values()].flatMap((one) => (one.kind === 'fund-transfer' ? [one.transfer] : one.transfers));
  }

  get names(): ReadonlyMap<number, string> {
    return this.#names;
  }

  get owners(): readonly Owner[] {
    return this.#owners;
  }

  owner(profileId: number): Owner | undefined {
    return this.#owners.find(({ id }) => id === profileId);
  }

  details(transferId: number): Details {
    return this.#details.get(transferId) ?? {};
  }

  beginFetch(): void {
    this.#goneMeanwhile.clear();
  }

  /** Takes the place of what was known. */
  take({ owners, userId, waiting, names, problems, balances }: Fetched, at: number): void {
    this.#owners = owners;
    this.#userId = userId;
    this.#names = names;
    this.problems = problems;
    this.balances = balances;
    this.fetchedAt = new Date(at).toISOString();
    this.#waiting = new Map(waiting.map((one) => [keyOf(one), one] as const).filter(([key]) => !this.#goneMeanwhile.has(key)));
    const known = this.#known();
    this.#items = new Map([...this.#waiting].map(([key, one]) => [key, itemOf(one, known)]));
  }

  /** One that was asked for anew. */
  put(waiting: Waiting): void {
    const key = keyOf(waiting);
    const before = this.#waiting.get(key);
    if (before?.kind === 'fund-transfer' && waiting.kind === 'fund-transfer' && before.transfer.targetAccount !== waiting.transfer.targetAccount) this.#details.delete(waiting.transfer.id);
    if (waiting.kind === 'fund-transfer' && isToAnother(before, waiting)) this.#names.delete(waiting.transfer.id);
    this.#waiting.set(key, waiting);
    this.#items.set(key, itemOf(waiting, this.#known()));
  }

  putDetails(transferId: number, details: Details): void {
    this.#details.set(transferId, details);
  }

  /** It waits no more. */
  remove(key: string): void {
    this.#goneMeanwhile.add(key);
    this.#waiting.delete(key);
    this.#items.delete(key);
    this.#drafts.delete(key);
  }

  drafts(): IterableIterator<Draft> {
    return this.#drafts.values();
  }

  draft(key: string): Draft | undefined {
    return this.#drafts.get(key);
  }

  /** Kept in memory; of each origin the newest ones. A deed that is here already stays as it is. */
  addDraft(draft: Draft): boolean {
    if (this.#drafts.has(draft.key)) return false;
    this.#drafts.set(draft.key, draft);
    const alike = [...this.#drafts.values()].filter(({ origin }) => origin === draft.origin);
    const [oldest] = alike;
    if (oldest && alike.length > (draft.origin === 'link' ? MOST_LINKS : MOST_EVENTS)) this.#drafts.delete(oldest.key);
    return true;
  }

  dropDraft(key: string): void {
    this.#drafts.delete(key);
  }

  #known(): Known {
    return { connectionId: this.connectionId, userId: this.#userId, names: this.#names, details: this.#details };
  }
}
