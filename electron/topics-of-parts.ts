import type { Topic } from '../shared/ipc/contract.ts';
import type { VaultPart } from './vault/changed-parts.ts';

/** What screens show of each part of the vault's body: its own list, and those lists that name its entries or count on them. */
const TOPICS_OF_PARTS: Readonly<Record<VaultPart, readonly Topic[]>> = {
  connections: ['connections', 'keys', 'rotations', 'certificates', 'tokens', 'consents', 'users', 'migrations', 'approvals', 'factors'],
  selectedConnectionId: ['connections'],
  keys: ['keys', 'rotations'],
  rotations: ['rotations', 'keys'],
  certificates: ['certificates'],
  tokens: ['tokens', 'users', 'migrations', 'consents', 'connections', 'approvals'],
  consents: ['consents'],
  users: ['users'],
  migrations: ['migrations'],
  approvals: ['approvals'],
  approvalRecords: ['records', 'approvals'],
  factors: ['factors', 'approvals'],
  scaKeys: ['factors', 'approvals'],
  people: ['people', 'vault', 'approvals'],
  leadDays: ['keys', 'certificates', 'tokens'],
  settings: ['settings'],
  // Told of as it grows, not as the vault notes its head.
  audit: [],
  // No list shows what the sandbox keeps.
  sandbox: [],
};

/** The topics that changed with these parts, each once. */
export function topicsOfParts(parts: readonly VaultPart[]): Topic[] {
  return [...new Set(parts.flatMap((part) => TOPICS_OF_PARTS[part]))];
}
