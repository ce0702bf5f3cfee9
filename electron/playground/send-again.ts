import type { WiseKeyEntry } from '../vault/body.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import type { StepNotes } from '../wise/run-recorder.ts';
import { callPlayground } from '../wise/jose-playground.ts';
import type { PlaygroundCall } from './call.ts';
import { isUndecrypted } from './receive.ts';
import { encryptTo } from './request-steps.ts';
import { refetchWiseKey } from './wise-key-step.ts';

/** What was encrypted and to which key of Wise's, and every content key it was encrypted under so far: the last is the one in use. */
export type Sealed = { plaintext: string; wiseKey: WiseKeyEntry; contentKeys: Buffer[] };

/**
 * When Wise could not decrypt, its key may have changed: it is fetched once more, and if it is another one the message is encrypted to it and sent once more.
 * Answers the answer that counts.
 */
export async function sendAgainIfKeyChanged(call: PlaygroundCall, sealed: Sealed | undefined, answer: WiseAnswer, notes: StepNotes): Promise<WiseAnswer> {
  if (!sealed || !isUndecrypted(call, answer)) return answer;
  const { deps, link, endpoint } = call;
  const trace = answer.exchange.traceId === undefined ? '' : `, trace ${answer.exchange.traceId}`;
  notes.fact('First try', `answered a bare ${answer.status}${trace}`);
  const { key, changed } = await refetchWiseKey(deps, link, sealed.wiseKey, notes);
  if (!changed) return answer;
  const { jwe, contentKey } = await encryptTo(call, key, sealed.plaintext);
  sealed.contentKeys.push(contentKey);
  const { answer: second } = await deps.tokens.authorized(link, (token) => callPlayground(link.client, token, endpoint, jwe));
  notes.request(second.exchange, jwe);
  notes.says = `Wise could not decrypt the first try: its key had changed. The message was encrypted to version ${key.version} and sent once more. `;
  return second;
}
