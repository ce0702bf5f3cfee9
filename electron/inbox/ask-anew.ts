import { toPortcullisError } from '../../shared/errors.ts';
import type { ApprovalItem } from '../../shared/model/approvals.ts';
import { deedOf } from '../approvals/deeds.ts';
import { readTransfer, requestTransfer, WAITS_FOR_MONEY } from '../wise/transfers.ts';
import type { Ask } from './ask.ts';
import { askBatch } from './fetch-batches.ts';
import type { Kept } from './kept.ts';
import type { Owner, Waiting } from './waiting.ts';

/** How it is now, or why it waits no more. `isKnown`: Wise has it. */
export type Anew = { waiting: Waiting } | { says: string; isKnown: boolean };

/** Asks Wise for a transfer or a batch group. Throws the errors of the call, but for a `404`: then it waits no more. */
export async function askAnew(ask: Ask, item: ApprovalItem, kept: Kept): Promise<Anew> {
  const { profileId = 0, transferId, batchGroupId } = deedOf(item.call, item.key);
  const owner: Owner = kept.owner(profileId) ?? { id: profileId, ...(item.profileName === undefined ? {} : { name: item.profileName }) };
  try {
    if (transferId !== undefined) return await askTransfer(ask, owner, transferId);
    const before = kept.waiting(item.key);
    const batch = await askBatch(ask, owner, batchGroupId ?? '', before?.kind === 'fund-batch' ? before.transfers : kept.transfers());
    return batch ? { waiting: before?.kind === 'fund-batch' && before.at !== undefined ? { ...batch, at: before.at } : batch } : { says: 'Wise says that the batch does not wait for its money.', isKnown: true };
  } catch (thrown) {
    if (toPortcullisError(thrown).details.status === 404) return { says: 'Wise does not know it.', isKnown: false };
    throw thrown;
  }
}

async function askTransfer(ask: Ask, owner: Owner, transferId: number): Promise<Anew> {
  const transfer = readTransfer(await ask((client, token) => requestTransfer(client, token, transferId)));
  if (transfer.status !== WAITS_FOR_MONEY) return { says: `Wise says: ${transfer.status.slice(0, 60).replaceAll(/[^a-z_]/g, '')}.`, isKnown: true };
  return { waiting: { kind: 'fund-transfer', owner, transfer } };
}
