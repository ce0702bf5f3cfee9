import { fetchWiseKey, keptWiseKey, wiseKeyObject } from '../connections/wise-keys.ts';
import { decryptDirect } from '../jose/decrypt.ts';
import { encryptCompact } from '../jose/encrypt.ts';
import type { Services } from '../services.ts';
import type { WiseKeyEntry } from '../vault/body.ts';
import type { WiseLink } from '../wise/clients.ts';
import { isBareFailure } from '../wise/errors.ts';
import type { WiseAnswer } from '../wise/exchange.ts';
import { Secret } from '../wise/secret.ts';

export type EncryptedDeps = Pick<Services, 'vault' | 'audit' | 'now' | 'tokens'>;

/** `opened`: the answer's plaintext where it came under the content key of the request. Whatever is not in it, a proxy could have written. */
export type EncryptedAnswer = { answer: WiseAnswer; opened?: Secret<string> };

/**
 * Sends a payload as JWE with direct encryption (WISE.md, "JWE, direct encryption"). After a bare 500 Wise's key is fetched once more, and only if it is another one the payload is sent once more.
 * Content keys are wiped; the payload stays the caller's to wipe. Throws what `send` and the fetching of the key throw.
 */
export async function callEncrypted(deps: EncryptedDeps, link: WiseLink, payload: Buffer, send: (jwe: string) => Promise<WiseAnswer>): Promise<EncryptedAnswer> {
  const key = keptWiseKey(deps.vault, link.target.id, 'RSA-OAEP-256') ?? (await fetchWiseKey(deps, link, 'RSA-OAEP-256')).key;
  const first = await sendTo(key, payload, send);
  if (!isBareFailure(first.answer)) return first;
  const { key: newest } = await fetchWiseKey(deps, link, 'RSA-OAEP-256');
  // Compared with what was used, not with what is kept: another call may have fetched the new one meanwhile.
  const isSame = newest.thumbprint === key.thumbprint && newest.version === key.version;
  return isSame ? first : sendTo(newest, payload, send);
}

async function sendTo(key: WiseKeyEntry, payload: Buffer, send: (jwe: string) => Promise<WiseAnswer>): Promise<EncryptedAnswer> {
  const { jwe, contentKey } = await encryptCompact(wiseKeyObject(key), {}, payload);
  try {
    const answer = await send(jwe);
    const opened = await open(answer, contentKey);
    return opened === undefined ? { answer } : { answer, opened };
  } finally {
    contentKey.fill(0);
  }
}

async function open({ body }: WiseAnswer, contentKey: Buffer): Promise<Secret<string> | undefined> {
  try {
    const { payload } = await decryptDirect(body.reveal().trim(), contentKey);
    return new Secret(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}
