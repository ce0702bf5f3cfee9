import type { Parsed } from '../../../shared/ipc/contract.ts';
import type { ConnectionEntry, TokenEntry, VaultBody } from '../../vault/body.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../../wise/testing/ports.ts';
import { addToken } from '../add.ts';

export const NOW = Date.UTC(2026, 10, 23, 12);
export const TOKEN = '5f2f1a3c-6f0e-4a9b-9d52-1c0b7a4e8d10';

export function tokenEntry(connection: ConnectionEntry, change: Partial<TokenEntry> = {}): TokenEntry {
  const at = new Date(NOW).toISOString();
  return { id: crypto.randomUUID(), connectionId: connection.id, kind: 'personal', label: 'Payouts', origin: 'pasted', madeAt: at, access: { value: TOKEN, issuedAt: at }, profiles: [], history: [], ...change };
}

/** A vault in memory with a connection to Wise’s sandbox and one to production. */
export function tokenSide(change: Partial<VaultBody> = {}) {
  const sandbox = connectionEntry({ name: 'Sandbox', clientId: 'sbx', clientSecret: 'sandbox-secret-1' });
  const production = connectionEntry({ name: 'Live', environment: 'production', clientId: 'live', clientSecret: 'production-secret-1' });
  const vault = memoryVault({ connections: [sandbox, production], ...change });
  const audit = memoryAudit();
  const deps = { vault, audit, now: () => NOW, sandbox: { running: () => undefined, target: () => Promise.reject(new Error('not asked')) } };
  const add = (input: Partial<Parsed<'tokens.add'>> = {}) => addToken(deps, { connectionId: sandbox.id, label: 'Payouts', value: TOKEN, ...input });
  return { sandbox, production, vault, audit, deps, add };
}
