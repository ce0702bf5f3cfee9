import { PortcullisError } from '../../shared/errors.ts';
import type { SigningAlgorithmId } from '../../shared/model/algorithms.ts';
import { fetchWiseKey, keptWiseKey, wiseKeyObject, type WiseKeyDeps } from '../connections/wise-keys.ts';
import { verifyAnswer } from '../jose/verify.ts';
import { atAnswer } from '../playground/receive.ts';
import type { WiseLink } from '../wise/clients.ts';
import type { WiseAnswer } from '../wise/exchange.ts';

/**
 * The payload of a signed answer. Wise's key is the kept one; if the signature is not of that key, it is fetched once more and tried once more.
 * An answer without content has nothing to sign. Throws as `verifyAnswer`, with what is known of the call beside it, and what fetching throws.
 */
export async function verifiedPayload(deps: WiseKeyDeps, link: WiseLink, alg: SigningAlgorithmId, answer: WiseAnswer): Promise<string> {
  const jws = answer.body.reveal().trim();
  if (jws === '') return '';
  try {
    const kept = keptWiseKey(deps.vault, link.target.id, alg);
    if (kept) {
      const payload = await payloadUnder(jws, wiseKeyObject(kept), alg);
      if (payload !== undefined) return payload;
    }
    const { key } = await fetchWiseKey(deps, link, alg);
    return (await verifyAnswer(jws, wiseKeyObject(key), alg)).payload;
  } catch (thrown) {
    throw atAnswer(thrown, answer);
  }
}

/** Undefined when the signature is not of this key; another fault does not go away with another key. */
async function payloadUnder(jws: string, key: ReturnType<typeof wiseKeyObject>, alg: SigningAlgorithmId): Promise<string | undefined> {
  try {
    return (await verifyAnswer(jws, key, alg)).payload;
  } catch (thrown) {
    if (thrown instanceof PortcullisError && thrown.code === 'JOSE_ANSWER_FORGED') return undefined;
    throw thrown;
  }
}
