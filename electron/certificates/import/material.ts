import { createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto';
import type { Finding } from '../../keys/import/finding.ts';
import { halvesBelongTogether } from '../../keys/import/judge.ts';
import { isUsable, LONGEST_KEY_BITS } from '../read.ts';
import type { KeptFiles } from './kept-certificate-imports.ts';

/** What several files hold together, each thing once, in the order in which it was found. */
export type Material = { certificates: X509Certificate[]; privateKeys: KeyObject[] };

/** More than any chain or collection of a person’s own has; comparing takes the square of it. */
const MOST_CERTIFICATES = 40;
const MOST_KEYS = 20;

export function materialOf({ files }: KeptFiles): Material {
  const certificates = new Map<string, X509Certificate>();
  const privateKeys = new Map<string, KeyObject>();
  for (const finding of files.flatMap(({ findings }) => findings)) {
    if (finding.is === 'certificate' && isUsable(finding.certificate)) certificates.set(finding.certificate.fingerprint256, finding.certificate);
    if (finding.is === 'key' && finding.key.type === 'private' && isWhole(finding.key)) privateKeys.set(spkiOf(finding), finding.key);
  }
  return { certificates: [...certificates.values()].slice(0, MOST_CERTIFICATES), privateKeys: [...privateKeys.values()].slice(0, MOST_KEYS) };
}

/** Are there more certificates than are looked at? */
export function isTooMuch({ files }: KeptFiles): boolean {
  const of = (is: Finding['is']) => files.flatMap(({ findings }) => findings).filter((finding) => finding.is === is).length;
  return of('certificate') > MOST_CERTIFICATES || of('key') > MOST_KEYS;
}

/** A private key whose public half is its own, as far as it is of a kind that certificates here can have. */
export function isWhole(key: KeyObject): boolean {
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) > LONGEST_KEY_BITS) return false;
  return !/^(ec|rsa)$/.test(key.asymmetricKeyType ?? '') || halvesBelongTogether(key);
}

function spkiOf({ key }: Extract<Finding, { is: 'key' }>): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
}
