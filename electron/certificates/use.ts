import { PortcullisError } from '../../shared/errors.ts';
import type { CertificateEntry } from '../vault/body.ts';
import { isEnded, x509Of } from './identity.ts';

/** May it be sent now? Throws `CERT_NOT_ISSUED`, `CERT_RETIRED`, `CERT_EXPIRED`, `CERT_NOT_YET_VALID`. */
export function assertUsable(entry: CertificateEntry, now: number): void {
  if (entry.retiredAt !== undefined) throw new PortcullisError('CERT_RETIRED');
  const certificate = x509Of(entry);
  if (!certificate) throw new PortcullisError('CERT_NOT_ISSUED');
  if (isEnded(entry, now)) throw new PortcullisError('CERT_EXPIRED');
  const begins = Date.parse(certificate.validFrom);
  if (begins > now) throw new PortcullisError('CERT_NOT_YET_VALID', { retryAfterMs: begins - now });
}
