import { toPortcullisError, type PortcullisError } from '../../shared/errors.ts';
import type { ApprovalItem } from '../../shared/model/approvals.ts';
import { deedOf } from '../approvals/deeds.ts';
import { fewAtOnce } from '../tokens/few-at-once.ts';
import { readBalanceFee, requestQuote } from '../wise/quotes.ts';
import { readRecipient, requestRecipient } from '../wise/recipients.ts';
import type { WiseTransfer } from '../wise/transfers.ts';
import { askAnew } from './ask-anew.ts';
import { attempt, type Ask } from './ask.ts';
import type { Kept } from './kept.ts';
import type { Details, WaitingTransfer } from './waiting.ts';

/** A batch may hold a thousand transfers: so many quotes are not asked for. */
const MOST_FEES = 50;
const FEES_AT_ONCE = 4;

/** Asks for the payee and the fee of a transfer, each once: what Wise told, or that it does not know, is kept; any other failure may pass. */
export async function fetchDetails(asker: () => Promise<Ask>, item: ApprovalItem, kept: Kept): Promise<void> {
  const { transferId = 0 } = deedOf(item.call, item.key);
  const known = kept.details(transferId);
  if (known.payee !== undefined && known.fee !== undefined && kept.waiting(item.key)) return;
  const connected = await attempt(asker);
  if ('error' in connected) return;
  const ask = connected.value;
  const waiting = await transferOf(ask, item, kept);
  if (!waiting) return;
  const { owner, transfer } = waiting;
  const [payee, fee] = await Promise.all([
    known.payee === undefined ? askPayee(ask, transfer) : known.payee,
    known.fee === undefined ? askFee(ask, owner.id, transfer) : known.fee,
  ]);
  const details: Details = { ...(payee === undefined ? {} : { payee }), ...(fee === undefined ? {} : { fee }) };
  kept.putDetails(transferId, details);
  // Gone meanwhile: nothing brings it back.
  const now = kept.waiting(item.key);
  if (now) kept.put(now);
}

/** Asks for the fee of each transfer of a batch, each once, where there are not too many of them. */
export async function fetchBatchFees(asker: () => Promise<Ask>, item: ApprovalItem, kept: Kept): Promise<void> {
  const waiting = kept.waiting(item.key);
  if (waiting?.kind !== 'fund-batch' || waiting.group.transferIds.length > MOST_FEES) return;
  const unknown = waiting.transfers.filter(({ id }) => kept.details(id).fee === undefined);
  if (unknown.length === 0) return;
  const connected = await attempt(asker);
  if ('error' in connected) return;
  const ended: PortcullisError[] = [];
  await fewAtOnce(unknown, FEES_AT_ONCE, async (transfer) => {
    try {
      const fee = await askFee(connected.value, waiting.owner.id, transfer);
      if (fee !== undefined) kept.putDetails(transfer.id, { ...kept.details(transfer.id), fee });
    } catch (thrown) {
      ended.push(toPortcullisError(thrown));
    }
  });
  if (ended[0]) throw ended[0];
  const now = kept.waiting(item.key);
  if (now) kept.put(now);
}

/** One that was put in by hand is asked for first. */
async function transferOf(ask: Ask, item: ApprovalItem, kept: Kept): Promise<WaitingTransfer | undefined> {
  const before = kept.waiting(item.key);
  if (before) return before.kind === 'fund-transfer' ? before : undefined;
  const found = await attempt(() => askAnew(ask, item, kept));
  if ('error' in found || !('waiting' in found.value) || found.value.waiting.kind !== 'fund-transfer') return undefined;
  kept.put(found.value.waiting);
  return found.value.waiting;
}

async function askPayee(ask: Ask, { targetAccount }: WiseTransfer): Promise<Details['payee']> {
  if (targetAccount === undefined) return null;
  const answer = await attempt(async () => readRecipient(await ask((client, token) => requestRecipient(client, token, targetAccount))));
  return 'error' in answer ? whenUnknown(answer.error.details.status) : answer.value;
}

async function askFee(ask: Ask, profileId: number, { quoteUuid }: WiseTransfer): Promise<Details['fee']> {
  if (quoteUuid === undefined) return null;
  const answer = await attempt(async () => readBalanceFee(await ask((client, token) => requestQuote(client, token, profileId, quoteUuid))));
  return 'error' in answer ? whenUnknown(answer.error.details.status) : (answer.value ?? null);
}

function whenUnknown(status: number | undefined): null | undefined {
  return status === 404 ? null : undefined;
}
