import { PortcullisError } from '../../shared/errors.ts';
import { noteBlocked, noteWrongTry, triesOf } from '../factors/tries.ts';
import type { Services } from '../services.ts';
import { errorFromAnswer, readWiseWords } from '../wise/errors.ts';
import type { EncryptedAnswer } from './encrypted-call.ts';

type Deps = Pick<Services, 'vault' | 'now'>;
export type Whose = { connectionId: string; profileId: number };

const BLOCKED_CODE = /block|lock(ed)?[._ -]?out|too[._ -]?many/i;
const BLOCKED = /block|lock(ed)? ?out|\blocked\b|too many|attempts? exceeded/i;
/** A warning of the block that more wrong tries would bring. */
const NOT_YET = /\b(left|remaining|before|will be|would be|may be)\b/i;
const OF_TOKEN = /one.?time.?token|\bott\b|\btoken\b|expired/i;
const WRONG = /invalid|incorrect|wrong|mismatch|(not|n’t|n't) match|verification failed/i;
/** Refusals that say nothing about the proof itself. */
const NOT_TRIGGERED = /trigger|not (been )?sent|no code was sent/i;
const NOT_ASKED = /challenge[._ -](is )?(not[._ -](found|asked|supported|available)|unknown)|does not take/i;

/** Wise's words, also where they came encrypted. */
export function wordsOf({ answer, opened }: EncryptedAnswer): { wiseCode?: string | undefined; wiseMessage?: string | undefined } {
  return opened ? readWiseWords(opened.reveal()) : readWiseWords(answer.body.reveal());
}

export function saysBlocked(sealed: EncryptedAnswer): boolean {
  const { wiseCode = '', wiseMessage = '' } = wordsOf(sealed);
  return BLOCKED_CODE.test(wiseCode) || (BLOCKED.test(wiseMessage) && !NOT_YET.test(wiseMessage));
}

/** The error of a refusal that is not about the proof: no code was sent yet, or the token does not take this way. */
export function refusalBeside(sealed: EncryptedAnswer): PortcullisError | undefined {
  const text = textOf(sealed);
  if (NOT_TRIGGERED.test(text)) return withWords(errorFromAnswer(sealed.answer, 'SCA_CODE_NOT_SENT'), sealed);
  return NOT_ASKED.test(text) ? withWords(errorFromAnswer(sealed.answer), sealed) : undefined;
}

/** Wise has 400 for a proof that it does not take; another status counts where it says so. */
export function mayBeWrongProof(sealed: EncryptedAnswer): boolean {
  const { status } = sealed.answer;
  return status === 400 || ((status === 403 || status === 422) && WRONG.test(textOf(sealed)));
}

/** Do they speak of the one-time token rather than of the proof? */
export function speaksOfToken(sealed: EncryptedAnswer): boolean {
  return OF_TOKEN.test(textOf(sealed));
}

/** The error of a proof that Wise did not take, counted. */
export async function wrongProof(deps: Deps, whose: Whose, sealed: EncryptedAnswer): Promise<PortcullisError> {
  await noteWrongTry(deps, whose.connectionId, whose.profileId);
  return withWords(errorFromAnswer(sealed.answer, 'SCA_WRONG_PROOF'), sealed);
}

/** The error of a block, noted. `retryAfterMs` counts to its end as far as it is known here. */
export async function blockedError(deps: Deps, { connectionId, profileId }: Whose, sealed: EncryptedAnswer): Promise<PortcullisError> {
  await noteBlocked(deps, connectionId, profileId);
  const now = deps.now();
  const { blockedUntil } = triesOf(deps.vault.read(), connectionId, profileId, now);
  const { code, details } = withWords(errorFromAnswer(sealed.answer, 'SCA_BLOCKED'), sealed);
  return new PortcullisError(code, { ...details, ...(blockedUntil === undefined ? {} : { retryAfterMs: Math.max(0, Date.parse(blockedUntil) - now) }) });
}

/** With the words that were encrypted. */
export function withWords(error: PortcullisError, sealed: EncryptedAnswer): PortcullisError {
  return sealed.opened ? new PortcullisError(error.code, { ...error.details, reason: undefined, ...wordsOf(sealed) }, { cause: error.cause }) : error;
}

function textOf(sealed: EncryptedAnswer): string {
  const { wiseCode = '', wiseMessage = '' } = wordsOf(sealed);
  return `${wiseCode} ${wiseMessage}`;
}
