import { PortcullisError, toPortcullisError, type ErrorCode } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { findConnection } from '../connections/resolve.ts';
import { linkTo } from '../link-to.ts';
import type { ConsentLink } from '../links/parse.ts';
import type { Audit } from '../ports.ts';
import type { Services } from '../services.ts';
import { findToken, tokenName, withToken } from '../tokens/entry.ts';
import { withOnlyProfile } from '../tokens/seen.ts';
import type { ConsentEntry, TokenEntry, VaultBody } from '../vault/body.ts';
import type { GrantedToken } from '../wise/oauth.ts';
import { readProfiles, requestProfiles } from '../wise/profiles.ts';
import { outcomeOf } from '../wise/run-audit.ts';
import { type ConsentAnswer, isSameState } from './answer.ts';
import { consentOfState, findConsent } from './entry.ts';
import { exchangeCode } from './exchange.ts';
import { readPasted } from './pasted.ts';
import { type Granted, withGranted } from './save-token.ts';

const REFUSALS: ReadonlySet<ErrorCode> = new Set(['CONSENT_DENIED', 'CONSENT_CODE_REFUSED', 'CONSENT_STATE']);

/** Finishes with what the person brought back; answers the id of the token. Throws `CONSENT_*` and the errors of the call. */
export async function finishPasted(services: Services, { consentId, pasted }: Parsed<'consents.finish'>): Promise<string> {
  const consent = findConsent(services.vault.read(), consentId);
  const answer = await recorded(services, consent, async () => {
    const read = readPasted(pasted, consent.redirectUri);
    assertState(services.vault.read(), consent, read);
    return read;
  });
  return finishReceived(services, consentId, answer).catch((thrown: unknown) => {
    // Also for later: the vault may have been locked meanwhile.
    services.consentInbox.noteProblem(consentId, toPortcullisError(thrown));
    throw thrown;
  });
}

/** Finishes with an answer whose state has been looked at. Throws `CONSENT_*` and the errors of the call. */
export async function finishReceived(services: Services, consentId: string, answer: ConsentAnswer): Promise<string> {
  return services.consentInbox.kept.once(consentId, answer, async () => {
    const consent = findConsent(services.vault.read(), consentId);
    return recorded(services, consent, () => finish(services, consent, answer));
  });
}

/** Finishes the consent whose state the link has, and no other. `linkAudit` is for what any page can cause. */
export async function finishLink(services: Services, { answer }: ConsentLink, linkAudit: Audit): Promise<void> {
  const { vault, consentInbox } = services;
  const consent = consentOfState(vault.read(), answer.state);
  if (!consent) return linkAudit({ kind: 'consent.finished', outcome: 'refused', subject: 'link', says: 'CONSENT_STATE: no open consent has the state of the link' });
  await finishReceived(services, consent.id, answer).catch((thrown: unknown) => consentInbox.noteProblem(consent.id, toPortcullisError(thrown)));
}

/** An answer without a state is believed: the person brought it. */
function assertState(body: VaultBody, { state, id }: ConsentEntry, answer: ConsentAnswer): void {
  if (answer.state === undefined || isSameState(answer.state, state)) return;
  const other = consentOfState(body, answer.state);
  const name = other && other.id !== id ? body.connections.find((one) => one.id === other.connectionId)?.name : undefined;
  throw new PortcullisError('CONSENT_STATE', { field: 'state', reason: name === undefined ? 'no open consent has this state' : `it is the state of another open consent, for “${name}”` });
}

async function finish(services: Services, consent: ConsentEntry, answer: ConsentAnswer): Promise<string> {
  const { consentInbox, audit } = services;
  consentInbox.noteAnswered(consent.id);
  const granted = await grantedFor(services, consent, answer);
  const token = await save(services, consent.id, granted);
  const { name } = findConnection(services.vault.read(), consent.connectionId);
  await audit({ kind: 'consent.finished', outcome: 'ok', subject: name, says: `${consent.tokenId === token.id ? 'renewed' : 'granted'} ${tokenName(token)}` });
  await noteProfiles(services, token, granted.granted).catch(() => undefined);
  await consentInbox.forget(consent.id);
  return token.id;
}

/** What Wise gave before and could not be saved then is not asked for again: the code is spent. */
async function grantedFor(services: Services, { id, connectionId, redirectUri }: ConsentEntry, answer: ConsentAnswer): Promise<Granted> {
  const { kept } = services.consentInbox;
  const before = kept.granted(id);
  if (before) return { granted: before.granted, profileId: before.answer.profileId };
  if ('denied' in answer) throw new PortcullisError('CONSENT_DENIED', answer.denied);
  const granted = await exchangeCode(await linkTo(services, connectionId), answer.code, redirectUri);
  kept.keepGranted(id, granted);
  return { granted, profileId: answer.profileId };
}

/** Before anything else is done with it. */
async function save({ vault, consentInbox, now }: Services, consentId: string, granted: Granted): Promise<TokenEntry> {
  let tokenId = '';
  const body = await vault.update((before) => {
    const next = withGranted(before, consentId, granted, now());
    tokenId = next.tokenId;
    return next.body;
  });
  consentInbox.kept.keepGranted(consentId, undefined);
  return findToken(body, tokenId);
}

/** What the new token sees. */
async function noteProfiles(services: Services, { id, connectionId }: TokenEntry, { value }: GrantedToken): Promise<void> {
  const { client } = await linkTo(services, connectionId);
  const { profiles, userId } = readProfiles(await requestProfiles(client, value));
  const lastUsedAt = new Date(services.now()).toISOString();
  await services.vault.update((before) => {
    const body = withToken(before, id, (entry) => ({ ...entry, profiles, lastUsedAt, ...(userId === undefined ? {} : { userId }) }));
    return withOnlyProfile(body, id, profiles);
  });
}

/** What goes wrong is audited; a lock is no outcome, for the next unlock goes on. */
async function recorded<T>({ vault, audit }: Services, { connectionId }: ConsentEntry, attempt: () => Promise<T>): Promise<T> {
  const subject = vault.read().connections.find(({ id }) => id === connectionId)?.name ?? 'consent';
  try {
    return await attempt();
  } catch (thrown) {
    const { code } = toPortcullisError(thrown);
    if (code !== 'VAULT_LOCKED') await audit({ kind: 'consent.finished', outcome: REFUSALS.has(code) ? 'refused' : outcomeOf(code), subject, says: code });
    throw thrown;
  }
}
