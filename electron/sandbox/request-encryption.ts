import { CONTENT_ENCRYPTION, CONTENT_KEY_BYTES, KEY_ENCRYPTION } from '../../shared/model/algorithms.ts';
import { jweError, unexpectedError } from './answers.ts';
import { quote, type Call, type Require } from './call.ts';
import { readCompact, type CompactToken } from './compact.ts';
import { WISE_ENCRYPTION } from './state.ts';
import type { WiseKey } from './wise-keys.ts';
import type { World } from './world.ts';

export interface DecryptedRequest {
  readonly plaintext: Buffer;
  /** The content encryption key (RFC 7516), 32 bytes. */
  readonly contentKey: Buffer;
}

/** RFC 7518, 5.3. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Reads an encrypted body and checks its header (RFC 7516), of which nothing is secret. The first check that fails ends the call with `400 jwe_error`. */
export function readEncrypted(call: Call, world: World): CompactToken {
  const decryption: Require = checkDecryption(call);
  if (world.faults.take('undecryptable', call)) decryption('decryption', false, '', 'The fault "undecryptable" is on: the body is taken for one that cannot be decrypted.');
  const check: Require = call.checks.refusingWith(jweError);
  const token = readCompact(check, 'JWE', call.body.toString().trim(), 'The body');
  const { alg, enc } = token.header;
  check('alg', alg === KEY_ENCRYPTION, `alg is ${KEY_ENCRYPTION}.`, `alg must be ${KEY_ENCRYPTION}; it is ${quote(alg)}.`);
  check('enc', enc === CONTENT_ENCRYPTION, `enc is ${CONTENT_ENCRYPTION}.`, `enc must be ${CONTENT_ENCRYPTION}; it is ${quote(enc)}.`);
  const [, , iv, , tag] = token.parts as [Buffer, Buffer, Buffer, Buffer, Buffer];
  check('iv', iv.length === IV_BYTES, `The initialization vector has ${IV_BYTES} bytes.`, `The initialization vector must have ${IV_BYTES} bytes; it has ${iv.length}.`);
  // Libraries that put ciphertext and tag together again would not see a tag that begins too early or too late.
  check('tag', tag.length === TAG_BYTES, `The authentication tag has ${TAG_BYTES} bytes.`, `The authentication tag must have ${TAG_BYTES} bytes; it has ${tag.length}.`);
  return token;
}

/**
 * Decrypts a body with Wise's newest key, or else with the version before it, for clients keep Wise's key until it fails them.
 * One that neither opens ends the call with Wise's bare 500; why stands only in the log.
 */
export async function decryptRequest(call: Call, world: World, token: CompactToken): Promise<DecryptedRequest> {
  const check: Require = checkDecryption(call);
  const keys = await wiseKeysInUse(world);
  for (const [index, key] of keys.entries()) {
    const opened = await open(token, key);
    if (!opened) continue;
    check('decryption', true, `The body decrypts with version ${key.version} of Wise's key, ${index === 0 ? 'the newest' : 'the one before the newest'}.`, '');
    call.opened.plaintext = opened.plaintext.toString();
    return opened;
  }
  const versions = keys.map((key) => key.version).join(' or ');
  const words = `The body cannot be decrypted with version ${versions} of Wise's key: it was encrypted to another key, or changed on the way.`;
  check('decryption', false, '', words);
}

/** Newest first. */
async function wiseKeysInUse({ wiseKeys }: World): Promise<WiseKey[]> {
  const newest = (await wiseKeys.key(WISE_ENCRYPTION))!;
  const earlier = await wiseKeys.key(WISE_ENCRYPTION, newest.version - 1);
  return earlier ? [newest, earlier] : [newest];
}

/** A body that cannot be decrypted gets the bare 500. */
function checkDecryption(call: Call): Require {
  return call.checks.refusingWith(() => unexpectedError(call.traceId));
}

/** RSA-OAEP opens the content key, the content key the rest (RFC 7516, 5.2); undefined where one of the two does not. */
async function open({ text, parts }: CompactToken, key: WiseKey): Promise<DecryptedRequest | undefined> {
  const [, encryptedKey, iv, ciphertext, tag] = parts as [Buffer, Buffer, Buffer, Buffer, Buffer];
  const contentKey = await unlessItFails(crypto.subtle.decrypt('RSA-OAEP', key.privateKey, bytes(encryptedKey)));
  if (contentKey?.length !== CONTENT_KEY_BYTES) return undefined;
  const aes = await crypto.subtle.importKey('raw', bytes(contentKey), 'AES-GCM', false, ['decrypt']);
  const additionalData = bytes(Buffer.from(text.slice(0, text.indexOf('.'))));
  const plaintext = await unlessItFails(crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes(iv), additionalData, tagLength: TAG_BYTES * 8 }, aes, bytes(Buffer.concat([ciphertext, tag]))));
  return plaintext && { plaintext, contentKey };
}

/** Web Crypto takes no view of memory that others might share. */
const bytes = (buffer: Buffer) => new Uint8Array(buffer);

async function unlessItFails(decrypting: Promise<ArrayBuffer>): Promise<Buffer | undefined> {
  try {
    return Buffer.from(await decrypting);
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'OperationError') return undefined;
    throw thrown;
  }
}
