import { PortcullisError } from '../../shared/errors.ts';
import type { Profile } from '../../shared/model/tokens.ts';
import type { MigrationStep } from '../../shared/model/migrations.ts';
import { certificateName, findCertificate } from '../certificates/entry.ts';
import { endOf } from '../certificates/identity.ts';
import { assertUsable } from '../certificates/use.ts';
import { findConnection, resolveConnection } from '../connections/resolve.ts';
import { duration } from '../tokens/duration.ts';
import { tokenName } from '../tokens/entry.ts';
import type { ConnectionEntry, MigrationEntry, TokenEntry, VaultBody } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { readProfiles, requestProfiles } from '../wise/profiles.ts';
import type { StepNotes } from '../wise/run-recorder.ts';
import { tlsWords } from '../wise/tls-view.ts';
import type { Check, MigrationCheckDeps } from './check.ts';
import { connectionOf, legOf } from './entry.ts';

/** Step 1: Wise gives an application token for the client id and secret. */
export const checkCredentials: Check = async (deps, entry, step, notes) => {
  const link = await linkOf(deps, entry, step);
  const token = await deps.tokens.renew(link);
  notes.request(token.exchange, 'grant_type=client_credentials');
  notes.response(token.exchange);
  return `${link.target.name}: Wise gave an application token for ${duration(token.expiresAt - (deps.now ?? Date.now)())}.`;
};

/** Step 2: a person said yes, and the code that came of it was exchanged. */
export const checkConsent: Check = async ({ vault }, entry, step, notes) => {
  const connection = legConnection(vault.read(), entry, step);
  const token = userTokenOf(vault.read(), connection);
  if (!token) {
    const isOpen = vault.read().consents.some((one) => one.connectionId === connection.id);
    throw notYet(isOpen ? 'The consent is under way: finish it on Wise’s page, or paste the address it ended on.' : `Ask for consent over ${connection.name} first.`);
  }
  notes.fact('Token', tokenName(token));
  return `${connection.name}: there is a user token since ${token.madeAt.slice(0, 10)}.`;
};

/** Step 3: the token that the code was exchanged for works. */
export const checkExchange: Check = async (deps, entry, step, notes) => {
  const link = await linkOf(deps, entry, step);
  const { profiles } = await listProfiles(deps, link, entry, step, notes);
  return `${link.target.name}: the user token sees ${profilesInWords(profiles)}.`;
};

/** Step 4: a certificate is in use, and a call with it has gone through. */
export const checkCertificate: Check = async ({ vault, now = Date.now }, entry, step, notes) => {
  const body = vault.read();
  const { name, certificateId } = legConnection(body, entry, step);
  if (certificateId === undefined) throw notYet(`${name} uses no client certificate yet: request one, have it issued, prove it and switch to it.`);
  const certificate = findCertificate(body, certificateId);
  assertUsable(certificate, now());
  notes.fact('Certificate', certificate.name);
  notes.fact('Ends', endOf(certificate) ?? '');
  return `${name} uses the ${certificateName(certificate)}.`;
};

/** Step 5: a call with the user token over the mTLS host. */
export const checkMtls: Check = async (deps, entry, step, notes) => {
  const link = await linkOf(deps, entry, step);
  if (!link.target.certificate) throw notYet(`${link.target.name} uses no client certificate any more.`);
  const { exchange } = await listProfiles(deps, link, entry, step, notes);
  const { tls } = exchange;
  if (tls?.clientCertificate === 'not-asked') throw new PortcullisError('MTLS_NOT_ASKED', { host: exchange.host });
  return `${link.target.name}: a call with the user token and the client certificate went through${tls ? ` (${tlsWords(tls)})` : ''}.`;
};

/** The connection of the step's leg, ready to call. */
export async function linkOf(deps: MigrationCheckDeps, entry: MigrationEntry, step: MigrationStep): Promise<WiseLink> {
  return deps.clients.link(await resolveConnection(deps, connectionOf(entry, legOf(step))));
}

export function notYet(reason: string): PortcullisError {
  return new PortcullisError('MIGRATION_NOT_YET', { reason });
}

/** `GET /v2/profiles` with the user token of the leg. */
export async function listProfiles(deps: MigrationCheckDeps, link: WiseLink, entry: MigrationEntry, step: MigrationStep, notes: StepNotes): Promise<{ profiles: Profile[]; exchange: WiseAnswer['exchange'] }> {
  const body = deps.vault.read();
  const token = userTokenOf(body, legConnection(body, entry, step));
  if (!token) throw notYet('There is no user token any more: ask for consent again.');
  const { answer } = await deps.userTokens.authorized(link, token.id, (value) => requestProfiles(link.client, value));
  notes.request(answer.exchange);
  notes.response(answer.exchange);
  return { profiles: readProfiles(answer).profiles, exchange: answer.exchange };
}

function profilesInWords(profiles: readonly Profile[]): string {
  if (profiles.length === 0) return 'no profile';
  return profiles.map(({ name, type }) => `${name} (${type})`).join(', ');
}

function legConnection(body: VaultBody, entry: MigrationEntry, step: MigrationStep): ConnectionEntry {
  return findConnection(body, connectionOf(entry, legOf(step)));
}

/** The user token that the connection uses, else its newest; one that Wise refused does not count. */
function userTokenOf({ tokens }: VaultBody, { id, userTokenId }: ConnectionEntry): TokenEntry | undefined {
  const usable = tokens.filter((one) => one.connectionId === id && one.kind === 'user' && one.refusal === undefined);
  return usable.find((one) => one.id === userTokenId) ?? usable.at(-1);
}
