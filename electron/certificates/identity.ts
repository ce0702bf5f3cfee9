import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { TargetCertificate } from '../connections/target.ts';
import type { CertificateEntry } from '../vault/body.ts';
import { Secret } from '../wise/secret.ts';
import { isoOf, privateKeyOf } from './entry.ts';
import { joinPem } from './pem.ts';

type Read = { certificate: X509Certificate; chain: X509Certificate[]; endsAt: string; endsMs: number };

/** Entries are immutable, so what was read of one stays true; it goes with the entry, on lock at the latest. */
const known = new WeakMap<CertificateEntry, Read>();

function readOf(entry: CertificateEntry): Read | undefined {
  if (entry.certificate === undefined) return undefined;
  const before = known.get(entry);
  if (before) return before;
  const certificate = new X509Certificate(entry.certificate);
  const read = { certificate, chain: entry.chain.map((pem) => new X509Certificate(pem)), endsAt: isoOf(certificate.validTo), endsMs: Date.parse(certificate.validTo) };
  known.set(entry, read);
  return read;
}

/** The certificate of an entry, read once; undefined until it came back. */
export function x509Of(entry: CertificateEntry): X509Certificate | undefined {
  return readOf(entry)?.certificate;
}

/** Its chain, read once; empty until it came back. */
export function chainOf(entry: CertificateEntry): readonly X509Certificate[] {
  return readOf(entry)?.chain ?? [];
}

const publicKeys = new WeakMap<CertificateEntry, KeyObject>();

/** The public half of the entry's private key. */
export function publicKeyOf(entry: CertificateEntry): KeyObject {
  const key = publicKeys.get(entry) ?? createPublicKey(privateKeyOf(entry));
  publicKeys.set(entry, key);
  return key;
}

/** ISO 8601; undefined until the certificate came back. */
export function endOf(entry: CertificateEntry): string | undefined {
  return readOf(entry)?.endsAt;
}

/** A certificate that came back and is past its end. */
export function isEnded(entry: CertificateEntry, now: number): boolean {
  const read = readOf(entry);
  return read !== undefined && read.endsMs <= now;
}

/** What is sent of a certificate, and how it is named. Throws `CERT_NOT_ISSUED`. */
export function targetCertificate(entry: CertificateEntry): TargetCertificate {
  const read = readOf(entry);
  if (!read) throw new PortcullisError('CERT_NOT_ISSUED');
  return { id: entry.id, name: entry.name, fingerprint: read.certificate.fingerprint256, notAfter: read.endsAt, pem: () => identityOf(entry) };
}

/** PEM: the certificate with its chain, and the private key. Throws `CERT_NOT_ISSUED`. */
export function identityOf(entry: CertificateEntry): { cert: string; key: Secret<string> } {
  if (entry.certificate === undefined) throw new PortcullisError('CERT_NOT_ISSUED');
  return {
    cert: joinPem([entry.certificate, ...entry.chain]),
    key: new Secret(privateKeyOf(entry).export({ format: 'pem', type: 'pkcs8' }).toString()),
  };
}
