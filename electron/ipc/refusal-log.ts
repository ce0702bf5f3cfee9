import type { ErrorCode } from '../../shared/errors.ts';
import { perMinute } from '../audit/per-minute.ts';
import type { Audit } from '../ports.ts';

/** Records messages that the router turned away, so that a flood of them cannot fill the audit log. A call that came just after a lock is no news. */
export class RefusalLog {
  readonly #audit: Audit;

  constructor(audit: Audit, now?: () => number) {
    this.#audit = perMinute(audit, now);
  }

  add(method: string, code: ErrorCode): void {
    if (code === 'VAULT_LOCKED') return;
    // A log that cannot be written has its own error at the next use of a credential.
    this.#audit({ kind: 'ipc.refused', outcome: 'refused', subject: method, says: code }).catch(() => undefined);
  }
}
