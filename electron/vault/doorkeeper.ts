import { timingSafeEqual } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import { type Doors, openDoorOf, peopleWithDoors } from './all-doors.ts';
import type { Throttle } from './throttle.ts';

/** Judges passphrases at the doors; wrong ones make the next try wait, at whichever door. */
export class Doorkeeper {
  readonly #throttle: Throttle;

  constructor(throttle: Throttle) {
    this.#throttle = throttle;
  }

  /** The vault key. Throws `VAULT_WAIT`, `VAULT_WRONG_PASSPHRASE`, `PERSON_NOT_FOUND`. */
  async open(doors: Doors, personId: string, passphrase: string): Promise<Buffer> {
    this.#throttle.assertFree();
    const key = await openDoorOf(doors, personId, passphrase);
    if (!key) {
      this.#throttle.failed(personId);
      throw new PortcullisError('VAULT_WRONG_PASSPHRASE');
    }
    this.#throttle.succeeded(personId, peopleWithDoors(doors));
    return key;
  }

  /** Proves that the passphrase opens this person's door to the vault that is open. Throws as `open`, and `VAULT_LOCKED`. */
  async assertOpens(doors: Doors, personId: string, passphrase: string, vaultKey: Buffer): Promise<void> {
    const key = await this.open(doors, personId, passphrase);
    const same = timingSafeEqual(key, vaultKey);
    key.fill(0);
    // Locked in between: the key to compare with is zeroed by now.
    if (!same) throw new PortcullisError('VAULT_LOCKED');
  }
}
