import { randomUUID } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { Output, Parsed } from '../../shared/ipc/contract.ts';
import { findConnection } from '../connections/resolve.ts';
import type { SandboxPort } from '../connections/sandbox-port.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import type { TokenEntry, VaultBody } from '../vault/body.ts';
import { assertBearerValue } from './bearer-value.ts';
import { tokenName } from './entry.ts';
import { assertNewSecret } from './known-secret.ts';
import { labelOr } from './label.ts';
import { summarizeToken } from './summary.ts';

export type AddDeps = { vault: VaultStore; audit: Audit; sandbox: Pick<SandboxPort, 'target' | 'running'>; now?: Clock };

/**
 * Puts a personal token into the vault; the first token of a connection becomes the one that its calls for a profile carry.
 * Throws `CONNECTION_NOT_FOUND`, `TOKEN_NOT_A_TOKEN`, `TOKEN_EXISTS`, `CREDENTIAL_SHARED`, `SANDBOX_*`, and `IPC_INVALID_INPUT` where no value is given and the connection is not the built-in sandbox.
 */
export async function addToken({ vault, audit, sandbox, now = Date.now }: AddDeps, { connectionId, label, value, replaceAfterDays }: Parsed<'tokens.add'>): Promise<Output<'tokens.add'>> {
  const { environment } = findConnection(vault.read(), connectionId);
  if (value !== undefined) assertBearerValue(value);
  if (value === undefined && environment !== 'built-in') throw new PortcullisError('IPC_INVALID_INPUT', { field: 'value', reason: 'REQUIRED' });
  const token = value ?? (await sandbox.target()).personalToken.reveal();
  const at = new Date(now()).toISOString();
  const entry: TokenEntry = {
    id: randomUUID(), connectionId, kind: 'personal', origin: value === undefined ? 'sandbox' : 'pasted', madeAt: at,
    label: labelOr(label, 'personal', at),
    access: { value: token, issuedAt: at },
    profiles: [],
    ...(replaceAfterDays === undefined ? {} : { replaceAfterDays }),
    history: [{ at, kind: 'made', says: value === undefined ? 'Taken from the built-in sandbox' : 'Pasted' }],
  };
  const body = await vault.update((before) => {
    assertNewSecret(before, findConnection(before, connectionId), token, sandbox);
    return withNewToken(before, entry);
  });
  const connection = findConnection(body, connectionId);
  await audit({ kind: 'token.added', outcome: 'ok', subject: tokenName(entry), says: `personal token of ${connection.name}${entry.origin === 'sandbox' ? ', the sandbox’s own' : ''}` });
  return summarizeToken(entry, connection, { now: now() });
}

/** The body with one token more. A connection that has none uses it from now on. */
export function withNewToken(body: VaultBody, entry: TokenEntry): VaultBody {
  const uses = (id: string, userTokenId: string | undefined) => id === entry.connectionId && userTokenId === undefined;
  return {
    ...body,
    tokens: [...body.tokens, entry],
    connections: body.connections.map((one) => (uses(one.id, one.userTokenId) ? { ...one, userTokenId: entry.id } : one)),
  };
}
