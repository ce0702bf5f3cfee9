import { PortcullisError, toPortcullisError, toWireError } from '../../shared/errors.ts';
import { fewAtOnce } from '../tokens/few-at-once.ts';
import { readBalances, requestBalances } from '../wise/balances.ts';
import { readProfiles, requestProfiles } from '../wise/profiles.ts';
import { readTransfers, requestWaitingTransfers, TRANSFERS_A_PAGE, WAITS_FOR_MONEY, type WiseTransfer } from '../wise/transfers.ts';
import { attempt, type Ask } from './ask.ts';
import { fetchBatches } from './fetch-batches.ts';
import { fetchNames } from './fetch-names.ts';
import type { Balance, Owner, Problem, Waiting, WaitingBatch } from './waiting.ts';

/** `names`: of payees by transfer id. */
export type Fetched = { owners: Owner[]; userId?: number; waiting: Waiting[]; names: Map<number, string>; problems: Problem[]; balances: Balance[] };
/** `watched`: batch groups that were asked for by hand. `names`: what is known already. */
export type FetchOptions = { watched: readonly { profileId: number; id: string }[]; names: ReadonlyMap<number, string>; profileId?: number };

const PROFILES_AT_ONCE = 3;
/** Of one profile. */
const MOST_TRANSFERS = 2000;

/** Everything that waits, of every profile that the token sees. Throws where not even the profiles can be had. */
export async function fetchWaiting(ask: Ask, options: FetchOptions): Promise<Fetched> {
  const { owners, userId } = await fetchOwners(ask, options.profileId);
  const fetched: Fetched = { owners, ...(userId === undefined ? {} : { userId }), waiting: [], names: new Map(options.names), problems: [], balances: [] };
  const ended: PortcullisError[] = [];
  await fewAtOnce(owners, PROFILES_AT_ONCE, async (owner) => {
    await fetchOwner(ask, owner, options, fetched).catch((thrown: unknown) => void ended.push(toPortcullisError(thrown)));
  });
  if (ended[0]) throw ended[0];
  return { ...fetched, waiting: eachOnce(fetched.waiting) };
}

/** A transfer of a batch is in the batch only; a batch that several profiles are told of belongs to the one whose transfers it holds. */
function eachOnce(waiting: readonly Waiting[]): Waiting[] {
  const batches = new Map<string, WaitingBatch>();
  for (const one of waiting) {
    if (one.kind === 'fund-batch' && one.transfers.length >= (batches.get(one.group.id)?.transfers.length ?? 0)) batches.set(one.group.id, one);
  }
  const inBatches = new Set([...batches.values()].flatMap(({ group }) => group.transferIds));
  return waiting.filter((one) => (one.kind === 'fund-batch' ? batches.get(one.group.id) === one : !inBatches.has(one.transfer.id)));
}

/** A server that does not list profiles may still know the connection's own. */
async function fetchOwners(ask: Ask, profileId: number | undefined): Promise<{ owners: Owner[]; userId?: number }> {
  const answer = await ask(requestProfiles);
  if (answer.status === 404 && profileId !== undefined) return { owners: [{ id: profileId }] };
  const { profiles, userId } = readProfiles(answer);
  return { owners: profiles.map(({ id, name }) => ({ id, name })), ...(userId === undefined ? {} : { userId }) };
}

async function fetchOwner(ask: Ask, owner: Owner, { watched, names }: FetchOptions, into: Fetched): Promise<void> {
  const tell = (what: string, error: PortcullisError) => {
    into.problems.push({ profileId: owner.id, ...(owner.name === undefined ? {} : { profileName: owner.name }), what, error: toWireError(error) });
  };
  const [transfers] = await Promise.all([fetchTransfers(ask, owner, tell), fetchBalances(ask, owner, into, tell)]);
  const [batches, found] = await Promise.all([
    fetchBatches(ask, owner, { transfers, watched: watched.filter(({ profileId }) => profileId === owner.id).map(({ id }) => id), tell }),
    fetchNames(ask, owner, transfers, names),
  ]);
  for (const [id, name] of found) into.names.set(id, name);
  into.waiting.push(...batches, ...transfers.map((transfer): Waiting => ({ kind: 'fund-transfer', owner, transfer })));
}

type Tell = (what: string, error: PortcullisError) => void;

/** Page by page until a short one. What was read before a page that fails is kept. */
async function fetchTransfers(ask: Ask, { id: profileId }: Owner, tell: Tell): Promise<WiseTransfer[]> {
  const found = new Map<number, WiseTransfer>();
  let unread = 0;
  for (let offset = 0; ; ) {
    const from = offset;
    const page = await attempt(async () => readTransfers(await ask((client, token) => requestWaitingTransfers(client, token, profileId, from))));
    if ('error' in page) {
      tell('transfers', page.error);
      break;
    }
    const { transfers, listed } = page.value;
    unread += page.value.unread;
    const before = found.size;
    for (const transfer of transfers) found.set(transfer.id, transfer);
    offset += listed;
    // A page without anything new: the server does not count from where it is told to.
    if (listed < TRANSFERS_A_PAGE || (found.size === before && transfers.length > 0)) break;
    if (offset >= MOST_TRANSFERS) {
      tell(`transfers beyond the first ${MOST_TRANSFERS.toLocaleString('en')}`, new PortcullisError('APPROVAL_TOO_MANY'));
      break;
    }
  }
  if (unread > 0) tell(unread === 1 ? 'a transfer that cannot be read' : `${unread} transfers that cannot be read`, new PortcullisError('WISE_ANSWER_INVALID', { reason: 'ANSWER_SHAPE' }));
  // A server may list others as well.
  return [...found.values()].filter(({ status }) => status === WAITS_FOR_MONEY);
}

async function fetchBalances(ask: Ask, { id: profileId }: Owner, into: Fetched, tell: Tell): Promise<void> {
  const answer = await attempt(async () => readBalances(await ask((client, token) => requestBalances(client, token, profileId))));
  if ('error' in answer) return tell('balances', answer.error);
  into.balances.push(...answer.value.map(({ id, available }) => ({ profileId, balanceId: id, available })));
}
