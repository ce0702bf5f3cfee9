import { randomUUID } from 'node:crypto';
import { PortcullisError, toPortcullisError } from '../../../shared/errors.ts';
import type { Output, Parsed } from '../../../shared/ipc/contract.ts';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import { changeConnection } from '../../connections/change.ts';
import { findConnection } from '../../connections/resolve.ts';
import type { Services } from '../../services.ts';
import type { TokenEntry, VaultBody } from '../../vault/body.ts';
import type { WiseLink } from '../../wise/clients.ts';
import { outcomeOf } from '../../wise/run-audit.ts';
import { withNewToken } from '../add.ts';
import { findToken, tokenName } from '../entry.ts';
import { withoutToken } from '../forget.ts';
import { assertNewSecret } from '../known-secret.ts';
import { labelOr } from '../label.ts';
import { summarizeToken } from '../summary.ts';
import type { Credential } from './credentials.ts';
import { readCredentials } from './inspect.ts';
import { plainCopiesOf } from './plain-copies.ts';

export type ImportDeps = Parameters<typeof changeConnection>[0] & Pick<Services, 'vault' | 'audit' | 'sandbox' | 'tokenImports' | 'now'> & {
  userTokens: Pick<Services['userTokens'], 'refresh'>;
  link(connectionId: string): Promise<WiseLink>;
};
type Input = Parsed<'tokens.import'>;
type FoundToken = Extract<Credential, { token: string }>;

/**
 * Takes one of the credentials that were inspected. A refresh token is tried by a refresh: where Wise does not take it, nothing is kept.
 * Throws `IMPORT_GONE`, `CONNECTION_NOT_FOUND`, `TOKEN_EXISTS`, `CREDENTIAL_SHARED`, the errors of a refresh and those of `changeConnection`.
 */
export async function importToken(deps: ImportDeps, input: Input): Promise<Output<'tokens.import'>> {
  const kept = deps.tokenImports.get(input.importId);
  findConnection(deps.vault.read(), input.connectionId);
  const { file, credentials } = await readCredentials(kept);
  const found = credentials.found[input.index];
  if (!found) throw new PortcullisError('IMPORT_GONE');
  const from = file.what;
  if (found.kind === 'client-credentials') {
    await takeClient(deps, input, found, from);
    return { plainCopies: await plainCopiesOf(kept, file) };
  }
  const tokenId = found.kind === 'refresh-token' ? await takeRefreshToken(deps, input, found, from) : await takeToken(deps, input, found, from);
  return { token: summaryOf(deps, tokenId), plainCopies: await plainCopiesOf(kept, file) };
}

async function takeToken({ vault, audit, sandbox, now }: ImportDeps, { connectionId, label }: Input, found: FoundToken, from: string): Promise<string> {
  const at = new Date(now()).toISOString();
  const kind = found.kind === 'access-token' ? 'user' : 'personal';
  const entry: TokenEntry = { ...newEntry({ connectionId, label, kind, at, from }), access: { value: found.token, issuedAt: at } };
  await vault.update((body) => {
    assertNewSecret(body, findConnection(body, connectionId), found.token, sandbox);
    return withNewToken(body, entry);
  });
  await audit({ kind: 'token.imported', outcome: 'ok', subject: tokenName(entry), says: `${kind} token, from ${from}` });
  return entry.id;
}

/** It is saved before it is sent, as with every refresh: Wise may have taken it when the answer is lost. */
async function takeRefreshToken(deps: ImportDeps, { connectionId, label }: Input, found: FoundToken, from: string): Promise<string> {
  const { vault, audit, sandbox, now, userTokens } = deps;
  const link = await deps.link(connectionId);
  const entry: TokenEntry = { ...newEntry({ connectionId, label, kind: 'user', at: new Date(now()).toISOString(), from }), refresh: { value: found.token } };
  await vault.update((body) => {
    assertNewSecret(body, findConnection(body, connectionId), found.token, sandbox);
    return withNewToken(body, entry);
  });
  try {
    await userTokens.refresh(link, entry.id);
  } catch (thrown) {
    throw await givenUp(deps, entry, thrown);
  }
  await audit({ kind: 'token.imported', outcome: 'ok', subject: tokenName(findToken(vault.read(), entry.id)), says: `user token, by its refresh token from ${from}` });
  return entry.id;
}

/** The error to be thrown. Nothing is kept, unless Wise gave a new token: that one would be lost. */
async function givenUp({ vault, audit }: ImportDeps, entry: TokenEntry, thrown: unknown): Promise<unknown> {
  const error = toPortcullisError(thrown);
  if (/^(?:STORAGE|VAULT)_/.test(error.code)) return thrown;
  const body = await vault.update((before) => (isRenewed(before, entry) ? before : withoutToken(before, entry.id)));
  if (isRenewed(body, entry)) return thrown;
  await audit({ kind: 'token.imported', outcome: outcomeOf(error.code), subject: tokenName(entry), says: `${error.code}; nothing was kept` });
  const reason = [error.details.reason, 'Nothing was kept.'].filter(Boolean).join('. ');
  return new PortcullisError(error.code, { ...error.details, reason }, { cause: thrown });
}

/** What went wrong did so after the new pair was saved, as where it could not be recorded: there is no other copy. */
function isRenewed({ tokens }: VaultBody, { id }: TokenEntry): boolean {
  return tokens.some((one) => one.id === id && one.access !== undefined);
}

async function takeClient(deps: ImportDeps, { connectionId }: Input, { clientId, clientSecret }: { clientId: string; clientSecret: string }, from: string): Promise<void> {
  const { name } = await changeConnection(deps, { connectionId, credentials: { clientId, clientSecret } });
  await deps.audit({ kind: 'token.imported', outcome: 'ok', subject: name, says: `client id and secret, from ${from}` });
}

function newEntry({ connectionId, label, kind, at, from }: Pick<TokenEntry, 'connectionId' | 'label' | 'kind'> & { at: string; from: string }): TokenEntry {
  return { id: randomUUID(), connectionId, kind, label: labelOr(label, kind, at), origin: 'imported', madeAt: at, profiles: [], history: [{ at, kind: 'imported', says: `From ${from}` }] };
}

function summaryOf({ vault, now }: ImportDeps, tokenId: string): TokenSummary {
  const body = vault.read();
  const entry = findToken(body, tokenId);
  return summarizeToken(entry, findConnection(body, entry.connectionId), { now: now() });
}
