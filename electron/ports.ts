import type { AuditKind } from '../shared/model/views.ts';
import type { VaultBody } from './vault/body.ts';

/** The unlocked vault as use cases see it. Both throw `VAULT_LOCKED`. */
export type VaultStore = {
  read(): VaultBody;
  /** Applies `change` to the newest body and saves it; resolves when it is on disk. `change` returns a new body and mutates nothing. */
  update(change: (body: VaultBody) => VaultBody): Promise<VaultBody>;
};

export type AuditEntry = {
  kind: AuditKind;
  outcome: 'ok' | 'refused' | 'failed';
  /** What it was done with or to, such as "key 663a0e44" or a connection's name. Never a secret. */
  subject: string;
  says: string;
};
/** Appends one line to the audit log; resolves when it is written. */
export type Audit = (entry: AuditEntry) => Promise<void>;

/** Milliseconds since the epoch, as `Date.now`. */
export type Clock = () => number;
