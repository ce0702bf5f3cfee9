import type { ErrorCode } from '../../shared/errors.ts';
import type { Audit } from '../ports.ts';

/** Lines written for refusals in one minute; what goes beyond is counted and told in the next minute's first line. */
const LINES_PER_MINUTE = 20;

/** Records messages that the router turned away, so that a flood of them cannot fill the audit log. A call that came just after a lock is no news. */
export class RefusalLog {
  readonly #audit: Audit;
  readonly #now: () => number;
  #minute = 0;
  #written = 0;
  #unwritten = 0;

  constructor(audit: Audit, now: () => number = Date.now) {
    this.#audit = audit;
    this.#now = now;
  }

  add(method: string, code: ErrorCode): void {
    if (code === 'VAULT_LOCKED') return;
    const minute = Math.floor(this.#now() / 60_000);
    if (minute !== this.#minute) [this.#minute, this.#written] = [minute, 0];
    if (this.#written >= LINES_PER_MINUTE) {
      this.#unwritten++;
      return;
    }
    this.#written++;
    const more = this.#unwritten > 0 ? `; ${this.#unwritten} more before this one` : '';
    this.#unwritten = 0;
    // A log that cannot be written has its own error at the next use of a credential.
    this.#audit({ kind: 'ipc.refused', outcome: 'refused', subject: method, says: `${code}${more}` }).catch(() => undefined);
  }
}
