import { X509Certificate } from 'node:crypto';
import type { IssuedCertificate, SandboxState } from './state.ts';

/** A client certificate in Developer Hub's list. */
export interface HubCertificate {
  readonly name: string;
  readonly state: 'active' | 'revoked' | 'ended';
  readonly subject: string;
  /** Hexadecimal. */
  readonly serial: string;
  /** SHA-256 of its DER, hexadecimal with colons. */
  readonly fingerprint: string;
  /** ISO 8601, as the two below. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly revokedAt?: string;
  /** The certificate alone, PEM. */
  readonly certificate: string;
}

/** Each is parsed once: a change of the state leaves the entries that it does not touch as they are. */
const parsed = new WeakMap<IssuedCertificate, X509Certificate>();

function parse(entry: IssuedCertificate): X509Certificate {
  const known = parsed.get(entry);
  if (known) return known;
  const certificate = new X509Certificate(entry.certificate);
  parsed.set(entry, certificate);
  return certificate;
}

/** TLS goes by the machine's clock, and so does this. */
export function describeIssued(entry: IssuedCertificate): HubCertificate {
  const certificate = parse(entry);
  const { name, revokedAt } = entry;
  return {
    name,
    state: stateOf(entry),
    subject: certificate.subject.replaceAll('\n', ', '),
    serial: certificate.serialNumber,
    fingerprint: certificate.fingerprint256,
    notBefore: certificate.validFromDate.toISOString(),
    notAfter: certificate.validToDate.toISOString(),
    ...(revokedAt === undefined ? {} : { revokedAt }),
    certificate: entry.certificate,
  };
}

export function stateOf(entry: IssuedCertificate): HubCertificate['state'] {
  if (entry.revokedAt !== undefined) return 'revoked';
  return parse(entry).validToDate.getTime() > Date.now() ? 'active' : 'ended';
}

/** The active entry of a certificate that a client showed; undefined for one that was never issued here, was revoked or has ended. */
export function findActive({ certificates }: SandboxState, shown: X509Certificate): IssuedCertificate | undefined {
  return certificates.find((entry) => parse(entry).fingerprint256 === shown.fingerprint256 && stateOf(entry) === 'active');
}
