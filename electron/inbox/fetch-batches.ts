import { toPortcullisError, type PortcullisError } from '../../shared/errors.ts';
import { fewAtOnce } from '../tokens/few-at-once.ts';
import type { WiseActivity } from '../wise/activities.ts';
import { BATCH_COMPLETED, readBatchGroup, requestBatchGroup, type WiseBatchGroup } from '../wise/batch-groups.ts';
import { readTransfer, requestTransfer, WAITS_FOR_MONEY, type WiseTransfer } from '../wise/transfers.ts';
import { activityPages } from './activity-pages.ts';
import { attempt, type Ask } from './ask.ts';
import type { Owner, WaitingBatch } from './waiting.ts';

type Options = { transfers: readonly WiseTransfer[]; watched: readonly string[]; tell: (what: string, error: PortcullisError) => void };

const AT_ONCE = 4;
const MOST_PAGES = 5;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Batch groups of a profile that are complete and not paid: those that Wise says need attention, and those that are watched. */
export async function fetchBatches(ask: Ask, owner: Owner, { transfers, watched, tell }: Options): Promise<WaitingBatch[]> {
  const listed = await listBatches(ask, owner, tell);
  const ids = [...new Set([...listed.keys(), ...watched.map((id) => id.toLowerCase())])];
  const found = new Map<string, WaitingBatch>();
  const ended: PortcullisError[] = [];
  await fewAtOnce(ids, AT_ONCE, async (id) => {
    try {
      const batch = await attempt(() => askBatch(ask, owner, id, transfers));
      if ('error' in batch) tell(`batch ${id}`, batch.error);
      else if (batch.value) found.set(id, withTime(batch.value, listed.get(id)?.createdOn));
    } catch (thrown) {
      ended.push(toPortcullisError(thrown));
    }
  });
  if (ended[0]) throw ended[0];
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** The group as it is now; undefined where it does not wait for its money. Throws the errors of the call. */
export async function askBatch(ask: Ask, owner: Owner, id: string, known: readonly WiseTransfer[]): Promise<WaitingBatch | undefined> {
  const group = readBatchGroup(await ask((client, token) => requestBatchGroup(client, token, owner.id, id)));
  if (group.status !== BATCH_COMPLETED || !(await isUnpaid(ask, group, known))) return undefined;
  const members = new Set(group.transferIds);
  return { kind: 'fund-batch', owner, group, transfers: known.filter((transfer) => members.has(transfer.id)) };
}

/** Its status stays the same when it is paid: what tells is whether its transfers still wait. */
async function isUnpaid(ask: Ask, { transferIds }: WiseBatchGroup, known: readonly WiseTransfer[]): Promise<boolean> {
  const [first] = transferIds;
  if (first === undefined) return false;
  const waiting = new Set(known.map(({ id }) => id));
  if (transferIds.some((id) => waiting.has(id))) return true;
  const answer = await attempt(async () => readTransfer(await ask((client, token) => requestTransfer(client, token, first))));
  // Where that cannot be had, Wise's word that it needs attention stands.
  return 'error' in answer || answer.value.status === WAITS_FOR_MONEY;
}

/** By id in lower case. */
async function listBatches(ask: Ask, { id: profileId }: Owner, tell: Options['tell']): Promise<Map<string, WiseActivity>> {
  const found = new Map<string, WiseActivity>();
  for await (const page of activityPages(ask, profileId, { type: 'BATCH_TRANSFER', status: 'REQUIRES_ATTENTION' }, MOST_PAGES)) {
    if ('error' in page) tell('batches', page.error);
    else for (const activity of page.value) if (UUID.test(activity.resourceId)) found.set(activity.resourceId.toLowerCase(), activity);
  }
  return found;
}

function withTime(batch: WaitingBatch, at: string | undefined): WaitingBatch {
  return at === undefined ? batch : { ...batch, at };
}
