import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PortcullisError } from '../../../shared/errors.ts';
import { vaultSettings } from '../../../shared/model/views.ts';
import type { AuditEntry } from '../../ports.ts';
import type { ConnectionEntry, VaultBody } from '../../vault/body.ts';

/** A vault in memory: the port without the file. `lock` makes it throw as the real one does. */
export function memoryVault(change: Partial<VaultBody> = {}) {
  let locked = false;
  let body: VaultBody = {
    connections: [], selectedConnectionId: null, keys: [], rotations: [], certificates: [], tokens: [], consents: [], users: [], migrations: [], approvals: [], approvalRecords: [], factors: [], scaKeys: [], people: [], leadDays: {}, settings: vaultSettings.parse({ autoLockMinutes: 10 }),
    audit: { privateJwk: { kty: 'EC' }, seq: 0, head: '' }, sandbox: null, ...change,
  };
  const read = (): VaultBody => {
    if (locked) throw new PortcullisError('VAULT_LOCKED');
    return body;
  };
  const vault = {
    saves: 0,
    lock: () => {
      locked = true;
    },
    read,
    update: async (next: (before: VaultBody) => VaultBody): Promise<VaultBody> => {
      await Promise.resolve();
      const changed = next(read());
      if (changed !== body) vault.saves += 1;
      body = changed;
      return body;
    },
  };
  return vault;
}

/** The same, each save taking 20 ms and one after the other, as on a disk. */
export function savingSlowly(vault: ReturnType<typeof memoryVault>): void {
  const { update } = vault;
  let last: Promise<unknown> = Promise.resolve();
  vault.update = (change) => {
    const saved = last.then(() => sleep(20)).then(() => update(change));
    last = saved.catch(() => undefined);
    return saved;
  };
}

export function connectionEntry(change: Partial<ConnectionEntry> = {}): ConnectionEntry {
  return { id: randomUUID(), name: 'Test connection', environment: 'wise-sandbox', wiseKeys: [], wiseCa: [], ...change };
}

/** A vault that one person opens. */
export function aloneAtVault() {
  return {
    person: () => ({ id: '00000000-0000-4000-8000-000000000001', name: 'Owner' }),
    confirmSecond: () => Promise.reject(new PortcullisError('PERSON_NOT_FOUND')),
  };
}

/** An audit log that keeps its lines in memory. */
export function memoryAudit() {
  const lines: AuditEntry[] = [];
  const audit = async (entry: AuditEntry): Promise<void> => {
    await Promise.resolve();
    lines.push(entry);
  };
  return Object.assign(audit, { lines, kinds: () => lines.map((line) => `${line.kind} ${line.outcome}`) });
}
