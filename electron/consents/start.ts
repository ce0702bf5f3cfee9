import { randomUUID } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { ConsentView } from '../../shared/model/tokens.ts';
import { comesBackBy } from '../../shared/redirect-uri.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Services } from '../services.ts';
import { findToken } from '../tokens/entry.ts';
import type { ConsentEntry, VaultBody } from '../vault/body.ts';
import { findConsent, withoutOld } from './entry.ts';
import { newState, redirectUriOf } from './page.ts';
import { consentView, type ViewDeps } from './view.ts';

export type StartDeps = ViewDeps & Pick<Services, 'audit' | 'openExternal' | 'now'>;

/**
 * Begins a consent: saved first, listened for, then opened in the person's own browser. Where no browser opens, the address in the view is copied by hand.
 * Throws `CONNECTION_NOT_FOUND`, `REDIRECT_URI_MISSING`, `SANDBOX_*`, and for `tokenId` `TOKEN_NOT_FOUND`, `TOKEN_OTHER_CONNECTION`, `TOKEN_NO_REFRESH`.
 */
export async function startConsent(deps: StartDeps, { connectionId, label, tokenId }: Parsed<'consents.start'>): Promise<ConsentView> {
  const { vault, sandbox, audit, now } = deps;
  const connection = findConnection(vault.read(), connectionId);
  const redirectUri = await redirectUriOf(connection, sandbox);
  const entry: ConsentEntry = {
    id: randomUUID(), connectionId, label, redirectUri,
    state: newState(),
    startedAt: new Date(now()).toISOString(),
    ...(tokenId === undefined ? {} : { tokenId }),
  };
  await vault.update((body) => {
    assertRenewable(body, entry);
    const recent = withoutOld(body, now());
    return { ...recent, consents: [...recent.consents, entry] };
  });
  await audit({ kind: 'consent.started', outcome: 'ok', subject: connection.name, says: `comes back by ${comesBackBy(redirectUri)}${tokenId === undefined ? '' : ', to renew a token'}` });
  return openPage(deps, entry);
}

/** Opens the page once more. A state that has come back already is not used again. Throws `CONSENT_NOT_FOUND`, `SANDBOX_*`. */
export async function reopenConsent(deps: StartDeps, { consentId }: Parsed<'consents.reopen'>): Promise<ConsentView> {
  const { vault, consentInbox } = deps;
  if (consentInbox.hasAnswered(consentId)) {
    const state = newState();
    await vault.update((body) => ({ ...body, consents: body.consents.map((one) => (one.id === consentId ? { ...one, state } : one)) }));
  }
  return openPage(deps, findConsent(vault.read(), consentId));
}

async function openPage(deps: StartDeps, entry: ConsentEntry): Promise<ConsentView> {
  await deps.consentInbox.listen(entry);
  const view = await consentView(deps, entry);
  await deps.openExternal(view.url).catch(() => undefined);
  return view;
}

/** A personal token is renewed on wise.com. */
function assertRenewable(body: VaultBody, { connectionId, tokenId }: ConsentEntry): void {
  findConnection(body, connectionId);
  if (tokenId === undefined) return;
  const token = findToken(body, tokenId);
  if (token.connectionId !== connectionId) throw new PortcullisError('TOKEN_OTHER_CONNECTION');
  if (token.kind !== 'user') throw new PortcullisError('TOKEN_NO_REFRESH', { reason: 'PERSONAL_TOKEN' });
}
