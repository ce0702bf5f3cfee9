import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import type { VaultBody } from '../vault/body.ts';
import { findToken, tokenName } from './entry.ts';
import { applicationConnection } from './summary.ts';

export type ForgetDeps = Pick<Services, 'vault' | 'audit'> & { tokens: Pick<Services['tokens'], 'drop'> };

/** Drops a token here; at Wise it stays as it is. Throws `TOKEN_NOT_FOUND`. */
export async function forgetToken(deps: ForgetDeps, { tokenId }: Parsed<'tokens.forget'>): Promise<void> {
  const connectionId = applicationConnection(tokenId);
  return connectionId === undefined ? forgetKept(deps, tokenId) : forgetApplication(deps, connectionId);
}

async function forgetKept({ vault, audit }: ForgetDeps, tokenId: string): Promise<void> {
  const entry = findToken(vault.read(), tokenId);
  const { name } = findConnection(vault.read(), entry.connectionId);
  await vault.update((body) => {
    findToken(body, tokenId);
    return withoutToken(body, tokenId);
  });
  await audit({ kind: 'token.forgotten', outcome: 'ok', subject: tokenName(entry), says: `${entry.kind} token of ${name}; Wise was not told` });
}

async function forgetApplication({ vault, audit, tokens }: ForgetDeps, connectionId: string): Promise<void> {
  const connection = vault.read().connections.find(({ id }) => id === connectionId);
  if (!connection || !tokens.drop(connectionId)) throw new PortcullisError('TOKEN_NOT_FOUND');
  await audit({ kind: 'token.forgotten', outcome: 'ok', subject: connection.name, says: 'application token, dropped from memory' });
}

/** Without it anywhere: no connection, user or consent names it any more. A migration keeps its id, and its label for the record. */
export function withoutToken(body: VaultBody, id: string): VaultBody {
  const { [id]: _lead, ...leadDays } = body.leadDays;
  return {
    ...body,
    leadDays,
    tokens: body.tokens.filter((one) => one.id !== id),
    connections: body.connections.map((one) => {
      const { userTokenId, ...rest } = one;
      return userTokenId === id ? rest : one;
    }),
    users: body.users.map((one) => without(one, id)),
    consents: body.consents.map((one) => without(one, id)),
  };
}

function without<T extends { tokenId?: string | undefined }>(one: T, id: string): T {
  if (one.tokenId !== id) return one;
  const next = { ...one };
  delete next.tokenId;
  return next;
}
