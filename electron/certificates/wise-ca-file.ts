import type { X509Certificate } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import { heightOf } from './chain.ts';
import { dayOf } from './entry.ts';
import { named } from './names.ts';
import { readCertificates } from './read.ts';

/** Wise has a handful; each is looked at in every handshake. */
const MOST = 20;

/**
 * The authorities in PEM, DER or PKCS#7: each once, issuers before those they signed. A server's or client's certificate is passed over
 * as long as there is an authority. Throws `CA_UNREADABLE` with the reason.
 */
export async function readWiseCaFile(bytes: Buffer, now: number): Promise<X509Certificate[]> {
  const certificates = await readCertificates(bytes, 'CA_UNREADABLE');
  if (certificates.length > MOST) throw unreadable(`It holds ${certificates.length} certificates; Wise’s authorities are fewer than ${MOST}.`);
  const authorities = certificates.filter(({ ca }) => ca);
  if (authorities.length === 0) throw unreadable(`“${named(certificates[0]!)}” is no authority (basicConstraints), so nothing can be checked with it.`);
  for (const one of authorities) assertCurrent(one, now);
  return issuersFirst(authorities);
}

function assertCurrent(certificate: X509Certificate, now: number): void {
  const { validFrom, validTo } = certificate;
  if (Date.parse(validTo) <= now) throw unreadable(`“${named(certificate)}” ended on ${dayOf(validTo)}. Get the current one from Developer Hub.`);
  if (Date.parse(validFrom) > now) throw unreadable(`“${named(certificate)}” is not valid before ${dayOf(validFrom)}. If that is past, this machine’s clock is behind.`);
}

/** By how many of the others stand above each; what belongs to nothing else stays where it was. */
function issuersFirst(authorities: X509Certificate[]): X509Certificate[] {
  return authorities.toSorted((a, b) => heightOf(a, authorities) - heightOf(b, authorities));
}

function unreadable(reason: string): PortcullisError {
  return new PortcullisError('CA_UNREADABLE', { reason });
}
