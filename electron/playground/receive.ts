import { PortcullisError, type ErrorCode } from '../../shared/errors.ts';
import { readToken } from '../jose/token.ts';
import { answerFacts, assertOk, errorFromAnswer, isBareFailure, readWiseWords } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import type { StepNotes } from '../wise/run-recorder.ts';
import type { PlaygroundCall } from './call.ts';
import { PROTECTIONS, titleOf } from './methods.ts';
import { faultIn } from './wise-faults.ts';

/** Longest raw answer that is shown, in characters; a JWS of the playground has a few hundred. */
const LONGEST_SHOWN = 8_192;

/** A compact token that Wise answered, read and not yet believed. */
export type ReceivedToken = { compact: string; header: Record<string, unknown> };

/**
 * The token that Wise answered. Throws `JOSE_REFUSED` or `JOSE_ENCRYPTED_REFUSED` for a `400`, with what is wrong as the `reason` if Wise's words tell;
 * `JOSE_WISE_COULD_NOT_DECRYPT` for a bare `500` on an encrypted call; the answer's typed error; `JOSE_ANSWER_NOT_JWS`, `JOSE_ANSWER_NOT_JWE`, and what `readToken` refuses by name.
 */
export function receive(call: PlaygroundCall, answer: WiseAnswer, notes: StepNotes): ReceivedToken {
  const { exchange, status } = answer;
  const body = answer.body.reveal().trim();
  notes.title = `Wise answered ${status}`;
  notes.response(exchange);
  notes.block(status === 200 ? 'compact' : 'text', 'Answer as it came', body.slice(0, LONGEST_SHOWN));
  if (status === 400) throw refusal(call, answer, notes);
  if (isUndecrypted(call, answer)) throw errorFromAnswer(answer, 'JOSE_WISE_COULD_NOT_DECRYPT');
  assertOk(answer);
  const kind = call.protection.answer === 'clear' ? 'jws' : 'jwe';
  const token = readAs(kind, body, answer);
  notes.says = `${notes.says}A compact ${kind.toUpperCase()} of ${body.length} bytes. It is not believed until ${kind === 'jws' ? 'its signature is verified' : 'it is decrypted'}.`;
  return token;
}

/** Wise could not decrypt what was sent. */
export function isUndecrypted({ protection }: PlaygroundCall, answer: WiseAnswer): boolean {
  return protection.encrypts && isBareFailure(answer);
}

const REFUSAL_CODES: Readonly<Record<string, ErrorCode>> = { jws_error: 'JOSE_REFUSED', jwe_error: 'JOSE_ENCRYPTED_REFUSED' };

/** A `400` with the step at fault, as exact as Wise's words allow. */
function refusal({ method }: PlaygroundCall, answer: WiseAnswer, notes: StepNotes): PortcullisError {
  const words = readWiseWords(answer.body.reveal());
  const code = REFUSAL_CODES[words.wiseCode ?? ''] ?? (PROTECTIONS[method].signs ? 'JOSE_REFUSED' : 'JOSE_ENCRYPTED_REFUSED');
  const refused = errorFromAnswer(answer, code);
  const fault = faultIn(words);
  if (!fault) return refused;
  notes.fact('Step at fault', titleOf(fault.step));
  notes.because = fault.says;
  return new PortcullisError(code, { ...refused.details, reason: fault.reason, field: fault.field });
}

const NOT_THIS_KIND = { jws: 'JOSE_ANSWER_NOT_JWS', jwe: 'JOSE_ANSWER_NOT_JWE' } as const;

/** Reads a compact token of Wise's. What is no token, or one of the other kind, is told as what the answer is not. */
export function readAs(kind: 'jws' | 'jwe', compact: string, answer: WiseAnswer): ReceivedToken {
  try {
    const { kind: found, header } = readToken(compact);
    if (found !== kind) throw new PortcullisError('JOSE_NOT_COMPACT', { reason: 'PARTS' });
    return { compact, header };
  } catch (thrown) {
    if (thrown instanceof PortcullisError && thrown.code === 'JOSE_NOT_COMPACT') throw atAnswer(new PortcullisError(NOT_THIS_KIND[kind], thrown.details, { cause: thrown }), answer);
    throw atAnswer(thrown, answer);
  }
}

/** A JOSE error with what is known of the call beside it. */
export function atAnswer(thrown: unknown, answer: WiseAnswer): unknown {
  if (!(thrown instanceof PortcullisError)) return thrown;
  return new PortcullisError(thrown.code, { ...answerFacts(answer), ...thrown.details }, { cause: thrown });
}
