import type { KeyObject } from 'node:crypto';
import { CERTIFICATE_KINDS, type CertificateKind } from '../../shared/model/certificates.ts';

/** Curves by OpenSSL's names. */
const CURVES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };
const TYPES: Readonly<Record<string, string>> = { ed25519: 'Ed25519', ed448: 'Ed448', dsa: 'DSA' };

/** Such as "EC P-256", "RSA 2048" or "Ed25519". */
export function kindOfKey({ asymmetricKeyType, asymmetricKeyDetails: { namedCurve = 'of an unnamed curve', modulusLength } = {} }: KeyObject): string {
  const type: string = asymmetricKeyType ?? 'of an unknown kind';
  if (type === 'ec') return `EC ${CURVES[namedCurve] ?? namedCurve}`;
  if (type === 'rsa') return `RSA ${modulusLength}`;
  if (type === 'rsa-pss') return `RSA-PSS ${modulusLength}`;
  return TYPES[type] ?? type;
}

/** One of those that Wise takes. */
export function isTakenKind(kind: string): kind is CertificateKind {
  return CERTIFICATE_KINDS.some((taken) => taken === kind);
}
