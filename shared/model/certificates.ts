import { z } from 'zod';
import { wireError } from '../ipc/result.ts';
import { certificateFacts } from './tls.ts';

const instant = z.iso.datetime();

/** RSA in bits, EC by curve: what Wise takes in a CSR. */
export const CERTIFICATE_KINDS = ['EC P-256', 'EC P-384', 'RSA 2048', 'RSA 3072', 'RSA 4096'] as const;
export const certificateKind = z.enum(CERTIFICATE_KINDS);
export type CertificateKind = z.infer<typeof certificateKind>;

/** What comes after key and CSR: have it issued, prove it by a live call, use it, retire the one before. */
export const certificateStep = z.enum(['issue', 'prove', 'switch', 'retire']);
export type CertificateStep = z.infer<typeof certificateStep>;

/**
 * `requested`: key and CSR are there, the certificate is not. `issued`: it came back, no call with it was made. `proved`: a call went through, the connection does not use it.
 * `active`: the connection uses it. `expiring`: the same, and it ends within the lead time. `replaced`: another took its place; it still works. `retired`: used no more, nor offered. `expired`: past its end.
 */
export const certificateState = z.enum(['requested', 'issued', 'proved', 'active', 'expiring', 'replaced', 'retired', 'expired']);
export type CertificateState = z.infer<typeof certificateState>;

/** Something that was looked at before the certificate is sent anywhere. `unknown`: it could not be looked at, `says` tells what is missing. */
export const certificateCheck = z.lazy(() => z.strictObject({
  id: z.enum(['key-match', 'chain', 'dates', 'key-kind', 'key-usage', 'client-auth', 'client-id', 'unique-name', 'active-count']),
  state: z.enum(['ok', 'warning', 'failed', 'unknown']),
  says: z.string(),
}));
export type CertificateCheck = z.infer<typeof certificateCheck>;

export const certificateEvent = z.lazy(() => z.strictObject({
  at: instant,
  kind: z.enum(['requested', 'imported', 'issued', 'proved', 'switched-to', 'replaced', 'restored', 'retired', 'exported']),
  says: z.string(),
}));
export type CertificateEvent = z.infer<typeof certificateEvent>;

/** A client certificate and its private key, or the request for one. It belongs to one connection, as at Wise it belongs to one client id. */
export const certificateSummary = z.lazy(() => z.strictObject({
  id: z.uuid(),
  /** Its name in Developer Hub. */
  name: z.string(),
  connectionId: z.uuid(),
  connectionName: z.string(),
  /** One of `CERTIFICATE_KINDS`, or what an imported one is. */
  kind: z.string(),
  state: certificateState,
  /** RFC 4514; of the CSR until the certificate is there. */
  subject: z.string(),
  issuer: z.string().optional(),
  /** Hex. */
  serial: z.string().optional(),
  /** SHA-256 of its DER, hex with colons. */
  fingerprint: z.string().optional(),
  notBefore: instant.optional(),
  notAfter: instant.optional(),
  /** Certificates of the chain that are sent with it. */
  chainLength: z.number().int(),
  madeAt: instant,
  origin: z.enum(['made', 'imported']),
  provedAt: instant.optional(),
  lastUsedAt: instant.optional(),
  /** Handshakes in which it was sent. */
  uses: z.number().int(),
  /** The connection uses it now: its calls stop when it goes. */
  isInUse: z.boolean(),
  replaces: z.uuid().optional(),
  replacedBy: z.uuid().optional(),
  /** What to do next; absent when nothing is. */
  step: certificateStep.optional(),
  /** Empty until the certificate is there. */
  checks: z.array(certificateCheck),
  /** Newest first. */
  history: z.array(certificateEvent),
}));
export type CertificateSummary = z.infer<typeof certificateSummary>;

/** Certificates, keys and chains found in one or several files. Main keeps them under `importId` for five minutes or until the lock. */
export const certificateImportView = z.lazy(() => z.strictObject({
  importId: z.uuid(),
  files: z.array(z.strictObject({ fileName: z.string().optional(), what: z.string(), needsPassphrase: z.boolean(), error: wireError.optional() })),
  /** Client certificates, each with its key and chain where they were found. */
  identities: z.array(z.strictObject({
    index: z.number().int().nonnegative(),
    facts: certificateFacts,
    kind: z.string(),
    hasKey: z.boolean(),
    chainLength: z.number().int(),
    checks: z.array(certificateCheck),
    /** It can be imported as it is. */
    isFit: z.boolean(),
    says: z.string(),
    /** The certificate of this vault that it is already. */
    knownAs: z.uuid().optional(),
  })),
  /** One sentence about the whole: what is there, what is missing. */
  says: z.string(),
}));
export type CertificateImportView = z.infer<typeof certificateImportView>;

/** The authorities that sign Wise's certificates in the connection's environment. */
export const wiseCaView = z.lazy(() => z.strictObject({
  source: z.enum(['built-in', 'imported', 'none']),
  certificates: z.array(certificateFacts),
}));
export type WiseCaView = z.infer<typeof wiseCaView>;
export const WISE_CA_FORMS = ['pem', 'nginx', 'envoy', 'haproxy', 'java'] as const;
