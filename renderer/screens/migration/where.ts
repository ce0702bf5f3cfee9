import type { MigrationStep } from '../../../shared/model/migrations.ts';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { Place } from '../../place.ts';
import { taskOf, type Task } from './words.ts';

/** Where a step is done, and whether it still has to be, as far as can be seen from here. */
export type Where = {
  label: string;
  place: Place;
  /** What is there already, or what is missing. */
  says: string;
  /** The step waits for this; without it “Check now” is the next thing to do. */
  isMissing: boolean;
};

type Known = { connection: ConnectionSummary; tokens: readonly TokenSummary[]; personal: TokenSummary | undefined };

const isUsable = ({ state }: TokenSummary) => state !== 'refused' && state !== 'ended';

function userTokenOf({ connection, tokens }: Known): TokenSummary | undefined {
  const own = tokens.filter((one) => one.kind === 'user' && one.connectionId === connection.id && isUsable(one));
  return own.find((one) => one.id === connection.userTokenId) ?? own[0];
}

const openConnection = ({ connection }: Known, says: string): Where => ({ label: `Open ${connection.name}`, place: { screen: 'connections', connectionId: connection.id }, says, isMissing: false });

function consent(known: Known): Where {
  const { connection } = known;
  const token = userTokenOf(known);
  if (token) return { label: 'Open the token', place: { screen: 'tokens', tokenId: token.id }, says: `There is a user token: “${token.label}”.`, isMissing: false };
  if (!connection.redirectUri) return { label: 'Enter the redirect URI', place: { screen: 'connections', connectionId: connection.id, editing: 'redirect URI' }, says: `${connection.name} has no redirect URI yet. Consent needs the one that is registered with Wise.`, isMissing: true };
  return { label: 'Ask for consent', place: { screen: 'tokens', consenting: true, connectionId: connection.id }, says: 'There is no user token over this connection yet.', isMissing: true };
}

function certificate({ connection }: Known): Where {
  const { certificateId } = connection;
  if (certificateId) return { label: 'Open the certificate', place: { screen: 'certificates', certificateId }, says: 'The connection uses a certificate.', isMissing: false };
  return { label: 'Get a certificate', place: { screen: 'new-certificate' }, says: 'The connection uses no certificate yet. One that waits is found under Certificates.', isMissing: true };
}

function exchange(known: Known): Where {
  const token = userTokenOf(known);
  if (!token) return { ...consent(known), says: 'The user token is gone: ask for consent again.', isMissing: true };
  return { label: 'Open the token', place: { screen: 'tokens', tokenId: token.id }, says: `The call carries “${token.label}”.`, isMissing: false };
}

function prove({ connection, personal }: Known): Where {
  if (!personal) return { label: 'Open tokens', place: { screen: 'tokens' }, says: 'The personal token is not in this vault any more, so it cannot be compared.', isMissing: true };
  if (connection.userTokenId === personal.id) return { label: 'Pick the user token', place: { screen: 'connections', connectionId: connection.id, editing: 'user token' }, says: `${connection.name} still carries the personal token in its own calls. Pick the user token there.`, isMissing: true };
  return { label: 'Open the personal token', place: { screen: 'tokens', tokenId: personal.id }, says: `Compared with “${personal.label}”.`, isMissing: false };
}

function remove({ personal }: Known): Where {
  if (!personal) return { label: 'Open tokens', place: { screen: 'tokens' }, says: 'The personal token is not in this vault any more: nobody can ask Wise about it from here.', isMissing: false };
  return { label: 'Open the personal token', place: { screen: 'tokens', tokenId: personal.id }, says: 'Keep it here until Wise has refused it.', isMissing: false };
}

const WHERE: Record<Task, (known: Known) => Where> = {
  credentials: (known) => openConnection(known, `The client id of ${known.connection.name} ends in ${known.connection.clientIdTail}.`),
  consent,
  exchange,
  certificate,
  mtls: (known) => (known.connection.certificateId ? openConnection(known, `Calls go to ${known.connection.mtlsUrl ? new URL(known.connection.mtlsUrl).host : 'the mTLS host'}.`) : certificate(known)),
  prove,
  delete: remove,
};

/** Where the step is done over the connection of its leg. */
export function whereOf(step: MigrationStep, known: Known): Where {
  return WHERE[taskOf(step)](known);
}

/** The built-in sandbox’s page of API tokens, which is where its consent page is; undefined elsewhere. */
export function apiTokensPage({ environment, consentUrl }: ConnectionSummary): string | undefined {
  return environment === 'built-in' && consentUrl ? new URL('/__sandbox/api-tokens', consentUrl).href : undefined;
}
