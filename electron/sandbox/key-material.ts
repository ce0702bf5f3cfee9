import { createPublicKey, type KeyObject } from 'node:crypto';
import { ALGORITHMS } from '../../shared/model/algorithms.ts';
import { quote } from './call.ts';
import type { WiseAlgorithm } from './state.ts';

/** A public key fit for its algorithm, or the words that say why it is not. */
export type KeyReading = { readonly key: KeyObject } | { readonly fault: string };

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** OpenSSL's names of the curves. */
const CURVES: Record<string, string> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };
const RSA_BITS = { min: 2048, max: 8192 };

/** Reads `keyMaterial`: base64 of a SubjectPublicKeyInfo in DER, of exactly the kind the algorithm asks for (RSA of 2048 to 8192 bits). */
export function readKeyMaterial(algorithm: WiseAlgorithm, material: unknown): KeyReading {
  if (typeof material !== 'string' || material === '') return { fault: 'keyMaterial must be the public key as text: base64 of its DER form.' };
  if (material.includes('-----BEGIN')) return { fault: 'keyMaterial must be base64 of the DER form alone, without PEM lines.' };
  if (!BASE64.test(material)) return { fault: 'keyMaterial must be plain base64 (RFC 4648, section 4), padded and without line breaks.' };
  const key = readSpki(Buffer.from(material, 'base64'));
  if (!key) return { fault: 'keyMaterial must be a SubjectPublicKeyInfo in DER, with nothing before or after it.' };
  const wanted = ALGORITHMS.find((a) => a.wiseName === algorithm)!.key;
  const fault = wanted.kty === 'EC' ? ecFault(key, wanted.crv) : rsaFault(key);
  return fault ? { fault: `${algorithm} needs ${fault}` } : { key };
}

function readSpki(der: Buffer): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    // OpenSSL passes over bytes that follow; writing the key again shows them.
    return key.export({ format: 'der', type: 'spki' }).equals(der) ? key : undefined;
  } catch {
    return undefined;
  }
}

function ecFault(key: KeyObject, crv: string): string | undefined {
  const found = key.asymmetricKeyDetails?.namedCurve;
  const curve = found && (CURVES[found] ?? found);
  return key.asymmetricKeyType === 'ec' && curve === crv ? undefined : `an EC key on ${crv}; this is ${quote(curve ?? key.asymmetricKeyType)}.`;
}

function rsaFault(key: KeyObject): string | undefined {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa') return `an RSA key (rsaEncryption); this is ${quote(key.asymmetricKeyType)}.`;
  if (bits < RSA_BITS.min || bits > RSA_BITS.max) return `an RSA key of ${RSA_BITS.min} to ${RSA_BITS.max} bits; this has ${bits}.`;
  return (key.asymmetricKeyDetails?.publicExponent ?? 0n) < 3n ? 'an RSA key with a public exponent of at least 3.' : undefined;
}
