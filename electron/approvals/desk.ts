import { PortcullisError, toWireError } from '../../shared/errors.ts';
import type { OpenApproval } from '../../shared/model/approvals.ts';
import { findConnection } from '../connections/resolve.ts';
import type { AuditEntry } from '../ports.ts';
import { scaKeyOf } from '../sca-keys/sign-token.ts';
import type { ScaToken } from '../sca/one-time-token.ts';
import type { Services } from '../services.ts';
import type { ApprovalEntry, VaultBody } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import { deedOf } from './deeds.ts';
import { withChanged } from './entry.ts';
import { asksForUnknown, canAskAbout, hasEnded, newLive, stateOf, tokenView, type Live, type TokenAtWork } from './live.ts';
import { KeptAnswers } from './kept-answers.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { ScaSessions } from './sca-sessions.ts';

/** A session that is being opened by hand: there is no entry, for nothing is sent afterwards. */
export type Opening = Pick<ApprovalEntry, 'id' | 'key' | 'connectionId' | 'preparedAt'> & { profileId: number };

/** One sending: the entry as it is saved while the answer is out. */
export type Sending = { desk: Desk; link: WiseLink; entry: ApprovalEntry; live: Live };

/** What every step of an approval works with. */
export class Desk {
  readonly services: Services;
  readonly deeds = new OneAtATime();
  /** By entry, and by session that is being opened. */
  readonly live = new Map<string, Live>();
  readonly opening = new Map<string, Opening>();
  readonly answers = new KeptAnswers();
  readonly sessions: ScaSessions;
  /** Nothing was sent since that is not known in memory (ISO 8601). */
  openedAt: string;
  /** A lock has begun: nothing is sent any more. */
  isClosing = false;
  /** Saves that nobody waits for. */
  readonly #saving = new Set<Promise<unknown>>();

  constructor(services: Services) {
    this.services = services;
    this.openedAt = new Date(services.now()).toISOString();
    this.sessions = new ScaSessions(() => services.now());
  }

  liveOf(id: string): Live {
    const known = this.live.get(id);
    if (known) return known;
    const live = newLive(id);
    this.live.set(id, live);
    return live;
  }

  /** Throws `VAULT_LOCKED` once a lock has begun. */
  assertOpen(): void {
    if (this.isClosing) throw new PortcullisError('VAULT_LOCKED');
  }

  body(): VaultBody {
    return this.services.vault.read();
  }

  view(entry: ApprovalEntry): OpenApproval {
    const { services } = this;
    const live = this.live.get(entry.id);
    const now = services.now();
    const body = this.body();
    const { id, key, connectionId, preparedAt, preparedBy } = entry;
    const state = stateOf(entry, live, now);
    const token = live?.token;
    const error = errorOf(live, now);
    const isFourEyes = body.connections.some((one) => one.id === connectionId && one.fourEyes);
    return {
      id, key, connectionId, state, preparedAt,
      ...(preparedBy ? { preparedBy } : {}),
      needsAnother: isFourEyes && preparedBy?.id === services.session.person().id,
      ...(token && state !== 'prepared' && state !== 'unclear' ? { token: tokenView(token) } : {}),
      signsToken: token?.isSigned ?? false,
      canAsk: canAskAbout(entry) && !live?.cannotTell,
      ...(error ? { error } : {}),
    };
  }

  /** Saves without waiting; what asks for a save later is saved later. Should it fail, the vault is on the safe side: it says that something was sent. */
  saveLater(id: string, change: (entry: ApprovalEntry) => ApprovalEntry | undefined): void {
    const saving = this.save(id, change).catch(() => undefined).finally(() => this.#saving.delete(saving));
    this.#saving.add(saving);
  }

  async save(id: string, change: (entry: ApprovalEntry) => ApprovalEntry | undefined): Promise<VaultBody> {
    return this.services.vault.update((body) => withChanged(body, id, change));
  }

  /** Something that nobody waits for is not saved yet. */
  get isSaving(): boolean {
    return this.#saving.size > 0;
  }

  async saved(): Promise<void> {
    await Promise.allSettled(this.#saving);
  }

  async audit(kind: AuditEntry['kind'], outcome: AuditEntry['outcome'], { key, connectionId }: Pick<ApprovalEntry, 'key' | 'connectionId'>, says: string): Promise<void> {
    await this.services.audit({ kind, outcome, subject: `${key.slice(0, 120)}${this.#over(connectionId)}`, says });
  }

  /** Also told when the vault was locked meanwhile; the name is not known then. */
  #over(connectionId: string): string {
    try {
      return ` over ${findConnection(this.body(), connectionId).name}`;
    } catch {
      return '';
    }
  }

  /** The profile whose factors clear it: that of the call, else that of the connection or its token. */
  profileOf(entry: Pick<ApprovalEntry, 'id' | 'connectionId' | 'profileId' | 'call'>): number | undefined {
    const body = this.body();
    const { profileId, userTokenId } = findConnection(body, entry.connectionId);
    const token = body.tokens.find(({ id }) => id === userTokenId);
    return entry.profileId ?? deedOf(entry.call, entry.id).profileId ?? profileId ?? token?.profileId ?? token?.profiles[0]?.id;
  }

  /** The old way of personal tokens: the one-time token is signed instead of cleared. */
  signsTokens(connectionId: string): boolean {
    const body = this.body();
    const { userTokenId } = findConnection(body, connectionId);
    return body.tokens.some(({ id, kind }) => id === userTokenId && kind === 'personal');
  }

  hasScaKey(connectionId: string): boolean {
    return scaKeyOf(this.body(), connectionId) !== undefined;
  }

  scaOf(connectionId: string, { token, profileId = 0 }: Pick<TokenAtWork, 'token' | 'profileId'>): ScaToken {
    return { token, profileId, usesDeprecated: findConnection(this.body(), connectionId).usesDeprecatedSca === true };
  }

  forget(): void {
    this.live.clear();
    this.opening.clear();
    this.answers.forget();
    this.sessions.forget();
    this.isClosing = false;
    this.openedAt = new Date(this.services.now()).toISOString();
  }
}

function errorOf(live: Live | undefined, now: number): OpenApproval['error'] {
  if (!live?.token || live.isSending) return live?.error;
  if (hasEnded(live.token, now)) return toWireError(new PortcullisError('SCA_TOKEN_ENDED'));
  return live.error ?? (asksForUnknown(live.token) ? toWireError(new PortcullisError('SCA_UNKNOWN_CHALLENGE')) : undefined);
}
