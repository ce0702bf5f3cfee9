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

/** What the certificate itself says. */
type Facts = Pick<HubCertificate, 'subject' | 'serial' | 'fingerprint' | 'notBefore' | 'notAfter'> & { readonly endsAt: number };

/** Each is parsed once: a change of the state leaves the entries that it does not touch as they are. */
const parsed = new WeakMap<IssuedCertificate, Facts>();

function factsOf(entry: IssuedCertificate): Facts {
  const known = parsed.get(entry);
  if (known) return known;
  const { subject, serialNumber, fingerprint256, validFromDate, validToDate } = new X509Certificate(entry.certificate);
  const facts = {
    subject: subject.replaceAll('\n', ', '),
    serial: serialNumber,
    fingerprint: fingerprint256,
    notBefore: validFromDate.toISOString(),
    notAfter: validToDate.toISOString(),
    endsAt: validToDate.getTime(),
  };
  parsed.set(entry, facts);
  return facts;
}

export function describeIssued(entry: IssuedCertificate): HubCertificate {
  const { endsAt: _endsAt, ...facts } = factsOf(entry);
  const { name, certificate, revokedAt } = entry;
  return { name, state: stateOf(entry), ...facts, ...(revokedAt === undefined ? {} : { revokedAt }), certificate };
}

/** TLS goes by the machine's clock, and so does this. */
export function stateOf(entry: IssuedCertificate): HubCertificate['state'] {
  if (entry.revokedAt !== undefined) return 'revoked';
  return factsOf(entry).endsAt > Date.now() ? 'active' : 'ended';
}

/** The active entry of a certificate that a client showed, by its fingerprint; undefined for one that was never issued here, was revoked or has ended. */
export function findActive({ certificates }: SandboxState, fingerprint: string): IssuedCertificate | undefined {
  return certificates.find((entry) => factsOf(entry).fingerprint === fingerprint && stateOf(entry) === 'active');
}
