import type { FieldRule } from '../json-body.ts';
import type { Way } from './challenges.ts';
import type { SecretFactor } from './factors.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const LONGEST_FINGERPRINT = 1000;

/** What is peculiar to each factor whose value nobody may read back. */
export interface SecretFactorFacts {
  readonly way: Way;
  /** The member of the body that holds it. */
  readonly rule: FieldRule & { readonly isSecret: true };
  /** In sentences. */
  readonly name: string;
  /** Begins the codes of errors, such as `pin.not.setup`. */
  readonly code: string;
}

export const SECRET_FACTORS: Readonly<Record<SecretFactor, SecretFactorFacts>> = {
  pin: { way: 'PIN', name: 'PIN', code: 'pin', rule: { path: 'pin', rule: 'a text of four digits', fits: (value) => typeof value === 'string' && /^\d{4}$/.test(value), isSecret: true } },
  fingerprint: {
    way: 'PARTNER_DEVICE_FINGERPRINT', name: 'device fingerprint', code: 'device.fingerprint',
    rule: { path: 'deviceFingerprint', rule: `a text of 1 to ${LONGEST_FINGERPRINT} characters`, fits: (value) => typeof value === 'string' && value !== '' && value.length <= LONGEST_FINGERPRINT, isSecret: true },
  },
  faceMap: { way: 'FACE_MAP', name: 'face map', code: 'facemap', rule: { path: 'faceMap', rule: 'base64 (RFC 4648, section 4)', fits: (value) => typeof value === 'string' && value !== '' && BASE64.test(value), isSecret: true } },
};
