import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { Person } from '../../shared/model/approvals.ts';
import type { AuditKind, VaultSettings, VaultStatus } from '../../shared/model/views.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Audit, AuditEntry } from '../ports.ts';
import { OWNER_ID } from './all-doors.ts';
import type { AutoLock } from './auto-lock.ts';
import type { Vault } from './vault.ts';

export interface SessionDeps {
  vault: Vault;
  log: AuditLog;
  audit: Audit;
  /** For tries that failed, of which there may be a flood. */
  auditFailure: Audit;
  autoLock: AutoLock;
  /** Saves what has gathered while there is still a vault to save it in. */
  beforeLock(): Promise<unknown>;
  /** Forgets keys, tokens, waits and the clipboard; called however the vault came to be locked. */
  afterLock(): void;
}

/** Why the vault was locked, as the audit log tells it. */
export type LockReason =
  | 'by hand' | 'idle' | 'suspend' | 'screen lock' | 'quit' | 'another process took the profile over' | 'the window ended' | 'the audit log could not be written';

/** How long each of saving and syncing the log may hold up a lock, in milliseconds. A disk that hangs must not keep the vault open. */
const SAVE_BEFORE_LOCK_MS = 2000;

/** The vault as people use it: opened, kept open while somebody is there, locked; every opening, failed try and change of its doors is audited. */
export class Session {
  readonly #deps: SessionDeps;
  #locking: Promise<void> | undefined;
  /** Lines about what is done but could not be recorded yet; they come before the next opening. */
  readonly #owed: AuditEntry[] = [];

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  /** Open, and not about to be locked: what begins now would outlive the lock. */
  get isOpen(): boolean {
    return this.#deps.vault.isUnlocked && this.#locking === undefined;
  }

  async status(): Promise<VaultStatus> {
    const { vault, autoLock } = this.#deps;
    const state = await vault.state();
    const retryAt = vault.retryAt();
    return {
      state,
      ...(await vault.people()),
      ...(retryAt === undefined ? {} : { retryAt: new Date(retryAt).toISOString() }),
      ...(state === 'unlocked' && autoLock.locksAt !== undefined ? { locksAt: new Date(autoLock.locksAt).toISOString() } : {}),
    };
  }

  /** Answers the recovery code, also when the vault was locked meanwhile or the line could not be written: it is shown once or never. Throws as `Vault.create`. */
  async create(passphrase: string): Promise<string> {
    const code = await this.#deps.vault.create(passphrase);
    this.#owed.push(lineOf('vault.created', 'with a passphrase and a recovery code'));
    await this.#opened().catch(() => undefined);
    return code;
  }

  /** By the owner's door, or that of `personId`. Throws as `Vault.unlock`. */
  async unlock(passphrase: string, { acceptOlder, personId }: { acceptOlder?: boolean | undefined; personId?: string | undefined } = {}): Promise<void> {
    await this.#locking;
    const opened = await this.#recordFailure(() => this.#deps.vault.unlock(passphrase, { acceptOlder, personId }), personId);
    if (opened) await this.#opened(lineOf('vault.unlocked', `by passphrase${await this.#comma(personId)}${acceptOlder ? ', an older file on purpose' : ''}`));
  }

  /** Answers the new recovery code, as `create` does. Throws as `Vault.recover`. */
  async recover(code: string, newPassphrase: string, acceptOlder?: boolean): Promise<string> {
    await this.#locking;
    const next = await this.#recordFailure(() => this.#deps.vault.recover(code, newPassphrase, { acceptOlder }));
    this.#owed.push(lineOf('vault.recovered', 'by recovery code; new passphrase, new code'));
    await this.#opened().catch(() => undefined);
    return next;
  }

  /** Asks again, before a secret is revealed. Failed tries are slowed down and audited as those of `unlock` are. Throws as `Vault.verifyPassphrase`. */
  async confirm(passphrase: string): Promise<void> {
    await this.#recordFailure(() => this.#deps.vault.verifyPassphrase(passphrase), this.person().id);
  }

  /** Who opened the vault. Throws `VAULT_LOCKED`. */
  person(): Person {
    const { vault } = this.#deps;
    return vault.read().people.find(({ id }) => id === vault.openedBy) ?? { id: vault.openedBy, name: 'Owner' };
  }

  /** Another person gives their own passphrase in place. Throws `PERSON_NOT_FOUND`, `PERSON_SECOND` for who is at the vault already, and as `confirm`. */
  async confirmSecond({ personId, passphrase }: { personId: string; passphrase: string }): Promise<Person> {
    const { vault } = this.#deps;
    if (personId === this.person().id) throw new PortcullisError('PERSON_SECOND');
    const second = vault.read().people.find(({ id }) => id === personId);
    if (!second) throw new PortcullisError('PERSON_NOT_FOUND');
    await this.#recordFailure(() => vault.verifyPassphrase(passphrase, personId), personId);
    return second;
  }

  /** Of whoever is at the vault. Throws as `Vault.changePassphrase`. */
  async changePassphrase(current: string, next: string): Promise<void> {
    const { id } = this.person();
    await this.#recordFailure(() => this.#deps.vault.changePassphrase(current, next), id);
    await this.#done(lineOf('vault.passphrase-changed', `new vault key${await this.#comma(id)}`));
  }

