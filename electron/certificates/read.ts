import type { X509Certificate } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { Finding } from '../keys/import/finding.ts';
import { readKeys } from '../keys/import/read.ts';
import { factsOf } from './entry.ts';

/** More than any chain has; comparing takes the square of it. */
const MOST = 100;
/** Of RSA; with a longer key it would take too long to verify. */
export const LONGEST_KEY_BITS = 8192;

/** What people take in its place. */
const MISTAKEN: Readonly<Partial<Record<Finding['is'], string>>> = {
  key: 'It is a key, not a certificate. Nothing of it was kept.',
  closed: 'It opens with a passphrase, which certificates do not need. Take the PEM, DER or PKCS#7 file.',
};

/**
 * Every certificate in a file or text, each once, in the order in which they stand there: PEM with anything around it, DER, PKCS#7 in either, or base64 of one.
 * Throws `refusal` with the reason; also where one of them is damaged.
 */
export async function readCertificates(bytes: Buffer, refusal: 'CERT_UNREADABLE' | 'CA_UNREADABLE'): Promise<X509Certificate[]> {
  const findings = await readKeys(bytes, { passphrase: undefined, certificates: true });
  const found = findings.flatMap((finding) => (finding.is === 'certificate' ? [finding.certificate] : []));
  const reason = reasonOf(found, findings);
  if (reason !== undefined) throw new PortcullisError(refusal, { reason });
  return [...new Map(found.map((one) => [one.fingerprint256, one])).values()];
}

/** Its names, dates and key are of kinds that are known here. */
export function isUsable(certificate: X509Certificate): boolean {
  try {
    factsOf(certificate);
    return (certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? 0) <= LONGEST_KEY_BITS;
  } catch {
    return false;
  }
}

/** Why they are not taken. */
function reasonOf(found: readonly X509Certificate[], findings: readonly Finding[]): string | undefined {
  const damaged = findings.find(({ is }) => is === 'unreadable');
  if (damaged?.is === 'unreadable') return damaged.error.details.reason ?? 'It cannot be read.';
  const [first] = findings;
  if (found.length === 0) return first?.is === 'other' && first.kind === 'CSR' ? 'It is the request (CSR), not the certificate that came back for it.' : (MISTAKEN[first?.is ?? 'other'] ?? 'It holds no certificate.');
  if (found.length > MOST) return `It holds more than ${MOST} certificates.`;
  return found.every(isUsable) ? undefined : 'A name, a date or the key of a certificate in it is of a kind that is not known here.';
}
