import type { JoseMethod, Step } from '../../shared/model/views.ts';
import { TOKEN_STEP } from '../tokens/token-step.ts';
import { PLAYGROUNDS, type PlaygroundEndpoint } from '../wise/jose-playground.ts';
import type { PlannedStep } from '../wise/run-recorder.ts';

/** What is done to a message on its way out, and to the answer on its way in. */
export type Protection = {
  /** The request is signed, and the answer verified. */
  signs: boolean;
  /** The request is encrypted to Wise's key. */
  encrypts: boolean;
  /** Under what the answer is encrypted: to our own key, or with the content key of the request. */
  answer: 'clear' | 'own-key' | 'content-key';
  /** The closing sentence of a run that went well. */
  says: string;
};

export const PROTECTIONS: Readonly<Record<JoseMethod, Protection>> = {
  jws: { signs: true, encrypts: false, answer: 'clear', says: 'Wise answered, and the signature is Wise’s.' },
  jwe: { signs: false, encrypts: true, answer: 'own-key', says: 'Wise read the encrypted message and answered it, encrypted to our key.' },
  'jwe-get': { signs: false, encrypts: false, answer: 'own-key', says: 'Wise’s answer came encrypted to our key.' },
  'jwe-direct': { signs: false, encrypts: true, answer: 'content-key', says: 'Wise read the encrypted message and answered it under the same content key.' },
  'jws+jwe': { signs: true, encrypts: true, answer: 'own-key', says: 'Wise read the signed and encrypted message; its answer came encrypted to our key, and the signature is Wise’s.' },
};

export function endpointOf(method: JoseMethod): PlaygroundEndpoint {
  return PLAYGROUNDS[method];
}

/** Named for what is at stake, as a step that fails or is skipped is told; one that is done says what was done. */
const TITLES = {
  compose: 'Header and payload',
  sign: 'Our signature',
  'wise-encryption-key': 'Wise’s encryption key',
  encrypt: 'Encryption to Wise’s key',
  send: 'The call to Wise',
  receive: 'Wise’s answer',
  decrypt: 'Decryption of the answer',
  'wise-key': 'Wise’s key',
  verify: 'Wise’s signature',
} as const satisfies Partial<Record<Step['id'], string>>;

type TitledStep = keyof typeof TITLES;

export function titleOf(id: TitledStep): string {
  return TITLES[id];
}

/** The steps that a call of this method takes, in order. */
export function planOf(method: JoseMethod): PlannedStep[] {
  const { signs, encrypts, answer } = PROTECTIONS[method];
  const ids: TitledStep[] = [
    ...(signs || encrypts ? (['compose'] as const) : []),
    ...(signs ? (['sign'] as const) : []),
    ...(encrypts ? (['wise-encryption-key', 'encrypt'] as const) : []),
    'send', 'receive',
    ...(answer === 'clear' ? [] : (['decrypt'] as const)),
    ...(signs ? (['wise-key', 'verify'] as const) : []),
  ];
  return [TOKEN_STEP, ...ids.map((id) => ({ id, title: TITLES[id] }))];
}
