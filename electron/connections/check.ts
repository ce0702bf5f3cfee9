import { PortcullisError, toPortcullisError, toWireError } from '../../shared/errors.ts';
import { ADVISED_SIGNING } from '../../shared/model/algorithms.ts';
import type { TlsView } from '../../shared/model/tls.ts';
import type { ChainHealth, ChainLink } from '../../shared/model/views.ts';
import type { Token } from '../tokens/client-credentials.ts';
import { duration } from '../tokens/duration.ts';
import type { WiseClients, WiseLink } from '../wise/clients.ts';
import { clockWords, isClockOff } from '../wise/clock-offset.ts';
import { outcomeOf } from '../wise/run-audit.ts';
import { certificateWords } from '../wise/tls-view.ts';
import { fetchWiseKey, type WiseKeyDeps } from './wise-keys.ts';

export type CheckDeps = WiseKeyDeps & { clients: Pick<WiseClients, 'probe' | 'newestTls'> };

/** One check under way: the token is fetched once, for the two links that look at it. */
type Check = { deps: Required<CheckDeps>; link: WiseLink; token: () => Promise<Token> };
type Probe = (check: Check) => Promise<string>;

/** The chain to Wise, in the order in which a call needs it. Each answers what it found, in words. */
const PROBES: readonly (readonly [ChainLink['id'], Probe])[] = [
  ['tls', probeServer],
  ['mtls', probeClientCertificate],
  ['client-credentials', async ({ deps, token }) => `Wise gave a token for ${duration((await token()).expiresAt - deps.now())}`],
  ['jose', async ({ deps, link }) => {
    const { key, changed } = await fetchWiseKey(deps, link, ADVISED_SIGNING);
    return `Wise’s signing key, version ${key.version}${changed ? ', new since the last time' : ''}`;
  }],
];

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

/** Tries the connection link by link and stops at the first that is broken: later ones are `skipped`. A token and Wise's key are fetched afresh. */
export async function checkConnection(deps: CheckDeps, link: WiseLink): Promise<ChainHealth> {
  const { tokens, now = Date.now } = deps;
  let fetched: Promise<Token> | undefined;
  const check: Check = { deps: { ...deps, now }, link, token: () => (fetched ??= tokens.renew(link)) };
  const links: ChainLink[] = [];
  let broken: ChainLink | undefined;
  for (const [id, probe] of PROBES) {
    if (id === 'mtls' && !link.target.certificate) continue;
    const result = broken ? skipped(id) : await tryLink(id, () => probe(check));
    if (result.state === 'failed') broken = result;
    links.push(result);
  }
  return concluded(deps, link.target.name, withClockNote(links, deps.clients.newestTls(link.target.id)), broken);
}

/** The same for a connection that cannot be tried at all, because its certificate may not be sent. Other errors are thrown on. */
export async function certificateUnfit(deps: Pick<CheckDeps, 'audit' | 'now'>, connectionName: string, thrown: unknown): Promise<ChainHealth> {
  if (!toPortcullisError(thrown).code.startsWith('CERT_')) throw thrown;
  const broken = await tryLink('mtls', () => Promise.reject(thrown));
  return concluded(deps, connectionName, PROBES.map(([id]) => (id === 'mtls' ? broken : skipped(id))), broken);
}

async function concluded({ audit, now = Date.now }: Pick<CheckDeps, 'audit' | 'now'>, subject: string, links: ChainLink[], broken: ChainLink | undefined): Promise<ChainHealth> {
  const code = broken?.error?.code;
  const outcome = code === undefined ? 'ok' : outcomeOf(code);
  await audit({ kind: 'connection.checked', outcome, subject, says: broken ? `${broken.id}: ${code}` : 'every link holds' });
  return { checkedAt: new Date(now()).toISOString(), links };
}

async function tryLink(id: ChainLink['id'], probe: () => Promise<string>): Promise<ChainLink> {
  try {
    return { id, state: 'ok', says: await probe() };
  } catch (thrown) {
    const error = clockToBlame(toPortcullisError(thrown));
    return { id, state: 'failed', says: error.message, error: toWireError(error) };
  }
}

/** An error that a wrong clock causes, while the clock is wrong. */
function clockToBlame(error: PortcullisError): PortcullisError {
  return error.details.clockOffsetSeconds === undefined ? error : new PortcullisError('CLOCK_WRONG', { ...error.details, reason: error.code }, { cause: error });
}

/** A wrong clock is worth a word even while everything still works. */
function withClockNote(links: ChainLink[], { clockOffsetSeconds: offset = 0 }: Partial<TlsView> = {}): ChainLink[] {
  if (!isClockOff(offset)) return links;
  return links.map((one) => (one.id === 'tls' && one.state === 'ok' ? { ...one, says: `${one.says}. ${clockWords(offset)}` } : one));
}

function skipped(id: ChainLink['id']): ChainLink {
  return { id, state: 'skipped', says: 'Not tried, because the link before it is broken' };
}
