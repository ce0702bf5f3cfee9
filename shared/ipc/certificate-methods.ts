import { z } from 'zod';
import { certificateImportView, certificateKind, certificateSummary, WISE_CA_FORMS, wiseCaView } from '../model/certificates.ts';
import { run } from '../model/views.ts';
import { method, nothing, passphrase, source } from './method.ts';

/** A name in a CSR: one line of printable text. */
const nameInCsr = z.string().trim().max(64);

/** Client certificates, and the authorities behind Wise's own. */
export const certificateMethods = {
  'certificates.list': method({ input: () => nothing, output: () => z.array(certificateSummary), auditedAs: null }),
  /** A private key and a CSR for it. `replaces`: the certificate whose place it shall take. */
  'certificates.request': method({
    input: () => z.strictObject({
      connectionId: z.uuid(),
      /** Unique among the connection's own, as Developer Hub wants it. */
      name: z.string().trim().min(1).max(80),
      kind: certificateKind,
      /** `O` is required by Wise; `CN` is replaced by the client id when it is issued. `C` is two letters. */
      subject: z.strictObject({ O: nameInCsr.min(1), OU: nameInCsr.optional(), CN: nameInCsr.optional(), C: z.string().regex(/^[A-Z]{2}$/).optional(), ST: nameInCsr.optional(), L: nameInCsr.optional() }),
      replaces: z.uuid().optional(),
    }),
    output: () => certificateSummary,
    auditedAs: 'certificate.requested',
  }),
  /** What is public of it, as text: PEM, or the fingerprint. */
  'certificates.text': method({
    input: () => z.strictObject({ certificateId: z.uuid(), what: z.enum(['csr', 'certificate', 'chain', 'fingerprint']) }),
    output: () => z.strictObject({ text: z.string() }),
    auditedAs: null,
  }),
  /** The same to a file: a save dialog, or `exports/` of the profile where the host has none. */
  'certificates.save': method({
    input: () => z.strictObject({ certificateId: z.uuid(), what: z.enum(['csr', 'certificate', 'chain']) }),
    output: () => z.strictObject({ savedAs: z.string() }),
    auditedAs: 'certificate.copied',
  }),
  /** Has the built-in sandbox's Developer Hub issue it, and installs what came back. Refused for other environments (`CERT_BY_HAND`). */
  'certificates.issueInSandbox': method({ input: () => z.strictObject({ certificateId: z.uuid() }), output: () => certificateSummary, auditedAs: 'certificate.issued' }),
  /** Takes the certificate that came back, with or without its chain. Refused with the check that failed when it cannot work (`CERT_WRONG_KEY`, `CERT_EXPIRED`, ...); nothing is changed then. */
  'certificates.install': method({
    input: () => z.strictObject({ certificateId: z.uuid(), from: z.discriminatedUnion('kind', source) }),
    output: () => certificateSummary,
    auditedAs: 'certificate.issued',
  }),
  /** A handshake, a token and `GET /v1/authenticated/playground` on the mTLS host with this certificate, whatever the connection uses. */
  'certificates.prove': method({ input: () => z.strictObject({ certificateId: z.uuid() }), output: () => run, auditedAs: 'certificate.proved' }),
  /** Used no more, nor offered. Refused while its connection uses it (`CERT_IN_USE`). */
  'certificates.retire': method({ input: () => z.strictObject({ certificateId: z.uuid() }), output: () => nothing, auditedAs: 'certificate.retired' }),
  /** Drops a request whose certificate has not come, with its private key. */
  'certificates.discard': method({ input: () => z.strictObject({ certificateId: z.uuid() }), output: () => nothing, auditedAs: 'certificate.discarded' }),
  /** Says what files hold and whether it would work. `addTo`: together with what an earlier call found. `again` tries a passphrase on what is kept. */
  'certificates.inspect': method({
    input: () => z.strictObject({
      connectionId: z.uuid(),
      from: z.discriminatedUnion('kind', [...source, z.strictObject({ kind: z.literal('again') })]),
      addTo: z.uuid().optional(),
      passphrase: passphrase.optional(),
    }),
    output: () => certificateImportView,
    auditedAs: null,
  }),
  'certificates.import': method({
    input: () => z.strictObject({ importId: z.uuid(), index: z.number().int().nonnegative(), connectionId: z.uuid(), name: z.string().trim().min(1).max(80), replaces: z.uuid().optional() }),
    output: () => certificateSummary,
    auditedAs: 'certificate.imported',
  }),
  'certificates.discardImport': method({ input: () => z.strictObject({ importId: z.uuid() }), output: () => nothing, auditedAs: null }),
  /** Certificate, chain and private key, after the passphrase. PKCS#12: PBES2 with AES-256 and a SHA-256 MAC. PEM for servers: certificate with chain, and the key beside it, encrypted unless `exportPassphrase` is left out. */
  'certificates.export': method({
    input: () => z.strictObject({ certificateId: z.uuid(), passphrase, form: z.enum(['pkcs12', 'pem']), exportPassphrase: passphrase.optional() }),
    output: () => z.strictObject({ savedAs: z.array(z.string()) }),
    auditedAs: 'certificate.exported',
  }),

  /** The authorities behind Wise's certificates: what Developer Hub gives as "Get Wise certificate". */
  'wiseCa.get': method({ input: () => z.strictObject({ connectionId: z.uuid() }), output: () => wiseCaView, auditedAs: null }),
  /** Takes the place of what was imported before. Refused for the built-in sandbox, which has its own (`CA_BUILT_IN`). */
  'wiseCa.import': method({ input: () => z.strictObject({ connectionId: z.uuid(), from: z.discriminatedUnion('kind', source) }), output: () => wiseCaView, auditedAs: 'wise-ca.imported' }),
  'wiseCa.remove': method({ input: () => z.strictObject({ connectionId: z.uuid() }), output: () => wiseCaView, auditedAs: 'wise-ca.imported' }),
  /** For the server that takes webhooks: the file it wants, and the lines of configuration that use it. `java`: a PKCS#12 trust store with the password `changeit`. */
  'wiseCa.export': method({
    input: () => z.strictObject({ connectionId: z.uuid(), form: z.enum(WISE_CA_FORMS) }),
    output: () => z.strictObject({ savedAs: z.string(), config: z.string() }),
    auditedAs: 'wise-ca.exported',
  }),
} as const;
