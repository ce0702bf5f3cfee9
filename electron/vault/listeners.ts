import type { VaultPart } from './changed-parts.ts';
import type { VaultEvent, VaultListener } from './open-vault.ts';

/** Who is told of changes of the vault. */
export class Listeners {
  readonly #all = new Set<VaultListener>();

  /** Returns an unsubscribe. */
  add(listener: VaultListener): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  /** Never throws: what is saved stays saved, and passed on a listener's fault would zero the key in use as that of a failure. */
  tell(event: VaultEvent, parts: readonly VaultPart[] = []): void {
    for (const listener of this.#all) {
      try {
        listener(event, parts);
      } catch {
        process.emitWarning(`a listener of the vault failed at "${event}"`);
      }
    }
  }
}
