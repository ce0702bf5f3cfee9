import type { Audit, VaultStore } from '../ports.ts';
import type { CertificateEntry } from '../vault/body.ts';
import { LaterSave } from '../vault/later-save.ts';
import type { CertificateUse } from '../wise/clients.ts';
import { certificateName } from './entry.ts';

/** Handshakes since the vault was last saved, and when the last one was (ISO 8601). */
type Tally = { uses: number; lastAt: string };

/** Counts the handshakes in which a client certificate was sent, without making each wait for a save. The first of a session is audited: calls reuse connections, and a line for each would drown the rest. */
export class CertificateUsage {
  readonly #vault: VaultStore;
  readonly #audit: Audit;
  readonly #later: LaterSave;
  readonly #unsaved = new Map<string, Tally>();
  readonly #audited = new Map<string, Promise<void>>();

  constructor({ vault, audit }: { vault: VaultStore; audit: Audit }, saveAfterMs?: number) {
    this.#vault = vault;
    this.#audit = audit;
    this.#later = new LaterSave(() => this.#save(), saveAfterMs);
  }

  /** Resolves when the audit line of the certificate's first use is written; throws when it cannot be, then the next use tries again. */
  async record({ certificate, connectionName, host, at }: CertificateUse): Promise<void> {
    const before = this.#unsaved.get(certificate.id);
    this.#unsaved.set(certificate.id, { uses: (before?.uses ?? 0) + 1, lastAt: before && before.lastAt > at ? before.lastAt : at });
    this.#later.soon();
    const line = { kind: 'key.used', outcome: 'ok', subject: certificateName(certificate), says: `sent to ${host} for ${connectionName}` } as const;
    const audited = this.#audited.get(certificate.id) ?? this.#audit(line);
    this.#audited.set(certificate.id, audited);
    try {
      await audited;
    } catch (thrown) {
      if (this.#audited.get(certificate.id) === audited) this.#audited.delete(certificate.id);
      throw thrown;
    }
  }

  unsaved(certificateId: string): Tally | undefined {
    return this.#unsaved.get(certificateId);
  }

  /** Saves what has gathered, as before a lock. Throws what the vault throws; the counts are then kept. */
  async flush(): Promise<void> {
    return this.#later.flush();
  }

  /** The session is over: the next use is a first one again. */
  clear(): void {
    this.#audited.clear();
  }

  async #save(): Promise<void> {
    if (this.#unsaved.size === 0) return;
    const taken = new Map(this.#unsaved);
    await this.#vault.update((body) => ({ ...body, certificates: body.certificates.map((entry) => counted(entry, taken.get(entry.id))) }));
    for (const [id, { uses }] of taken) this.#subtract(id, uses);
  }

  /** What was counted while it was being saved goes with the next save. */
  #subtract(id: string, uses: number): void {
    const now = this.#unsaved.get(id);
    if (!now || now.uses === uses) this.#unsaved.delete(id);
    else this.#unsaved.set(id, { ...now, uses: now.uses - uses });
  }
}

function counted(entry: CertificateEntry, tally: Tally | undefined): CertificateEntry {
  return tally ? { ...entry, uses: entry.uses + tally.uses, lastUsedAt: tally.lastAt } : entry;
}
