import type { VaultStore } from '../ports.ts';
import type { VaultBody } from '../vault/body.ts';

type Change = (body: VaultBody) => VaultBody;

/** Changes of the vault that go together: what is asked for while a save runs waits and is saved as one. */
export class GroupCommit {
  readonly #vault: Pick<VaultStore, 'update'>;
  #waiting: Change[] = [];
  #next: Promise<VaultBody> | undefined;

  constructor(vault: Pick<VaultStore, 'update'>) {
    this.#vault = vault;
  }

  /** Resolves with the new body when it is on disk. `change` must not throw. Throws what the vault throws; then none of those that went together was saved. */
  save(change: Change): Promise<VaultBody> {
    this.#waiting.push(change);
    this.#next ??= this.#commit();
    return this.#next;
  }

  /** The vault calls back when it is its turn: only then is it settled who goes along. */
  async #commit(): Promise<VaultBody> {
    let taken: Change[] | undefined;
    const take = (): Change[] => {
      taken = this.#waiting;
      this.#waiting = [];
      this.#next = undefined;
      return taken;
    };
    try {
      return await this.#vault.update((body) => take().reduce((before, change) => change(before), body));
    } finally {
      // Refused before its turn came, as by a locked vault.
      if (!taken) take();
    }
  }
}
