import { PortcullisError, toPortcullisError } from '../../shared/errors.ts';
import { ADVISED_SIGNING } from '../../shared/model/algorithms.ts';
import type { TlsView } from '../../shared/model/tls.ts';
import type { Profile } from '../../shared/model/tokens.ts';
import type { ChainLink } from '../../shared/model/views.ts';
import type { Services } from '../services.ts';
import type { Token } from '../tokens/client-credentials.ts';
import { duration } from '../tokens/duration.ts';
import type { WiseClients, WiseLink } from '../wise/clients.ts';
import { lookUpHost } from '../wise/dns.ts';
import { errorFromAnswer } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { readProfiles, requestProfiles } from '../wise/profiles.ts';
import { certificateWords } from '../wise/tls-view.ts';
import { fetchWiseKey, type WiseKeyDeps } from './wise-keys.ts';

export type ProbeDeps = Required<WiseKeyDeps> & { clients: Pick<WiseClients, 'probe' | 'newestTls'>; userTokens: Pick<Services['userTokens'], 'forConnection'> };

/** One check under way. What two links look at is fetched once. */
export type Check = { deps: ProbeDeps; link: WiseLink; token: () => Promise<Token>; profiles: () => Promise<Profile[]> };

/** What decides which links a connection has. */
export type Shape = { hasCertificate: boolean; hasUserToken: boolean; hasProfile: boolean };

type Probe = {
  id: ChainLink['id'];
  isThere: (shape: Shape) => boolean;
  /** Answers what it found, in words. */
  find: (check: Check) => Promise<string>;
};

const always = () => true;

/** The chain to Wise, in the order in which a call needs it. */
export const PROBES: readonly Probe[] = [
  { id: 'dns', isThere: always, find: probeName },
  { id: 'tls', isThere: always, find: probeServer },
  { id: 'mtls', isThere: ({ hasCertificate }) => hasCertificate, find: probeClientCertificate },
  { id: 'client-credentials', isThere: always, find: async ({ deps, token }) => `Wise gave a token for ${duration((await token()).expiresAt - deps.now())}` },
  { id: 'jose', isThere: always, find: probeJose },
  { id: 'user-token', isThere: ({ hasUserToken }) => hasUserToken, find: async ({ profiles }) => profileWords(await profiles()) },
  // Nobody else could say whether the profile is right.
  { id: 'profile', isThere: ({ hasUserToken, hasProfile }) => hasUserToken && hasProfile, find: probeProfile },
];

async function probeName({ link: { target } }: Check): Promise<string> {
  const count = await lookUpHost(target.apiUrl);
  return `${new URL(target.apiUrl).hostname} has ${count} ${count === 1 ? 'address' : 'addresses'}`;
}

async function probeServer({ deps, link }: Check): Promise<string> {
  try {
    const { protocol, serverChain } = await deps.clients.probe(link.target);
    return `${protocol.replace('TLS', 'version')}, the server’s certificate ends on ${serverChain[0]?.notAfter.slice(0, 10)}`;
  } catch (thrown) {
    // The server and its certificate are in order; what it says about ours is told by the next link.
    if (link.target.certificate && isAboutCertificate(thrown)) return 'The server answered';
    throw thrown;
  }
}

/** Whether the certificate was sent and taken shows in the first answer: in TLS 1.3 the server refuses it only after the handshake. */
async function probeClientCertificate({ deps, link, token }: Check): Promise<string> {
  const view = await token().then(({ exchange }) => exchange.tls, (thrown: unknown) => {
    if (isAboutCertificate(thrown)) throw thrown;
    return undefined;
  });
  return sentWords(view ?? deps.clients.newestTls(link.target.id), link);
}

function sentWords(view: TlsView | undefined, { target }: WiseLink): string {
  if (!view) return 'Not known: no answer came over a connection with it';
  if (view.clientCertificate === 'not-asked') throw new PortcullisError('MTLS_NOT_ASKED', { host: new URL(target.apiUrl).host });
  return `The client certificate was ${certificateWords(view)}`;
}

function isAboutCertificate(thrown: unknown): boolean {
  return toPortcullisError(thrown).code.startsWith('MTLS_');
}

async function probeJose({ deps, link }: Check): Promise<string> {
  const { key, changed } = await fetchWiseKey(deps, link, ADVISED_SIGNING);
  return `Wise’s signing key, version ${key.version}${changed ? ', new since the last time' : ''}`;
}

/** What the connection's user or personal token sees now. Throws `TOKEN_REFUSED` and what `UserTokens.forConnection` throws. */
export async function profilesNow({ userTokens }: Pick<ProbeDeps, 'userTokens'>, link: WiseLink): Promise<Profile[]> {
  const { answer } = await userTokens.forConnection(link, (token) => requestProfiles(link.client, token));
  if (answer.status === 401) throw refused(answer);
  return readProfiles(answer).profiles;
}

/** As a wrong clock has it refused too, the token is not blamed while the clock is off. */
function refused(answer: WiseAnswer): PortcullisError {
  const error = errorFromAnswer(answer);
  return error.details.clockOffsetSeconds === undefined ? errorFromAnswer(answer, 'TOKEN_REFUSED') : error;
}

function profileWords(profiles: readonly Profile[]): string {
  if (profiles.length === 0) return 'Wise takes it; it sees no profile';
  return `Wise takes it; it sees ${profiles.map(({ id, type, name }) => `${name} (${type}, ${id})`).join(', ')}`;
}

async function probeProfile({ link, profiles }: Check): Promise<string> {
  const { profileId } = link.target;
  const seen = await profiles();
  const found = seen.find(({ id }) => id === profileId);
  if (found) return `${found.name}, ${found.type}${found.country === undefined ? '' : `, ${found.country}`}`;
  const ids = seen.length === 0 ? 'none' : seen.map(({ id }) => id).join(', ');
  throw new PortcullisError('PROFILE_NOT_SEEN', { field: 'profileId', reason: `Profile ${profileId} is not among those it sees: ${ids}` });
}
