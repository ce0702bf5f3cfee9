import type { JoseMethod, Run, Step } from '../../shared/model/views.ts';
import { METHOD_PATHS } from '../screens/playground/methods.ts';
import { wireError } from './fixtures.ts';
import { at, COMPACT, compose, id, receive, send, sign, step, token, verify, wiseKey } from './runs.ts';

const JWE = 'eyJhbGciOiJSU0EtT0FFUC0yNTYiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiOWQwOWU0M2YtYWE0YS00ZmYwLWE5ZjgtY2Q5OWY1ZmJhZDcxIn0.dGhlIGNvbnRlbnQga2V5LCBlbmNyeXB0ZWQgdG8gV2lzZQ.c29tZSBub25jZQ.dGhlIHBheWxvYWQsIGVuY3J5cHRlZA.dGhlIHRhZw';
const JWE_HEADER = { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: '9d09e43f-aa4a-4ff0-a9f8-cd99f5fbad71' };
const ANSWER = '{"message":"jose-playground-response-Hello from Portcullis","method":"POST"}';

const wiseEncryptionKey = step('wise-encryption-key', 'Wise’s encryption key at hand', 'Version 3, kept from an earlier call.', { ms: 1, facts: [{ label: 'Version', value: '3' }, { label: 'Thumbprint', value: 'p1XzR8kPrKZk0uVaYVA9wwBF6Iuo3vVzz7TxHCT1pXq' }] });
const encrypt = step('encrypt', 'Encrypted with RSA-OAEP-256', 'A fresh content key, encrypted to Wise’s key version 3.', { ms: 2, blocks: [{ label: 'Header', kind: 'json', text: JSON.stringify(JWE_HEADER) }, { label: 'Compact JWE', kind: 'compact', text: JWE }] });
const decrypt = step('decrypt', 'Decrypted with your key 9d09e43f', 'Opened with the private half of your encryption key.', { ms: 3, facts: [{ label: 'kid', value: JWE_HEADER.kid }], blocks: [{ label: 'Header', kind: 'json', text: JSON.stringify(JWE_HEADER) }, { label: 'Payload', kind: 'json', text: ANSWER }] });
const decryptDirect = { ...decrypt, title: 'Decrypted with the content key of the request', says: 'The answer came under the key that the request carried (alg: dir).', facts: [{ label: 'alg', value: 'dir' }] };

const STEPS: Record<JoseMethod, readonly Step[]> = {
  jws: [token, compose, sign, send, receive, wiseKey, verify],
  jwe: [token, compose, wiseEncryptionKey, encrypt, send, receive, decrypt],
  'jwe-get': [token, send, receive, decrypt],
  'jwe-direct': [token, compose, wiseEncryptionKey, encrypt, send, receive, decryptDirect],
  'jws+jwe': [token, compose, sign, wiseEncryptionKey, encrypt, send, receive, decrypt, wiseKey, verify],
};

const SAYS: Record<JoseMethod, string> = {
  jws: 'Wise answered, and the signature is Wise’s: key version 2.',
  jwe: 'Wise answered, and the answer was opened with your key.',
  'jwe-get': 'Wise answered, and the answer was opened with your key.',
  'jwe-direct': 'Wise answered under the content key of the request.',
  'jws+jwe': 'Wise answered; the answer was opened with your key, and the signature inside is Wise’s.',
};

/** The message on its way to the method's own address. */
function addressed(one: Step, method: JoseMethod): Step {
  if (one.id !== 'send') return one;
  const [verb, path] = METHOD_PATHS[method].split(' ');
  const body = method === 'jws' ? COMPACT : JWE;
  return { ...one, says: `${verb} to https://localhost:41123.`, blocks: [{ label: 'Request', kind: 'http', text: `${verb} ${path} HTTP/1.1\nHost: localhost:41123\nAuthorization: Bearer [secret]\nContent-Type: application/jose+json\n${method === 'jwe-get' ? '' : `\n${body}`}` }] };
}

/** A run of the method in which all went well. */
export const goodRun = (method: JoseMethod): Run => ({ id: id(), at: at(), ok: true, says: SAYS[method], steps: STEPS[method].map((one) => addressed(one, method)) });

const BARE_500 = '{"message":"An unexpected error occurred","request_id":"fba501b64de84d4a9f8e41c7a4a3f0aa"}';

/** Wise's bare 500 to what it cannot decrypt, and what comes after it not reached. */
export function couldNotDecryptRun(method: JoseMethod): Run {
  const steps = STEPS[method].map((one) => addressed(one, method));
  const index = steps.findIndex((one) => one.id === 'receive');
  const error = wireError('JOSE_WISE_COULD_NOT_DECRYPT', { status: 500, traceId: 'fba501b64de84d4a9f8e41c7a4a3f0aa', wiseMessage: 'An unexpected error occurred' });
  const failed: Step = { ...receive, title: 'Wise answered 500', state: 'failed', says: error.message, error, blocks: [{ label: 'Answer', kind: 'http', text: `HTTP/1.1 500 Internal Server Error\nContent-Type: application/json\n\n${BARE_500}` }] };
  return {
    id: id(),
    at: at(),
    ok: false,
    says: error.message,
    steps: [...steps.slice(0, index), failed, ...steps.slice(index + 1).map((one): Step => ({ ...one, state: 'skipped', ms: 0, says: '', facts: [], blocks: [] }))],
  };
}

/** The steps of composing by hand: no token, nothing sent. */
export function composedRun(isSigned: boolean, isEncrypted: boolean, payload: string): Run {
  const own = { ...compose, title: 'Payload taken', says: `${payload.length} characters.`, blocks: [{ label: 'Payload', kind: 'text' as const, text: payload }] };
  return { id: id(), at: at(), ok: true, says: 'The token is made. Nothing was sent.', steps: [own, ...(isSigned ? [sign] : []), ...(isEncrypted ? [wiseEncryptionKey, encrypt] : [])] };
}

/** What composing answers: the outermost message. */
export const composedToken = (isEncrypted: boolean): string => (isEncrypted ? JWE : COMPACT);
