import { PortcullisError } from '../../shared/errors.ts';
import { decodeCompact } from '../jose/decode.ts';
import { answerFacts, assertOk, errorFromAnswer } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import type { StepNotes } from '../wise/run-recorder.ts';

/** Longest raw answer that is shown, in characters; a JWS of the playground has a few hundred. */
const LONGEST_SHOWN = 8_192;

/** The compact JWS that Wise answered, not yet verified. Throws `JOSE_REFUSED` for a `400`, the answer's typed error, `JOSE_ANSWER_NOT_JWS`. */
export function receiveJws(answer: WiseAnswer, notes: StepNotes): string {
  const { exchange, status } = answer;
  const body = answer.body.reveal().trim();
  notes.title = `Wise answered ${status}`;
  notes.response(exchange);
  if (status === 400) {
    notes.block('text', 'Answer as it came', body.slice(0, LONGEST_SHOWN));
    throw errorFromAnswer(answer, 'JOSE_REFUSED');
  }
  notes.block(status === 200 ? 'compact' : 'text', 'Answer as it came', body.slice(0, LONGEST_SHOWN));
  assertOk(answer);
  assertCompact(body, answer);
  notes.says = `A compact JWS of ${body.length} bytes. It is not believed until its signature is verified.`;
  return body;
}

function assertCompact(body: string, answer: WiseAnswer): void {
  try {
    decodeCompact(body);
  } catch (thrown) {
    throw atAnswer(thrown, answer);
  }
}

/** A JOSE error with what is known of the call beside it. */
export function atAnswer(thrown: unknown, answer: WiseAnswer): unknown {
  if (!(thrown instanceof PortcullisError)) return thrown;
  return new PortcullisError(thrown.code, { ...answerFacts(answer), ...thrown.details }, { cause: thrown });
}