  /**
   * By the code the owner's door is made anew: while a connection is under four eyes nobody gets it alone.
   * Throws `PERSON_SECOND`, and as `confirmSecond` and `Vault.renewRecoveryCode`.
   */
  async renewRecoveryCode(passphrase: string, given?: { personId: string; passphrase: string }): Promise<string> {
    const { id } = this.person();
    const isForTwo = this.#deps.vault.read().connections.some(({ fourEyes }) => fourEyes);
    if (isForTwo && !given) throw new PortcullisError('PERSON_SECOND');
    const second = isForTwo && given ? await this.confirmSecond(given) : undefined;
    const code = await this.#recordFailure(() => this.#deps.vault.renewRecoveryCode(passphrase), id);
    await this.#done(lineOf('vault.recovery-code-renewed', `new vault key${await this.#comma(id)}${second ? `, with ${second.name}` : ''}`));
    return code;
  }

  /** A change of the people that takes a passphrase of whoever is at the vault; `line` tells of it. Throws as `change`. */
  async changePeople(change: (vault: Vault) => Promise<void>, line: AuditEntry): Promise<void> {
    const { id } = this.person();
    await this.#recordFailure(() => change(this.#deps.vault), id);
    await this.#done(line);
  }

  settings(): VaultSettings {
    return this.#deps.vault.read().settings;
  }

  async setSettings(next: VaultSettings): Promise<VaultSettings> {
    const { vault, audit, autoLock } = this.#deps;
    const { settings } = await vault.update((body) => ({ ...body, settings: next }));
    autoLock.start(settings.autoLockMinutes);
    await audit({ kind: 'settings.changed', outcome: 'ok', subject: 'vault', says: settingsWords(settings) });
    return settings;
  }

  /** Somebody is there. */
  touch(): void {
    this.#deps.autoLock.touch();
  }

  /** Never rejects: whatever cannot be saved, the vault is locked in the end. Locking a locked vault does nothing. */
  lock(reason: LockReason): Promise<void> {
    this.#locking ??= this.#lock(reason).finally(() => {
      this.#locking = undefined;
    });
    return this.#locking;
  }

  async #lock(reason: LockReason): Promise<void> {
    const { vault, log, audit, autoLock, beforeLock, afterLock } = this.#deps;
    const wasOpen = vault.isUnlocked;
    autoLock.stop();
    if (wasOpen) {
      await withinLimit(beforeLock);
      await audit(lineOf('vault.locked', reason)).catch(() => undefined);
      await withinLimit(() => log.sync());
    }
    // Also when it is not open: an opening that is under way must not leave it open.
    const saved = vault.lock();
    log.vaultLocked();
    afterLock();
    await saved;
    if (wasOpen) await log.sync().catch(() => undefined);
  }

  /** If the opening cannot be recorded, the vault does not stay open. */
  async #opened(line?: AuditEntry): Promise<void> {
    const { vault, log, audit, autoLock } = this.#deps;
    try {
      log.vaultUnlocked(vault.read().audit);
      await this.#writeOwed();
      if (line) await audit(line);
      autoLock.start(vault.read().settings.autoLockMinutes);
    } catch (thrown) {
      await this.lock('the audit log could not be written');
      throw thrown;
    }
  }

  /** What is done is told as done, even when it cannot be recorded: then the vault is locked, and the line is owed. */
  async #done(line: AuditEntry): Promise<void> {
    this.#owed.push(line);
    await this.#writeOwed().catch(() => this.lock('the audit log could not be written'));
  }

  async #writeOwed(): Promise<void> {
    for (let line = this.#owed.shift(); line; line = this.#owed.shift()) {
      try {
        await this.#deps.audit(line);
      } catch (thrown) {
        this.#owed.unshift(line);
        throw thrown;
      }
    }
  }

  /** A failed try is recorded by its code and, where there are several people, at whose door it was; what the person typed is not. */
  async #recordFailure<T>(attempt: () => Promise<T>, personId?: string): Promise<T> {
    try {
      return await attempt();
    } catch (thrown) {
      const { code } = toPortcullisError(thrown);
      if (!(thrown instanceof PortcullisError) || code.startsWith('PASSPHRASE_') || code.startsWith('PERSON_') || code === 'VAULT_ABSENT') throw thrown;
      const outcome = code === 'VAULT_WAIT' ? 'refused' : 'failed';
      const says = `${code}${await this.#comma(personId)}`;
      await this.#deps.auditFailure({ kind: 'vault.unlock-failed', outcome, subject: 'vault', says }).catch(() => undefined);
      throw thrown;
    }
  }

  /** ", Ann" where several people open the vault. */
  async #comma(personId: string = OWNER_ID): Promise<string> {
    const { people = [] } = await this.#deps.vault.people();
    const person = people.find(({ id }) => id === personId);
    return person ? `, ${person.name}` : '';
  }
}

function settingsWords({ autoLockMinutes, keyLeadDays, certificateLeadDays, tokenLeadDays, showExpiryWhileLocked, notifyExpiry }: VaultSettings): string {
  return [
    `locks after ${autoLockMinutes} idle minutes`,
    `lead times in days: keys ${keyLeadDays}, certificates ${certificateLeadDays}, tokens ${tokenLeadDays}`,
    `what ends is ${showExpiryWhileLocked ? '' : 'not '}shown while locked`,
    `notifications ${notifyExpiry ? 'on' : 'off'}`,
  ].join('; ');
}

function lineOf(kind: AuditKind, says: string): AuditEntry {
  return { kind, outcome: 'ok', subject: 'vault', says };
}

async function withinLimit(work: () => Promise<unknown>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, SAVE_BEFORE_LOCK_MS);
  await Promise.race([work().catch(() => undefined), late]);
  clearTimeout(timer);
}
