import { PortcullisError } from '../../shared/errors.ts';
import type { SigningAlgorithmId } from '../../shared/model/algorithms.ts';
import { wiseKeyObject } from '../connections/wise-keys.ts';
import { verifyAnswer, type VerifiedAnswer } from '../jose/verify.ts';
import type { WiseKeyEntry } from '../vault/body.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import type { StepNotes } from '../wise/run-recorder.ts';
import { assertAnswers, prettyJson } from './answer-payload.ts';
import { atAnswer } from './receive.ts';

export type Verification = {
  jws: string;
  alg: SigningAlgorithmId;
  answer: WiseAnswer;
  /** What was sent. */
  message: string;
  wiseKey: WiseKeyEntry;
  refetch: () => Promise<{ key: WiseKeyEntry }>;
};

/**
 * Verifies the answer, and that it is the answer to what was sent. If the signature is not of the key at hand, fetches Wise's key once more and tries once more.
 * Throws `JOSE_ALGORITHM_REFUSED`, `JOSE_ANSWER_FORGED`, `JOSE_ANSWER_NOT_JWS`, `WISE_ANSWER_INVALID`, and what fetching throws.
 */
export async function verifyWithWise(verification: Verification, notes: StepNotes): Promise<void> {
  const { answer, message } = verification;
  try {
    const { verified, key, again } = await verifyTwice(verification);
    notes.json('Protected header of the answer', verified.header);
    notes.block('json', 'Payload of the answer', prettyJson(verified.payload));
    assertAnswers(verified.payload, message, answer);
    notes.title = `Verified with Wise’s ${key.algorithm} key`;
    notes.fact('Verified with', `version ${key.version}, thumbprint ${key.thumbprint}`);
    notes.says = `The signature is of Wise’s key, version ${key.version}${again ? ', which was fetched once more' : ''}. The answer repeats the message that was sent.`;
  } catch (thrown) {
    throw atAnswer(thrown, answer);
  }
}

type Verified = { verified: VerifiedAnswer; key: WiseKeyEntry; again: boolean };

async function verifyTwice({ jws, alg, wiseKey, refetch }: Verification): Promise<Verified> {
  try {
    return { verified: await verifyAnswer(jws, wiseKeyObject(wiseKey), alg), key: wiseKey, again: false };
  } catch (thrown) {
    if (!(thrown instanceof PortcullisError) || thrown.code !== 'JOSE_ANSWER_FORGED') throw thrown;
    const { key } = await refetch();
    return { verified: await verifyAnswer(jws, wiseKeyObject(key), alg), key, again: true };
  }
}
