import { PortcullisError } from '../../shared/errors.ts';
import { answerFacts } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { PLAYGROUND_PREFIX } from '../wise/jose-playground.ts';

/** An answer to another message is a replay or a mix-up, however well it is protected. Throws `WISE_ANSWER_INVALID`. */
export function assertAnswers(payload: string, message: string, answer: WiseAnswer): void {
  const parsed = parseJson(payload);
  const repeated = typeof parsed === 'object' && parsed !== null && 'message' in parsed ? parsed.message : undefined;
  if (repeated !== PLAYGROUND_PREFIX + message) throw new PortcullisError('WISE_ANSWER_INVALID', { ...answerFacts(answer), reason: 'ANOTHER_MESSAGE', field: 'message' });
}

/** JSON with line breaks; other text as it is. */
export function prettyJson(text: string): string {
  const parsed = parseJson(text);
  return parsed === undefined ? text : JSON.stringify(parsed, null, 2);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
