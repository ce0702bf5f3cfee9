import type { ErrorDetails } from '../../shared/ipc/result.ts';
import type { Step } from '../../shared/model/views.ts';

/** Why Wise refused a protected message: `reason` and `field` for the error, the step of ours that was at fault, and a sentence. */
export type WiseFault = { reason: string; field: string; step: Extract<Step['id'], 'sign' | 'encrypt'>; says: string };

type Known = Omit<WiseFault, 'step'> & { words: RegExp };

/** Wise's words to what is wrong; the first that fits counts. Wise's sentences are not fixed, so each is known by its telling words only. */
const KNOWN: readonly Known[] = [
  { words: /\bno (\w+ )?key is active|no active (\w+ )?key/i, reason: 'NO_ACTIVE_KEY', field: 'kid', says: 'Wise has no key for this that is valid today. Upload one over this connection.' },
  { words: /\bscope\b/i, reason: 'WRONG_SCOPE', field: 'scope', says: 'Wise has the key that kid names under another scope. Signing needs PAYLOAD_SIGNING, encryption PAYLOAD_ENCRYPTION.' },
  { words: /\burl\b/i, reason: 'URL_MISMATCH', field: 'url', says: 'The url in the header is not the path that was called.' },
  { words: /not yet valid|not valid (yet|before)|valid from/i, reason: 'NOT_YET_VALID', field: 'validFrom', says: 'The key is not valid yet at Wise. Its dates are in UTC.' },
  { words: /expired|no longer valid|valid (un)?till?\b/i, reason: 'EXPIRED', field: 'validTill', says: 'The key is past its end at Wise. Its dates are in UTC.' },
  { words: /\bkid\b|(unknown|no such|not find) .*key|key .*not found/i, reason: 'UNKNOWN_KID', field: 'kid', says: 'Wise knows no key of this kid for these client credentials. Upload the key over this connection, or name one that is there.' },
  { words: /\b(alg|enc|algorithm)\b/i, reason: 'ALGORITHM', field: 'alg', says: 'The algorithm in the header is not the one the key was uploaded for, or one that Wise does not take.' },
  { words: /signature|verif/i, reason: 'SIGNATURE', field: 'kid', says: 'The signature does not verify with the key Wise has. Either kid names another key, or the message was changed on the way.' },
];

/** What is wrong, as far as Wise's words tell; undefined when they tell nothing that is known. */
export function faultIn({ wiseCode, wiseMessage = '' }: ErrorDetails): WiseFault | undefined {
  const known = KNOWN.find(({ words }) => words.test(wiseMessage));
  if (!known) return undefined;
  const { reason, field, says } = known;
  return { reason, field, says, step: wiseCode === 'jwe_error' ? 'encrypt' : 'sign' };
}
