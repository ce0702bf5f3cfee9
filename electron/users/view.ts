import type { WiseUser } from '../../shared/model/tokens.ts';
import type { VaultStore } from '../ports.ts';
import type { UserEntry, VaultBody } from '../vault/body.ts';

/** Newest first. */
export function listUsers({ vault }: { vault: VaultStore }): WiseUser[] {
  const body = vault.read();
  return body.users.map((entry) => viewUser(entry, body)).toSorted((a, b) => b.madeAt.localeCompare(a.madeAt));
}

/** What the screens see of a user: nothing of the registration code. */
export function viewUser(entry: UserEntry, body: VaultBody): WiseUser {
  const { id, connectionId, email, userId, madeAt, claimCodeAt } = entry;
  const token = body.tokens.find((one) => one.id === entry.tokenId);
  return {
    id, connectionId, email, madeAt,
    connectionName: body.connections.find((one) => one.id === connectionId)?.name ?? '',
    ...(userId === undefined ? {} : { userId }),
    state: stateOf(entry, token !== undefined),
    ...(token ? { tokenId: token.id } : {}),
    profiles: token?.profiles ?? [],
    ...(claimCodeAt === undefined ? {} : { claimCodeAt }),
  };
}

function stateOf({ exists, userId }: UserEntry, hasToken: boolean): WiseUser['state'] {
  if (hasToken) return 'ready';
  if (exists) return 'exists';
  return userId === undefined ? 'code-made' : 'signed-up';
}
