import type { JoseMethod, KeySummary } from '../../../shared/model/views.ts';

type Use = KeySummary['use'];

export type MethodLook = {
  method: JoseMethod;
  name: string;
  /** One line: what it does. */
  says: string;
  /** The keys of ours that the call takes. */
  takes: readonly Use[];
  /** The title before, while it runs, and when it went well. */
  ready: string;
  sending: string;
  done: string;
};

/** Verb and path of each playground (WISE.md, "Playground"). */
export const METHOD_PATHS: Record<JoseMethod, string> = {
  jws: 'POST /v1/auth/jose/playground/jws',
  jwe: 'POST /v1/auth/jose/playground/jwe',
  'jwe-get': 'GET /v1/auth/jose/playground/jwe',
  'jwe-direct': 'POST /v1/auth/jose/playground/jwe-direct-encryption',
  'jws+jwe': 'POST /v1/auth/jose/playground/jwsjwe',
};

/** The five things that can be tried, in the order in which people meet them. */
export const METHOD_LOOKS: readonly MethodLook[] = [
  { method: 'jws', name: 'Signed (JWS)', says: 'You sign, Wise checks and signs its answer.', takes: ['signing'], ready: 'Try a signed call', sending: 'Sending a signed call', done: 'Signed, sent and verified' },
  { method: 'jwe', name: 'Encrypted (JWE)', says: 'Both directions encrypted, each to the other’s key.', takes: ['encryption'], ready: 'Try an encrypted call', sending: 'Sending an encrypted call', done: 'Encrypted, sent and decrypted' },
  { method: 'jwe-get', name: 'Encrypted answer (GET)', says: 'Nothing to send; only the answer is encrypted.', takes: ['encryption'], ready: 'Ask for an encrypted answer', sending: 'Asking for an encrypted answer', done: 'Asked and decrypted' },
  { method: 'jwe-direct', name: 'Direct encryption', says: 'Wise answers under the request’s content key, as for PINs.', takes: [], ready: 'Try direct encryption', sending: 'Sending an encrypted call', done: 'Encrypted, sent and decrypted' },
  { method: 'jws+jwe', name: 'Signed, then encrypted', says: 'Signed first, then encrypted; the answer likewise.', takes: ['signing', 'encryption'], ready: 'Try a signed, encrypted call', sending: 'Sending a signed, encrypted call', done: 'Signed, encrypted, sent and verified' },
];

/** How a method is told. */
export function lookOf(method: JoseMethod): MethodLook {
  return METHOD_LOOKS.find((look) => look.method === method) ?? METHOD_LOOKS[0]!;
}

/** The method that a key is tried with first. */
export function methodFor(use: Use): JoseMethod {
  return use === 'signing' ? 'jws' : 'jwe';
}
