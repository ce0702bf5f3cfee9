import { createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { CertificateEvent } from '../../shared/model/certificates.ts';
import type { CertificateFacts } from '../../shared/model/tls.ts';
import type { PrivateJwk } from '../jose/public-key.ts';
import type { CertificateEntry, VaultBody } from '../vault/body.ts';
import { oneLine } from './names.ts';

/** How a certificate is named in logs and sentences. */
export function certificateName({ name }: Pick<CertificateEntry, 'name'>): string {
  return `certificate “${name}”`;
}

/** Throws `CERT_NOT_FOUND`. */
export function findCertificate({ certificates }: VaultBody, id: string): CertificateEntry {
  const entry = certificates.find((one) => one.id === id);
  if (!entry) throw new PortcullisError('CERT_NOT_FOUND');
  return entry;
}

/** The body with one certificate changed. */
export function withCertificate(body: VaultBody, id: string, change: (entry: CertificateEntry) => CertificateEntry): VaultBody {
  return { ...body, certificates: body.certificates.map((entry) => (entry.id === id ? change(entry) : entry)) };
}

export function withEvent(entry: CertificateEntry, event: CertificateEvent): CertificateEntry {
  return { ...entry, history: [...entry.history, event] };
}

export function privateKeyOf({ privateJwk }: Pick<CertificateEntry, 'privateJwk'>): KeyObject {
  return createPrivateKey({ key: privateJwk as PrivateJwk, format: 'jwk' });
}

/** A certificate as it is shown. */
export function factsOf(certificate: X509Certificate): CertificateFacts {
  const { subject, issuer, validFrom, validTo, fingerprint256 } = certificate;
  return { subject: oneLine(subject), issuer: oneLine(issuer), notBefore: isoOf(validFrom), notAfter: isoOf(validTo), fingerprint: fingerprint256 };
}

/** Of a date as OpenSSL writes it, such as "Nov 22 10:00:00 2027 GMT". */
export function isoOf(date: string): string {
  return new Date(date).toISOString();
}

/** Its day in UTC, such as "2027-11-22". */
export function dayOf(date: string): string {
  return isoOf(date).slice(0, 10);
}
