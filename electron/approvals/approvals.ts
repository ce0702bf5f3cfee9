import type { ApprovalStep, ChallengeType, OpenApproval, PhoneChallenge } from '../../shared/model/approvals.ts';
import type { Services } from '../services.ts';
import type { ApprovalEntry } from '../vault/body.ts';
import { ask, askUnclear, settleByHand } from './unclear.ts';
import { begin, handOver, type BeginInput } from './begin.ts';
import { saveRecord } from './conclude.ts';
import { Desk } from './desk.ts';
import { asBefore, withChanged } from './entry.ts';
import { isUnclear, type Live } from './live.ts';
import type { ProofOf } from './proof-value.ts';
import { prove, trigger } from './prove.ts';
import { putOff, send } from './send.ts';
import { openSession } from './start-session.ts';

/** Longest time that a lock waits for answers, in milliseconds. */
const SETTLE_MS = 1_000;

/** Approvals at work: one call at a time per deed, one-time tokens in memory only, every outcome on record before it is told. */
export class Approvals {
  readonly #services: () => Services;
  #desk: Desk | undefined;

  constructor(services: () => Services) {
    this.#services = services;
  }

  /** How an entry of the vault stands now, for the screen. */
  viewOf(entry: ApprovalEntry): OpenApproval {
    return this.#at().view(entry);
  }

  /** Milliseconds since 1970 until which calls of low risk need no proof; undefined without a session. */
  sessionEndsAt(connectionId: string, profileId?: number): number | undefined {
    return this.#at().sessions.endsAt(connectionId, profileId);
  }

  /** Four eyes: prepares an item as it is shown now, for another person. */
  handOver(input: Pick<BeginInput, 'connectionId' | 'key' | 'seen'>): Promise<ApprovalStep> {
    return handOver(this.#at(), input);
  }

  /** Sends the call of an item. Throws as `approvals.begin` of the contract. */
  begin(input: BeginInput): Promise<ApprovalStep> {
    return begin(this.#at(), input);
  }

  trigger(approvalId: string, way: PhoneChallenge): Promise<ApprovalStep> {
    return trigger(this.#at(), approvalId, way);
  }

  /** `valueOf` makes the bytes of the proof, which are zeroed after use. */
  prove(approvalId: string, way: ChallengeType, valueOf: (whose: ProofOf) => Promise<Buffer>): Promise<ApprovalStep> {
    return prove(this.#at(), approvalId, way, valueOf);
  }

  send(approvalId: string): Promise<ApprovalStep> {
    return send(this.#at(), approvalId);
  }

  /** Asks Wise what became of an unclear one. Throws `APPROVAL_CANNOT_ASK`, and as `WiseClient.send`. */
  ask(approvalId: string): Promise<ApprovalStep> {
    return ask(this.#at(), approvalId);
  }

  /** The same for everything unclear over a connection; never rejects for what cannot be told. */
  askUnclear(connectionId: string): Promise<void> {
    return askUnclear(this.#at(), connectionId);
  }

  settleByHand(approvalId: string, happened: boolean): Promise<ApprovalStep> {
    return settleByHand(this.#at(), approvalId, happened);
  }

  putOff(approvalId: string): Promise<void> {
    return putOff(this.#at(), approvalId);
  }

  startSession(at: { connectionId: string; profileId: number }): Promise<ApprovalStep> {
    return openSession(this.#at(), at);
  }

  /** The whole answer that a record tells of the beginning of; undefined where it is kept no more. */
  answerOf(recordId: string): string | undefined {
    return this.#at().answers.get(recordId);
  }

  /** Begins nothing any more, waits a moment for answers under way, and saves what is known of them, as before a lock. */
  async settle(): Promise<void> {
    const desk = this.#at();
    desk.isClosing = true;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, SETTLE_MS);
    await Promise.race([desk.deeds.ended(), late]);
    clearTimeout(timer);
    await desk.saved();
    // The vault is on the safe side without it.
    await saveRest(desk).catch(() => undefined);
  }

  /** Drops one-time tokens and kept answers. */
  forget(): void {
    this.#desk?.forget();
  }

  #at(): Desk {
    return (this.#desk ??= new Desk(this.#services()));
  }
}

/** Outcomes that could not be saved before; what was begun and came to nothing is forgotten with its token. */
async function saveRest(desk: Desk): Promise<void> {
  for (const [id, live] of desk.live) {
    const entry = desk.body().approvals.find((one) => one.id === id);
    if (entry && live.unsaved) await saveRecord(desk, entry, live.unsaved, live).catch(() => undefined);
  }
  await desk.services.vault.update((body) => body.approvals.filter((entry) => isLeftOver(entry, desk.live.get(entry.id))).reduce((before, { id }) => withChanged(before, id, asBefore), body));
}

/** It was begun, nothing of it is out, and no outcome waits to be saved. */
function isLeftOver(entry: ApprovalEntry, live: Live | undefined): boolean {
  const wasBegun = entry.approvedBy !== undefined || entry.sentAt !== undefined || (entry.origin === 'wise' && !entry.isHandedOver);
  return wasBegun && !isUnclear(entry, live) && !live?.isSending && live?.unsaved === undefined;
}
