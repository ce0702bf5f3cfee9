import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import type { AuditKind, VaultSettings, VaultStatus } from '../../shared/model/views.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Audit } from '../ports.ts';
import type { AutoLock } from './auto-lock.ts';
import type { Vault } from './vault.ts';

export interface SessionDeps {
  vault: Vault;
  log: AuditLog;
  audit: Audit;
  autoLock: AutoLock;
  /** Saves what has gathered while there is still a vault to save it in. */
  beforeLock(): Promise<unknown>;
  /** Forgets keys, tokens, waits and the clipboard; called however the vault came to be locked. */
  afterLock(): void;
}

/** Why the vault was locked, as the audit log tells it. */
export type LockReason = 'by hand' | 'idle' | 'suspend' | 'screen lock' | 'quit' | 'another process took the profile over' | 'the window ended';

/** How long saving may hold up a lock, in milliseconds. A disk that hangs must not keep the vault open. */
const SAVE_BEFORE_LOCK_MS = 2000;

/** The vault as people use it: opened, kept open while somebody is there, locked; every opening, failed try and change of its doors is audited. */
export class Session {
  readonly #deps: SessionDeps;
  #locking: Promise<void> | undefined;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  async status(): Promise<VaultStatus> {
    const { vault, autoLock } = this.#deps;
    const state = await vault.state();
    const retryAt = vault.retryAt();
    return {
      state,
      ...(retryAt === undefined ? {} : { retryAt: new Date(retryAt).toISOString() }),
      ...(state === 'unlocked' && autoLock.locksAt !== undefined ? { locksAt: new Date(autoLock.locksAt).toISOString() } : {}),
    };
  }

  /** Answers the recovery code. Throws as `Vault.create`. */
  async create(passphrase: string): Promise<string> {
    const code = await this.#deps.vault.create(passphrase);
    await this.#opened('vault.created', 'with a passphrase and a recovery code');
    return code;
  }

  /** Throws as `Vault.unlock`. */
  async unlock(passphrase: string, acceptOlder?: boolean): Promise<void> {
    await this.#locking;
    const wasOpen = (await this.#deps.vault.state()) === 'unlocked';
    await this.#recordFailure(() => this.#deps.vault.unlock(passphrase, { acceptOlder }));
    if (!wasOpen) await this.#opened('vault.unlocked', acceptOlder ? 'by passphrase, an older file on purpose' : 'by passphrase');
  }

  /** Answers the new recovery code. Throws as `Vault.recover`. */
  async recover(code: string, newPassphrase: string, acceptOlder?: boolean): Promise<string> {
    await this.#locking;
    const next = await this.#recordFailure(() => this.#deps.vault.recover(code, newPassphrase, { acceptOlder }));
    await this.#opened('vault.recovered', 'by recovery code; new passphrase, new code');
    return next;
  }

  async changePassphrase(current: string, next: string): Promise<void> {
    await this.#recordFailure(() => this.#deps.vault.changePassphrase(current, next));
    await this.#deps.audit({ kind: 'vault.passphrase-changed', outcome: 'ok', subject: 'vault', says: 'new vault key' });
  }

  async renewRecoveryCode(passphrase: string): Promise<string> {
    const code = await this.#recordFailure(() => this.#deps.vault.renewRecoveryCode(passphrase));
    await this.#deps.audit({ kind: 'vault.recovery-code-renewed', outcome: 'ok', subject: 'vault', says: 'new vault key' });
    return code;
  }

  settings(): VaultSettings {
    return this.#deps.vault.read().settings;
  }

  async setSettings(next: VaultSettings): Promise<VaultSettings> {
    const { vault, audit, autoLock } = this.#deps;
    const { settings } = await vault.update((body) => ({ ...body, settings: next }));
    autoLock.start(settings.autoLockMinutes);
    await audit({ kind: 'settings.changed', outcome: 'ok', subject: 'vault', says: `locks after ${settings.autoLockMinutes} idle minutes` });
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
    if ((await vault.state()) !== 'unlocked') return;
    autoLock.stop();
    await withinLimit(async () => {
      await beforeLock();
      await audit({ kind: 'vault.locked', outcome: 'ok', subject: 'vault', says: reason });
      await log.sync();
    });
    const saved = vault.lock();
    afterLock();
    await saved;
    log.vaultLocked();
    await log.sync().catch(() => undefined);
  }

  /** If the opening cannot be recorded, the vault does not stay open. */
  async #opened(kind: AuditKind, says: string): Promise<void> {
    const { vault, log, audit, autoLock } = this.#deps;
    try {
      log.vaultUnlocked(vault.read().audit);
      await audit({ kind, outcome: 'ok', subject: 'vault', says });
      autoLock.start(vault.read().settings.autoLockMinutes);
    } catch (thrown) {
      await this.lock('by hand');
      throw thrown;
    }
  }

  /** A failed try is recorded by its code; what the person typed is not. */
  async #recordFailure<T>(attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (thrown) {
      const { code } = toPortcullisError(thrown);
      if (!(thrown instanceof PortcullisError) || code.startsWith('PASSPHRASE_') || code === 'VAULT_ABSENT') throw thrown;
      const outcome = code === 'VAULT_WAIT' ? 'refused' : 'failed';
      await this.#deps.audit({ kind: 'vault.unlock-failed', outcome, subject: 'vault', says: code }).catch(() => undefined);
      throw thrown;
    }
  }
}

async function withinLimit(work: () => Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, SAVE_BEFORE_LOCK_MS);
  await Promise.race([work().catch(() => undefined), late]);
  clearTimeout(timer);
}
