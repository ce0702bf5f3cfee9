import type { X509Certificate } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { Finding } from '../keys/import/finding.ts';
import { readKeys } from '../keys/import/read.ts';
import { heightOf } from './chain.ts';
import { isoOf } from './entry.ts';
import { isUsable } from './import/material.ts';
import { named } from './names.ts';

/** Wise has a handful; each is looked at in every handshake. */
const MOST = 20;

/**
 * The authorities in PEM, DER or PKCS#7: each once, issuers before those they signed. A server's or client's certificate is passed over
 * as long as there is an authority. Throws `CA_UNREADABLE` with the reason.
 */
export async function readAuthorities(bytes: Buffer, now: number): Promise<X509Certificate[]> {
  const findings = await readKeys(bytes, { passphrase: undefined, certificates: true });
  const certificates = once(findings.flatMap((finding) => (finding.is === 'certificate' ? [finding.certificate] : [])));
  if (certificates.length === 0) throw unreadable(reasonOf(findings));
  if (certificates.length > MOST) throw unreadable(`It holds ${certificates.length} certificates; Wise’s authorities are fewer than ${MOST}.`);
  if (!certificates.every(isUsable)) throw unreadable('A name, a date or the key of a certificate in it is of a kind that is not known here.');
  const authorities = certificates.filter(({ ca }) => ca);
  if (authorities.length === 0) throw unreadable(`“${named(certificates[0]!)}” is no authority (basicConstraints), so nothing can be checked with it.`);
  for (const one of authorities) assertCurrent(one, now);
  return issuersFirst(authorities);
}

function assertCurrent(certificate: X509Certificate, now: number): void {
  const { validFrom, validTo } = certificate;
  if (Date.parse(validTo) <= now) throw unreadable(`“${named(certificate)}” ended on ${isoOf(validTo).slice(0, 10)}. Get the current one from Developer Hub.`);
  if (Date.parse(validFrom) > now) throw unreadable(`“${named(certificate)}” is not valid before ${isoOf(validFrom).slice(0, 10)}. If that is past, this machine’s clock is behind.`);
}

function once(certificates: X509Certificate[]): X509Certificate[] {
  return [...new Map(certificates.map((one) => [one.fingerprint256, one])).values()];
}

/** By how many of the others stand above each; what belongs to nothing else stays where it was. */
function issuersFirst(authorities: X509Certificate[]): X509Certificate[] {
  return authorities.toSorted((a, b) => heightOf(a, authorities) - heightOf(b, authorities));
}

const MISTAKEN: Readonly<Partial<Record<Finding['is'], string>>> = {
  key: 'It is a key, not a certificate. Nothing of it was kept.',
  closed: 'It opens with a passphrase, which authorities do not need. Take the PEM, DER or PKCS#7 file.',
  other: 'It is no certificate.',
};

function reasonOf(findings: readonly Finding[]): string {
  const [first] = findings;
  return first?.is === 'unreadable' ? (first.error.details.reason ?? 'It cannot be read.') : (MISTAKEN[first?.is ?? 'other'] ?? 'It cannot be read.');
}

function unreadable(reason: string): PortcullisError {
  return new PortcullisError('CA_UNREADABLE', { reason });
}
