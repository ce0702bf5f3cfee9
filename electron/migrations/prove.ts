import { PortcullisError } from '../../shared/errors.ts';
import { resolveConnection, resolveWithoutCertificate } from '../connections/resolve.ts';
import { withToken, withTokenEvent } from '../tokens/entry.ts';
import { countOf } from '../tokens/seen.ts';
import type { MigrationEntry } from '../vault/body.ts';
import { assertOk } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { readProfiles, requestProfiles } from '../wise/profiles.ts';
import type { Check, MigrationCheckDeps } from './check.ts';
import { linkOf, listProfiles, notYet } from './leg-checks.ts';

/** One read call as it is made today: `GET /v2/profiles` with the personal token. */
export const callByPersonalToken: Check = async (deps, entry, _step, notes, findings) => {
  const answer = await sendPersonal(deps, entry);
  notes.request(answer.exchange);
  notes.response(answer.exchange);
  const { profiles } = readProfiles(answer);
  findings.personal = profiles.map(({ id }) => id);
  return `The personal token sees ${countOf(profiles)}, on ${answer.exchange.host}.`;
};

/** The same call with the user token over mTLS. */
export const callOverMtls: Check = async (deps, entry, step, notes, findings) => {
  const link = await linkOf(deps, entry, step);
  if (!link.target.certificate) throw notYet(`${link.target.name} uses no client certificate any more.`);
  const { profiles, exchange } = await listProfiles(deps, link, entry, step, notes);
  if (exchange.tls?.clientCertificate === 'not-asked') throw new PortcullisError('MTLS_NOT_ASKED', { host: exchange.host });
  findings.oauth = profiles.map(({ id }) => id);
  return `The user token sees ${countOf(profiles)}, on ${exchange.host} with the client certificate.`;
};

/** Nothing that the old way reaches may be out of reach of the new one. */
export const compare: Check = async ({ vault }, entry, _step, notes, { personal = [], oauth = [] }) => {
  const lost = personal.filter((id) => !oauth.includes(id));
  notes.fact('Personal token', personal.join(', ') || 'none');
  notes.fact('OAuth over mTLS', oauth.join(', ') || 'none');
  if (lost.length > 0) throw notYet(`The new way does not see profile ${lost.join(', ')}: ask its person for consent.`);
  const user = vault.read().connections.find((one) => one.userTokenId === entry.tokenId);
  if (user) throw notYet(`${user.name} still uses the personal token for its own calls: pick the user token under Connections.`);
  return `Both ways reach the same ${personal.length === 1 ? 'profile' : `${personal.length} profiles`}: the personal token is not needed any more.`;
};

/** A deleted token is one that Wise answers with `401`. One that is not in the vault any more cannot be asked about. */
export const checkDeleted: Check = async (deps, entry, _step, notes) => {
  const { vault, now = Date.now } = deps;
  if (!vault.read().tokens.some(({ id }) => id === entry.tokenId)) return 'The personal token is no longer in the vault. Whether Wise still takes it cannot be asked from here.';
  const answer = await sendPersonal(deps, entry);
  notes.request(answer.exchange);
  notes.response(answer.exchange);
  if (answer.status !== 401) {
    if (answer.status !== 403) assertOk(answer);
    throw notYet('Wise still takes the personal token: delete it there.');
  }
  const at = new Date(now()).toISOString();
  // The refusal itself was noted where the token was sent.
  await vault.update((body) => withToken(body, entry.tokenId, (token) => withTokenEvent(token, { at, kind: 'refused', says: 'Deleted at Wise at the end of a migration' })));
  return 'Wise does not take the personal token any more.';
};

/** Over its own connection, which need not be that of the leg, on the host without mTLS, as personal tokens are used; where Wise has moved the client to mTLS only, with the certificate. */
async function sendPersonal(deps: MigrationCheckDeps, entry: MigrationEntry): Promise<WiseAnswer> {
  const { vault, clients } = deps;
  const token = vault.read().tokens.find(({ id }) => id === entry.tokenId);
  if (!token) throw notYet('The personal token is no longer in the vault.');
  const plain = await resolveWithoutCertificate(deps, token.connectionId);
  const answer = await clients.apart(plain, (link) => deps.userTokens.authorized(link, token.id, (value) => requestProfiles(link.client, value)));
  if (answer.answer.status !== 403) return answer.answer;
  const link = deps.clients.link(await resolveConnection(deps, token.connectionId));
  return link.target.certificate ? (await deps.userTokens.authorized(link, token.id, (value) => requestProfiles(link.client, value))).answer : answer.answer;
}
