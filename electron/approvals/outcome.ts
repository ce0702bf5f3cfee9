import { z } from 'zod';
import type { ApprovalRecord, ProtectedCall } from '../../shared/model/approvals.ts';
import { amountWords } from '../../shared/money.ts';
import type { ApprovalEntry } from '../vault/body.ts';
import { errorFromAnswer, parseJson } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { looseText } from '../wise/lenient.ts';
import { deedOf } from './deeds.ts';
import { shownValue } from './shown.ts';

/** What came out, and in words. */
export type Outcome = Pick<ApprovalRecord, 'outcome' | 'says'>;
type What = Pick<ApprovalEntry, 'id' | 'title' | 'amount' | 'shown' | 'call'>;

const funding = z.looseObject({ status: looseText, errorCode: z.union([z.string(), z.number()]).transform(String).nullish().catch(undefined) });
const statement = z.looseObject({ transactions: z.array(z.unknown()).nullish() });

/** Of a batch group, or of a payment that is not over, with which it cannot have been funded. */
const NOT_FUNDED = ['NEW', 'PROCESSING', 'PENDING', 'FAILED', 'MARKED_FOR_CANCELLATION', 'PROCESSING_CANCEL', 'CANCELLED'] as const;

type Reason = readonly [code: RegExp, says: (what: What) => string];

/** Wise's page "Funding errors" and what its clients have met; the first that fits counts. */
const REASONS: readonly Reason[] = [
  [/insufficient|not.?(enough|sufficient)|payment-option-unavailable/i, ({ amount }) => `not enough money in the ${amount ? `${amount.currency} ` : ''}balance`],
  [/payment\.?.?exists|already.?(funded|paid)/i, () => 'it was funded before'],
  [/transfer\.not-found/i, () => 'Wise does not know the transfer'],
  [/not-accessible/i, () => 'the token may not fund this transfer'],
  [/invalid-?(state|status)/i, () => 'the transfer does not wait for money any more'],
  [/expired/i, () => 'its quote has expired'],
];

/** What an ordinary answer (2xx) of Wise's says; undefined where it does not say what became of the deed. */
export function outcomeOf(what: What, { status }: WiseAnswer, text: string): Outcome | undefined {
  return WORDS[deedOf(what.call, what.id).kind](what, text, status);
}

type Words = (what: What, text: string, status: number) => Outcome | undefined;

const WORDS: Readonly<Record<ReturnType<typeof deedOf>['kind'], Words>> = {
  'fund-transfer': (what, text) => {
    const read = funding.safeParse(parseJson(text)).data;
    if (is(read?.status, 'COMPLETED')) return done(`Funded: ${whatOf(what)}.`);
    return is(read?.status, 'REJECTED') ? rejected(what, read?.errorCode ?? undefined) : undefined;
  },
  'fund-batch': (what, text) => {
    const read = funding.safeParse(parseJson(text)).data;
    if (is(read?.status, 'REJECTED')) return rejected(what, read?.errorCode ?? undefined);
    // An ordinary answer is the batch itself, or a payment like that of a transfer.
    return read && !read.errorCode && NOT_FUNDED.every((status) => !is(read.status, status)) ? done(`Funded: ${whatOf(what)}.`) : undefined;
  },
  statement: (_what, text, status) => {
    const read = statement.safeParse(parseJson(text)).data;
    if (!read) return done(`Wise answered ${status}.`);
    const count = read.transactions?.length;
    return done(count === undefined ? 'Statement received.' : `Statement received: ${count} ${count === 1 ? 'transaction' : 'transactions'}.`);
  },
  'three-ds': ({ call }) => done(decisionIn(call) === 'REJECTED' ? 'Rejected: Wise has been told.' : 'Approved: Wise has been told.'),
  call: (_what, _text, status) => done(`Wise answered ${status}.`),
};

/** What a `4xx` says. Where money is missing it is the same as the rejection in an ordinary answer. */
export function refusalOf(what: What, answer: WiseAnswer): Outcome {
  const isFunding = deedOf(what.call, what.id).kind.startsWith('fund-');
  const read = isFunding ? funding.safeParse(parseJson(answer.body.reveal())).data : undefined;
  if (is(read?.status, 'REJECTED')) return rejected(what, read?.errorCode ?? undefined);
  const { wiseCode, wiseMessage, status = answer.status } = errorFromAnswer(answer).details;
  if (isFunding && REASONS[0]?.[0].test(wiseCode ?? wiseMessage ?? '')) return rejected(what, wiseCode ?? wiseMessage);
  const words = [wiseMessage, wiseCode && `(${wiseCode})`].filter(Boolean).join(' ');
  return { outcome: 'refused', says: words === '' ? `Refused: Wise answered ${status}.` : `Refused: Wise answered ${status}: ${words}` };
}

/** In words what Wise says when asked, its answer having been lost. */
export function foundDone(what: What): Outcome {
  return done(`Wise says that it was funded; its answer had been lost: ${whatOf(what)}.`);
}

/** The decision that the body of a 3DS result holds. */
export function decisionIn({ body }: Pick<ProtectedCall, 'body'>): string | undefined {
  const read = z.looseObject({ challengeStatus: z.string() }).safeParse(parseJson(body ?? ''));
  return read.data?.challengeStatus;
}

function rejected(what: What, errorCode: string | undefined): Outcome {
  const known = REASONS.find(([pattern]) => pattern.test(errorCode ?? ''));
  const because = known?.[1](what) ?? errorCode;
  return { outcome: 'rejected', says: `Rejected${because ? `: ${because}` : ' by Wise'}. Nothing moved.` };
}

/** Such as "12,400.00 EUR to Nordwind GmbH". */
function whatOf(what: What): string {
  const { amount, title, shown } = what;
  if (!amount) return title;
  const payee = shownValue(shown, 'Payee') ?? title;
  return deedOf(what.call, what.id).kind === 'fund-batch' ? `${amountWords(amount)}, ${title}` : `${amountWords(amount)} to ${payee}`;
}

function done(says: string): Outcome {
  return { outcome: 'done', says };
}

function is(text: string | null | undefined, word: string): boolean {
  return text?.trim().toUpperCase() === word;
}
