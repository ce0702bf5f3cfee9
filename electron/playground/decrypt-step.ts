import { PortcullisError } from '../../shared/errors.ts';
import { decryptDirect } from '../jose/decrypt.ts';
import { shortId } from '../keys/entry.ts';
import type { DecryptedMessage } from '../keys/decrypt.ts';
import type { KeyEntry } from '../vault/body.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import type { StepNotes } from '../wise/run-recorder.ts';
import { assertAnswers, prettyJson } from './answer-payload.ts';
import { callLine, type PlaygroundCall } from './call.ts';
import { isUploadedTo } from './keys.ts';
import { atAnswer, type ReceivedToken } from './receive.ts';

/** Longest key id that is compared and shown, in characters; Wise's are UUIDs. */
const LONGEST_KID = 80;

/** The decrypted answer, as text, and the key of ours that opened it. */
export type OpenedAnswer = { text: string; keyId?: string };

/**
 * Decrypts the answer and, unless a signature is still to be verified, checks that it answers what was sent.
 * Throws `JOSE_ANOTHER_KEY`, `JOSE_DECRYPT_FAILED`, `JOSE_ALGORITHM_REFUSED`, `WISE_ANSWER_INVALID`, and what the decrypter throws.
 */
export async function decrypt(call: PlaygroundCall, token: ReceivedToken, contentKey: Buffer | undefined, answer: WiseAnswer, notes: StepNotes): Promise<OpenedAnswer> {
  notes.json('Protected header of the answer', token.header);
  try {
    const entry = call.protection.answer === 'own-key' ? keyOf(call, token, notes) : undefined;
    const { payload } = entry ? await openWithOwnKey(call, entry, token) : await decryptDirect(token.compact, contentKey ?? Buffer.alloc(0));
    const text = payload.toString('utf8');
    if (call.protection.signs) notes.block('compact', 'The signed message inside', text);
    else tellPayload(call, text, answer, notes);
    notes.title = entry ? `Decrypted with key ${shortId(entry.id)}` : 'Decrypted with the content key of the request';
    notes.says = saysOf(call, entry);
    return entry ? { text, keyId: entry.id } : { text };
  } catch (thrown) {
    throw atAnswer(thrown, answer);
  }
}

async function openWithOwnKey(call: PlaygroundCall, { id }: KeyEntry, { compact }: ReceivedToken): Promise<DecryptedMessage> {
  return call.deps.decrypt({ keyId: id, jwe: compact, says: `the answer to ${callLine(call)}`, connectionId: call.link.target.id });
}

function tellPayload({ message }: PlaygroundCall, text: string, answer: WiseAnswer, notes: StepNotes): void {
  notes.block('json', 'Payload of the answer', prettyJson(text));
  assertAnswers(text, message, answer);
}

/**
 * The key that the answer's `kid` names. It must be the one that the request named; a `GET` cannot name one,
 * so there Wise chooses among the keys it has over this connection.
 */
function keyOf(call: PlaygroundCall, { header }: ReceivedToken, notes: StepNotes): KeyEntry {
  const { keys: { encryption }, deps, link } = call;
  if (!encryption) throw new PortcullisError('KEY_MISSING', { reason: 'encryption' });
  // A UUID is the same in either case (RFC 9562, 4).
  const kid = typeof header['kid'] === 'string' ? header['kid'].toLowerCase().slice(0, LONGEST_KID) : undefined;
  const isNamed = ({ id }: KeyEntry) => id.toLowerCase() === kid;
  notes.fact('Key id of the call', encryption.id);
  notes.fact('Key id of the answer', kid ?? 'none');
  if (kid === undefined || isNamed(encryption)) return encryption;
  const chosen = call.protection.encrypts ? undefined : deps.vault.read().keys.find((key) => isNamed(key) && isUploadedTo(key, link.target.id));
  if (!chosen) throw new PortcullisError('JOSE_ANOTHER_KEY', { field: 'kid', reason: kid });
  notes.fact('Chosen by Wise', 'A GET cannot name a key, so Wise took another one that it has over this connection');
  return chosen;
}

function saysOf({ protection }: PlaygroundCall, entry: KeyEntry | undefined): string {
  if (!entry) return 'Only who could decrypt the request has its content key. It is erased now. The answer repeats the message that was sent.';
  if (protection.signs) return 'Inside is a signed message, which is verified next.';
  return 'Anybody could encrypt to our public key: that it was Wise, TLS vouches for. The answer repeats the message that was sent.';
}
