import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { ALGORITHMS, type AlgorithmId } from '../../../shared/model/algorithms.ts';
import { fitsAlgorithm } from '../../jose/public-key.ts';

/** What a key is, and which of Wise's algorithms it can serve. */
export type Judgement = { kind: string; fits: AlgorithmId[]; says: string };

const TYPE_NAMES: Readonly<Record<string, string>> = { ed25519: 'Ed25519', ed448: 'Ed448', x25519: 'X25519', x448: 'X448', dsa: 'DSA', dh: 'DH' };
const SMALLEST_RSA_BITS = 2048;
/** Beyond it a signature takes seconds. */
const LARGEST_RSA_BITS = 8192;

const TAKEN_CURVES = listed([...new Set(ALGORITHMS.flatMap(({ key }) => (key.kty === 'EC' ? [key.crv] : [])))].toReversed(), 'and');

/** Says what a key is and whether it fits Wise. `namedAlgorithm` comes first if it fits. */
export function judgeKey(key: KeyObject, namedAlgorithm?: string): Judgement {
  const kind = kindOf(key);
  if (key.type !== 'private') return { kind, fits: [], says: 'This is only the public half. To sign or decrypt, Portcullis needs the private one.' };
  const fault = faultOf(key);
  if (fault !== undefined) return { kind, fits: [], says: fault };
  const fits = ALGORITHMS.map(({ id }) => id).filter((id) => fitsAlgorithm(key, id));
  return { kind, fits: fits.toSorted((a, b) => Number(b === namedAlgorithm) - Number(a === namedAlgorithm)), says: `Fits Wise: ${usesOf(fits)}.` };
}

/** Such as "EC P-521", "RSA 3072" or "EC secp256k1". */
function kindOf(key: KeyObject): string {
  const { asymmetricKeyType: type = '', asymmetricKeyDetails: details = {} } = key;
  if (type === 'ec') return `EC ${takenCurve(key) ?? details.namedCurve ?? 'of an unnamed curve'}`;
  if (type === 'rsa') return `RSA ${details.modulusLength}`;
  if (type === 'rsa-pss') return `RSA-PSS ${details.modulusLength}`;
  return TYPE_NAMES[type] ?? type;
}

/** Why Wise would not take it, or undefined. */
function faultOf(key: KeyObject): string | undefined {
  const type = key.asymmetricKeyType;
  if (type === 'rsa-pss') return 'Its file ties it to RSA-PSS; Wise takes plain RSA keys. Make a new one here instead.';
  if (type !== 'ec' && type !== 'rsa') return `Wise takes RSA keys, and EC keys of the curves ${TAKEN_CURVES}; it does not take ${kindOf(key)}.`;
  const fault = type === 'ec' ? ecFault(key) : rsaFault(key);
  return fault ?? (halvesBelongTogether(key) ? undefined : 'Its public and its private half do not belong together. The file is damaged.');
}

function ecFault(key: KeyObject): string | undefined {
  if (takenCurve(key) !== undefined) return undefined;
  return `Wise takes the curves ${TAKEN_CURVES}; this key is on ${key.asymmetricKeyDetails?.namedCurve ?? 'an unnamed curve'}.`;
}

/** The curve by the name that people know, such as "P-521", if it is one that Wise takes. */
function takenCurve(key: KeyObject): string | undefined {
  return ALGORITHMS.flatMap(({ id, key: wanted }) => (wanted.kty === 'EC' && fitsAlgorithm(key, id) ? [wanted.crv] : []))[0];
}

function rsaFault({ asymmetricKeyDetails: { modulusLength: bits = 0, publicExponent = 0n } = {} }: KeyObject): string | undefined {
  if (bits < SMALLEST_RSA_BITS) return `Too short: an RSA key for Wise has ${SMALLEST_RSA_BITS} bits or more; this one has ${bits}.`;
  if (bits > LARGEST_RSA_BITS) return `Too long: an RSA key for Wise has ${LARGEST_RSA_BITS} bits or less; this one has ${bits}.`;
  return publicExponent < 3n ? 'Its public exponent is below 3, which is not safe.' : undefined;
}

/** Readers take both halves as they stand in the file; a signature tells whether one is of the other. */
export function halvesBelongTogether(key: KeyObject): boolean {
  const probe = Buffer.from('Portcullis');
  try {
    return verify('sha256', probe, createPublicKey(key), sign('sha256', probe, key));
  } catch {
    return false;
  }
}

function usesOf(fits: AlgorithmId[]): string {
  const of = (use: 'signing' | 'encryption') => ALGORITHMS.filter((a) => a.use === use && fits.includes(a.id)).map(({ id }) => id);
  const [signing, encryption] = [of('signing'), of('encryption')];
  return [signing.length > 0 ? `signs with ${listed(signing, 'or')}` : '', encryption.length > 0 ? `decrypts with ${listed(encryption, 'or')}` : ''].filter(Boolean).join(', or ');
}

/** Such as "a, b and c". */
function listed(words: string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
