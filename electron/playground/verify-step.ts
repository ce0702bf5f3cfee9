import { PortcullisError } from '../../shared/errors.ts';
import type { SigningAlgorithmId } from '../../shared/model/algorithms.ts';
import { fetchWiseKey, keptWiseKey, wiseKeyObject, type FetchedWiseKey, type WiseKeyDeps } from '../connections/wise-keys.ts';
import { verifyAnswer, type VerifiedAnswer } from '../jose/verify.ts';
import type { WiseKeyEntry } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import { answerFacts } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { PLAYGROUND_PREFIX } from '../wise/jose-playground.ts';
import type { StepNotes } from '../wise/run-recorder.ts';
import { atAnswer } from './receive.ts';

/** Wise's key for the algorithm: the kept one, or else Wise is asked. */
export async function takeWiseKey(deps: WiseKeyDeps, link: WiseLink, alg: SigningAlgorithmId, notes: StepNotes): Promise<WiseKeyEntry> {
  const kept = keptWiseKey(deps.vault, link.target.id, alg);
  if (kept) {
    notes.title = 'Wise’s key at hand';
    notes.says = `Version ${kept.version}, fetched on ${kept.fetchedAt.slice(0, 10)} and kept in the vault.`;
    noteKey(kept, notes);
    return kept;
  }
  const { key, answer } = await fetchWiseKey(deps, link, alg);
  notes.title = 'Wise’s key fetched';
  notes.says = `Version ${key.version}. It is kept in the vault and used from there next time.`;
  noteKey(key, notes);
  notes.request(answer.exchange);
  notes.response(answer.exchange);
  return key;
}

export type Verification = {
  jws: string;
  answer: WiseAnswer;
  /** What was sent. */
  message: string;
  wiseKey: WiseKeyEntry;
  refetch: () => Promise<FetchedWiseKey>;
};

/**
 * Verifies the answer, and that it is the answer to what was sent. If the signature is not of the key at hand, fetches Wise's key once more and tries once more.
 * Throws `JOSE_ALGORITHM_REFUSED`, `JOSE_ANSWER_FORGED`, `WISE_ANSWER_INVALID`, and what fetching throws.
 */
export async function verifyWithWise({ jws, answer, message, wiseKey, refetch }: Verification, notes: StepNotes): Promise<void> {
  try {
    const { verified, key, again } = await verifyTwice(jws, wiseKey, refetch, notes);
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

async function verifyTwice(jws: string, kept: WiseKeyEntry, refetch: Verification['refetch'], notes: StepNotes): Promise<Verified> {
  try {
    return { verified: await verifyWith(jws, kept), key: kept, again: false };
  } catch (thrown) {
    if (!(thrown instanceof PortcullisError) || thrown.code !== 'JOSE_ANSWER_FORGED') throw thrown;
    const { key, changed } = await refetch();
    notes.fact('Fetched once more', changed ? `Wise has a new key, version ${key.version}` : `Wise still has the same key, version ${key.version}`);
    return { verified: await verifyWith(jws, key), key, again: true };
  }
}

async function verifyWith(jws: string, entry: WiseKeyEntry): Promise<VerifiedAnswer> {
  return verifyAnswer(jws, wiseKeyObject(entry), entry.algorithm as SigningAlgorithmId);
}

/** A signed answer to another message is a replay or a mix-up. */
function assertAnswers(payload: string, message: string, answer: WiseAnswer): void {
  const parsed = parseJson(payload);
  const repeated = typeof parsed === 'object' && parsed !== null && 'message' in parsed ? parsed.message : undefined;
  if (repeated !== PLAYGROUND_PREFIX + message) throw new PortcullisError('WISE_ANSWER_INVALID', { ...answerFacts(answer), reason: 'ANOTHER_MESSAGE', field: 'message' });
}

function noteKey({ version, thumbprint, algorithm }: WiseKeyEntry, notes: StepNotes): void {
  notes.fact('Version', String(version));
  notes.fact('Algorithm', algorithm);
  notes.fact('Thumbprint', thumbprint);
}

function prettyJson(text: string): string {
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
