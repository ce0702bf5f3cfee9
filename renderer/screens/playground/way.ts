import type { JoseMethod } from '../../../shared/model/views.ts';

const TOKEN = 'A token is fetched with the client credentials of this connection, and kept in memory only.';
const SIGN = 'The message becomes a compact JWS, signed with your key; its header names the key and the path of the call.';
const ENCRYPT = 'A fresh content key encrypts the message; Wise’s public key encrypts the content key. Only Wise can read it.';
const NAME_KEY = 'The header names your encryption key, so that Wise knows which key to answer to.';
const OPEN = 'The answer is opened with the private half of your key, which never leaves this vault.';

/** What will happen, told before it does. */
export const WAYS: Record<JoseMethod, readonly string[]> = {
  jws: [TOKEN, SIGN, 'Wise checks it and answers with a JWS of its own.', 'The answer is believed only if its signature verifies with Wise’s key.'],
  jwe: [TOKEN, ENCRYPT, NAME_KEY, OPEN],
  'jwe-get': [TOKEN, 'Nothing is sent but the request itself, so there is nothing to encrypt on the way there.', 'Wise encrypts its answer to your key.', OPEN],
  'jwe-direct': [TOKEN, ENCRYPT, 'Wise answers with that same content key (alg: dir), so no key of yours takes part. PIN and device fingerprint calls work this way.', 'The content key is kept until the answer is opened, then dropped.'],
  'jws+jwe': [TOKEN, SIGN, 'The signed token is encrypted to Wise’s key, whole.', 'The answer is opened with your key first; what is inside is believed only if its signature verifies with Wise’s key.'],
};
