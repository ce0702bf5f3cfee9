import { algorithm, SCOPES, type SigningAlgorithmId } from '../../../shared/model/algorithms.ts';
import type { JoseMethod } from '../../../shared/model/views.ts';
import { shortId, signingAlgorithm } from '../../keys/entry.ts';
import type { WiseLink } from '../../wise/clients.ts';
import { WISE_KEY_PATH } from '../../wise/jose-keys.ts';
import { joseHeaders } from '../../wise/jose-playground.ts';
import type { CallKeys } from '../keys.ts';
import { endpointOf, PROTECTIONS, type Protection } from '../methods.ts';

/** A playground call as a program needs to know it. Nothing of it is secret. */
export type SnippetFacts = {
  apiUrl: string;
  http: 'GET' | 'POST';
  path: string;
  protection: Protection;
  /** Absent where nothing is signed. */
  signing?: { alg: SigningAlgorithmId; keyId: string; header: string };
  /** Our own key, that the answer is encrypted to; absent where there is none. */
  encryption?: { keyId: string };
  /** JSON; sent by every method but the GET. */
  payload: string;
  headers: [name: string, value: string][];
  wiseKeyPath: string;
  /** PEM of a CA that no computer trusts by itself: the built-in sandbox's. */
  ca?: string;
};

/** A program, and what has to be there to run it, in words. */
export type Snippet = { text: string; needs: string[] };

export function factsOf({ target }: WiseLink, method: JoseMethod, { signing, encryption }: CallKeys, message: string): SnippetFacts {
  const endpoint = endpointOf(method);
  const { http, path } = endpoint;
  return {
    apiUrl: target.apiUrl, http, path,
    protection: PROTECTIONS[method],
    ...(signing ? { signing: signingFacts(signing.id, signingAlgorithm(signing), path) } : {}),
    ...(encryption ? { encryption: { keyId: encryption.id } } : {}),
    payload: JSON.stringify({ message }),
    headers: Object.entries({ ...joseHeaders(endpoint), 'Accept-Encoding': 'identity' }),
    wiseKeyPath: WISE_KEY_PATH,
    ...(target.ca === undefined ? {} : { ca: target.ca }),
  };
}

function signingFacts(keyId: string, alg: SigningAlgorithmId, url: string): NonNullable<SnippetFacts['signing']> {
  return { alg, keyId, header: JSON.stringify({ alg, typ: 'JWT', kid: keyId, url }) };
}

/** The query with which Wise's key for an algorithm is asked for. */
export function wiseKeyQuery(id: Parameters<typeof algorithm>[0]): string {
  const { wiseName, use } = algorithm(id);
  return `algorithm=${wiseName}&scope=${SCOPES[use]}`;
}

/** What is done, as the first line of each program says it. */
export function summaryOf({ http, path, protection: { signs, encrypts, answer } }: SnippetFacts): string {
  const out = [signs ? 'signed' : '', encrypts ? 'encrypted' : ''].filter(Boolean).join(', then ');
  const back = [answer === 'clear' ? '' : 'decrypted', signs ? 'verified' : ''].filter(Boolean).join(', then ');
  return `${http} ${path}${out === '' ? '' : `, ${out}`}; the answer is ${back}.`;
}

/** The variables that every program reads. `caVariable` names the file with the CA where one is needed. */
export function variablesNeeded({ signing, encryption, ca }: SnippetFacts, caVariable: string): string[] {
  return [
    'WISE_ACCESS_TOKEN: an application token of this client (client credentials)',
    ...(signing ? [`SIGNING_KEY_PEM: ${pemNeed(signing.keyId)}`] : []),
    ...(encryption ? [`ENCRYPTION_KEY_PEM: ${pemNeed(encryption.keyId)}`] : []),
    ...(ca === undefined ? [] : [`${caVariable}: the path of a file with the CA of the built-in sandbox, which stands at the end of the program`]),
  ];
}

function pemNeed(keyId: string): string {
  return `the path of the private half of key ${shortId(keyId)}, as PKCS#8 in PEM`;
}

/** A private key that is encrypted opens with it. */
export const PASSPHRASE_NEED = 'KEY_PASSPHRASE: the passphrase of the private key, if it has one';

/** The CA as comment lines, for the end of a program. */
export function caComment({ ca }: SnippetFacts, mark: string): string[] {
  return ca === undefined ? [] : ['', `${mark} The CA of the built-in sandbox, without these marks:`, ...ca.trim().split('\n').map((line) => `${mark} ${line}`)];
}

/** Joins lines, leaving out those that do not apply. */
export function lines(...parts: readonly (string | false | undefined | readonly string[])[]): string {
  return `${parts.flat().filter((part) => typeof part === 'string').join('\n')}\n`;
}
