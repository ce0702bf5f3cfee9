import { PortcullisError, toPortcullisError, toWireError } from '../../shared/errors.ts';
import type { TlsView } from '../../shared/model/tls.ts';
import type { Profile } from '../../shared/model/tokens.ts';
import type { ChainHealth, ChainLink } from '../../shared/model/views.ts';
import type { Token } from '../tokens/client-credentials.ts';
import type { ConnectionEntry } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import { clockWords, isClockOff } from '../wise/clock-offset.ts';
import { outcomeOf } from '../wise/run-audit.ts';
import { PROBES, profilesNow, type Check, type ProbeDeps, type Shape } from './probes.ts';

export type CheckDeps = Omit<ProbeDeps, 'now'> & Partial<Pick<ProbeDeps, 'now'>>;

/** Tries the connection link by link and stops at the first that is broken: later ones are `skipped`. Tokens, Wise's key and the profiles are fetched afresh. */
export async function checkConnection(deps: CheckDeps, link: WiseLink): Promise<ChainHealth> {
  const { tokens, clients, now = Date.now } = deps;
  let fetched: Promise<Token> | undefined;
  let seen: Promise<Profile[]> | undefined;
  const check: Check = { deps: { ...deps, now }, link, token: () => (fetched ??= tokens.renew(link)), profiles: () => (seen ??= profilesNow(deps, link)) };
  const links: ChainLink[] = [];
  let broken: ChainLink | undefined;
  for (const { id, find } of probesFor(shapeOf(link))) {
    const result = broken ? skipped(id) : await tryLink(id, () => find(check));
    if (result.state === 'failed') broken = result;
    links.push(result);
  }
  return concluded(deps, link.target.name, withClockNote(links, clients.newestTls(link.target.id)), broken);
}

/** The same for a connection that cannot be tried at all, because its certificate may not be sent. Other errors are thrown on. */
export async function certificateUnfit(deps: Pick<CheckDeps, 'audit' | 'now'>, { name, environment, userTokenId, profileId }: ConnectionEntry, thrown: unknown): Promise<ChainHealth> {
  if (!toPortcullisError(thrown).code.startsWith('CERT_')) throw thrown;
  // The built-in sandbox brings both along.
  const isBuiltIn = environment === 'built-in';
  const shape: Shape = { hasCertificate: true, hasUserToken: isBuiltIn || userTokenId !== undefined, hasProfile: isBuiltIn || profileId !== undefined };
  const broken = await tryLink('mtls', () => Promise.reject(thrown));
  return concluded(deps, name, probesFor(shape).map(({ id }) => (id === 'mtls' ? broken : skipped(id))), broken);
}

function shapeOf({ target: { certificate, userTokenId, ownUserToken, profileId } }: WiseLink): Shape {
  return { hasCertificate: certificate !== undefined, hasUserToken: userTokenId !== undefined || ownUserToken !== undefined, hasProfile: profileId !== undefined };
}

function probesFor(shape: Shape): typeof PROBES {
  return PROBES.filter(({ isThere }) => isThere(shape));
}

async function concluded({ audit, now = Date.now }: Pick<CheckDeps, 'audit' | 'now'>, subject: string, links: ChainLink[], broken: ChainLink | undefined): Promise<ChainHealth> {
  const code = broken?.error?.code;
  const outcome = code === undefined ? 'ok' : outcomeOf(code);
  await audit({ kind: 'connection.checked', outcome, subject, says: broken ? `${broken.id}: ${code}` : 'every link holds' });
  return { checkedAt: new Date(now()).toISOString(), links };
}

async function tryLink(id: ChainLink['id'], find: () => Promise<string>): Promise<ChainLink> {
  try {
    return { id, state: 'ok', says: await find() };
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
