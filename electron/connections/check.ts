import { toPortcullisError, toWireError } from '../../shared/errors.ts';
import { ADVISED_SIGNING } from '../../shared/model/algorithms.ts';
import type { ChainHealth, ChainLink } from '../../shared/model/views.ts';
import { duration } from '../tokens/duration.ts';
import type { WiseLink } from '../wise/clients.ts';
import { LIMITS } from '../wise/client.ts';
import { outcomeOf } from '../wise/run-audit.ts';
import { probeTls } from '../wise/tls.ts';
import { fetchWiseKey, type WiseKeyDeps } from './wise-keys.ts';

type Probe = (deps: Required<WiseKeyDeps>, link: WiseLink) => Promise<string>;

/** The chain to Wise, in the order in which a call needs it. Each answers what it found, in words. */
const PROBES: readonly (readonly [ChainLink['id'], Probe])[] = [
  ['tls', async (_, { target }) => {
    const { protocol, certificateEnds } = await probeTls(target.apiUrl, target.ca === undefined ? {} : { ca: target.ca }, LIMITS.connectMs);
    return `${protocol}, the server’s certificate ends on ${certificateEnds.slice(0, 10)}`;
  }],
  ['client-credentials', async ({ tokens, now }, link) => {
    const token = await tokens.renew(link);
    return `Wise gave a token for ${duration(token.expiresAt - now())}`;
  }],
  ['jose', async (deps, link) => {
    const { key, changed } = await fetchWiseKey(deps, link, ADVISED_SIGNING);
    return `Wise’s signing key, version ${key.version}${changed ? ', new since the last time' : ''}`;
  }],
];

/** Tries the connection link by link and stops at the first that is broken: later ones are `skipped`. A token and Wise's key are fetched afresh. */
export async function checkConnection(deps: WiseKeyDeps, link: WiseLink): Promise<ChainHealth> {
  const { audit, now = Date.now } = deps;
  const links: ChainLink[] = [];
  let broken: ChainLink | undefined;
  for (const [id, probe] of PROBES) {
    const result = broken ? skipped(id) : await tryLink(id, () => probe({ ...deps, now }, link));
    if (result.state === 'failed') broken = result;
    links.push(result);
  }
  const code = broken?.error?.code;
  const outcome = code === undefined ? 'ok' : outcomeOf(code);
  await audit({ kind: 'connection.checked', outcome, subject: link.target.name, says: broken ? `${broken.id}: ${code}` : 'every link holds' });
  return { checkedAt: new Date(now()).toISOString(), links };
}

async function tryLink(id: ChainLink['id'], probe: () => Promise<string>): Promise<ChainLink> {
  try {
    return { id, state: 'ok', says: await probe() };
  } catch (thrown) {
    return { id, state: 'failed', says: toPortcullisError(thrown).message, error: toWireError(thrown) };
  }
}

function skipped(id: ChainLink['id']): ChainLink {
  return { id, state: 'skipped', says: 'Not tried, because the link before it is broken' };
}
