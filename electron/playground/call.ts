import type { JoseMethod } from '../../shared/model/views.ts';
import type { WiseKeyDeps } from '../connections/wise-keys.ts';
import type { Decrypter } from '../keys/decrypt.ts';
import type { Signer } from '../keys/sign.ts';
import type { WiseLink } from '../wise/clients.ts';
import type { PlaygroundEndpoint } from '../wise/jose-playground.ts';
import type { CallKeys } from './keys.ts';
import type { Protection } from './methods.ts';

export type PlaygroundDeps = Required<WiseKeyDeps> & { sign: Signer; decrypt: Decrypter };

/** One call to a playground, as every step sees it. */
export type PlaygroundCall = {
  deps: PlaygroundDeps;
  link: WiseLink;
  method: JoseMethod;
  endpoint: PlaygroundEndpoint;
  protection: Protection;
  keys: CallKeys;
  /** What the answer must repeat; empty for a `GET`, which sends nothing. */
  message: string;
};

/** Such as `POST /v1/auth/jose/playground/jws`. */
export function callLine({ endpoint }: Pick<PlaygroundCall, 'endpoint'>): string {
  return `${endpoint.http} ${endpoint.path}`;
}
