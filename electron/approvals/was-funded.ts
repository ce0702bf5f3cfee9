import { PortcullisError } from '../../shared/errors.ts';
import type { Services } from '../services.ts';
import { fewAtOnce } from '../tokens/few-at-once.ts';
import { readBatchGroup, requestBatchGroup } from '../wise/batch-groups.ts';
import type { WiseLink } from '../wise/clients.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import type { Secret } from '../wise/secret.ts';
import { readPayments, readTransfer, requestPayments, requestTransfer, WAITS_FOR_MONEY } from '../wise/transfers.ts';
import type { Deed } from './deeds.ts';

type AskDeps = Pick<Services, 'userTokens'>;

/** So many transfers of a batch are asked for at a time. */
const AT_ONCE = 6;
/** Statuses of a transfer that may come before its money and after it. */
const UNTOLD: ReadonlySet<string> = new Set(['unknown', 'waiting_recipient_input_to_proceed']);

/**
 * Asks Wise whether a transfer, or a batch, was funded: a payment is completed, or a transfer has moved on from waiting for its money to anything but cancelled.
 * Throws as `WiseClient.send`, and `APPROVAL_CANNOT_ASK` for another deed.
 */
export async function wasFunded(deps: AskDeps, link: WiseLink, { transferId, batchGroupId, profileId }: Deed): Promise<boolean> {
  if (transferId !== undefined) return isTransferFunded(deps, link, transferId);
  if (batchGroupId !== undefined && profileId !== undefined) return isBatchFunded(deps, link, profileId, batchGroupId);
  throw new PortcullisError('APPROVAL_CANNOT_ASK');
}

async function isTransferFunded(deps: AskDeps, link: WiseLink, id: number): Promise<boolean> {
  const [moved, payments] = await Promise.allSettled([
    hasMovedOn(deps, link, id),
    asked(deps, link, (token) => requestPayments(link.client, token, id)).then(readPayments),
  ]);
  if (moved.status === 'fulfilled' && moved.value) return true;
  if (payments.status === 'fulfilled' && payments.value.length > 0) return true;
  if (moved.status === 'rejected') throw moved.reason;
  // Both must say no; where Wise knows of no payments, there are none.
  if (payments.status === 'rejected' && !isNotFound(payments.reason)) throw payments.reason;
  return false;
}

async function isBatchFunded(deps: AskDeps, link: WiseLink, profileId: number, id: string): Promise<boolean> {
  const { transferIds } = readBatchGroup(await asked(deps, link, (token) => requestBatchGroup(link.client, token, profileId, id)));
  if (transferIds.length === 0) throw new PortcullisError('APPROVAL_CANNOT_ASK');
  const failures: unknown[] = [];
  let isFunded = false;
  await fewAtOnce(transferIds, AT_ONCE, async (transferId) => {
    if (isFunded || failures.length > 0) return;
    try {
      if (await hasMovedOn(deps, link, transferId)) isFunded = true;
    } catch (thrown) {
      failures.push(thrown);
    }
  });
  if (!isFunded && failures.length > 0) throw failures[0];
  return isFunded;
}

async function hasMovedOn(deps: AskDeps, link: WiseLink, id: number): Promise<boolean> {
  const { status } = readTransfer(await asked(deps, link, (token) => requestTransfer(link.client, token, id)));
  if (UNTOLD.has(status)) throw new PortcullisError('APPROVAL_CANNOT_ASK');
  return status !== WAITS_FOR_MONEY && status !== 'cancelled';
}

function isNotFound(thrown: unknown): boolean {
  return thrown instanceof PortcullisError && thrown.details.status === 404;
}

async function asked({ userTokens }: AskDeps, link: WiseLink, send: (token: Secret<string>) => Promise<WiseAnswer>): Promise<WiseAnswer> {
  return (await userTokens.forConnection(link, send)).answer;
}
