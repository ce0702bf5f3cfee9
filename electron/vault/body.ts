import { z } from 'zod';
import { ALGORITHM_IDS } from '../../shared/model/algorithms.ts';
import { certificateEvent } from '../../shared/model/certificates.ts';
import { environment, keyEvent, rotationStep, vaultSettings } from '../../shared/model/views.ts';

/** What the vault holds, decrypted. It exists only in main, only while unlocked. Entries are never mutated: a change makes a new entry. */
const instant = z.iso.datetime();

/** A private key as JWK (RFC 7517). */
const privateJwk = z.looseObject({ kty: z.enum(['EC', 'RSA']) });

export const keyEntry = z.lazy(() => z.strictObject({
  id: z.uuid(),
  label: z.string(),
  algorithm: z.enum(ALGORITHM_IDS),
  thumbprint: z.string(),
  privateJwk,
  validFrom: instant,
  validTill: instant,
  madeAt: instant,
  origin: z.enum(['made', 'imported']).default('made'),
  firstUsedAt: instant.optional(),
  lastUsedAt: instant.optional(),
  uses: z.number().int(),
  usedBy: z.array(z.strictObject({ connectionId: z.uuid(), firstAt: instant, lastAt: instant, uses: z.number().int() })).default([]),
  replaces: z.uuid().optional(),
  replacedBy: z.uuid().optional(),
  retiredAt: instant.optional(),
  uploads: z.array(z.strictObject({ connectionId: z.uuid(), at: instant })),
  /** Oldest first. */
  history: z.array(keyEvent),
}));
export type KeyEntry = z.infer<typeof keyEntry>;

/** A public key of Wise's, kept per connection, algorithm and scope. `spki` is base64 DER. */
export const wiseKeyEntry = z.lazy(() => z.strictObject({
  algorithm: z.enum(ALGORITHM_IDS),
  scope: z.enum(['PAYLOAD_SIGNING', 'PAYLOAD_ENCRYPTION']),
  version: z.number().int(),
  spki: z.string(),
  thumbprint: z.string(),
  fetchedAt: instant,
  /** It took the place of another key, and no person has looked at that yet. */
  isUnseen: z.boolean().default(false),
}));
export type WiseKeyEntry = z.infer<typeof wiseKeyEntry>;

export const connectionEntry = z.lazy(() => z.strictObject({
  id: z.uuid(),
  name: z.string(),
  environment,
  /** Absent for the built-in sandbox, whose credentials and address come from its own state. */
  clientId: z.string().optional(),
  clientSecret: z.string().optional(),
  wiseKeys: z.array(wiseKeyEntry),
  signingKeyId: z.uuid().optional(),
  encryptionKeyId: z.uuid().optional(),
  certificateId: z.uuid().optional(),
  /** Wise's authorities in this environment, each one PEM; empty for the built-in sandbox, which has its own. */
  wiseCa: z.array(z.string()).default([]),
  clientKey: z.string().optional(),
  profileId: z.number().int().optional(),
  /** A user or personal token, for what belongs to a profile. */
  userToken: z.string().optional(),
}));
export type ConnectionEntry = z.infer<typeof connectionEntry>;

/** A client certificate with its private key, or the request for one. */
export const certificateEntry = z.lazy(() => z.strictObject({
  id: z.uuid(),
  connectionId: z.uuid(),
  name: z.string(),
  /** One of `CERTIFICATE_KINDS`, or what an imported one is. */
  kind: z.string(),
  privateJwk,
  /** RFC 4514. */
  subject: z.string(),
  /** PEM; absent for an imported one. */
  csr: z.string().optional(),
  /** PEM; absent until it came back. */
  certificate: z.string().optional(),
  /** PEM, each one certificate, the issuer of the one before it; without the root. */
  chain: z.array(z.string()).default([]),
  madeAt: instant,
  origin: z.enum(['made', 'imported']),
  issuedAt: instant.optional(),
  provedAt: instant.optional(),
  lastUsedAt: instant.optional(),
  uses: z.number().int(),
  replaces: z.uuid().optional(),
  replacedBy: z.uuid().optional(),
  retiredAt: instant.optional(),
  /** Oldest first. */
  history: z.array(certificateEvent),
}));
export type CertificateEntry = z.infer<typeof certificateEntry>;

export const rotationEntry = z.lazy(() => z.strictObject({
  id: z.uuid(),
  oldKeyId: z.uuid(),
  newKeyId: z.uuid().optional(),
  connectionId: z.uuid(),
  startedAt: instant,
  /** Steps done, in order. The next one is the first of `ROTATION_STEPS` that is not here. */
  done: z.array(z.strictObject({ step: rotationStep, at: instant, says: z.string() })),
  overlapDays: z.number().int(),
  overlapEndsAt: instant.optional(),
  letterSent: z.boolean(),
  rolledBackAt: instant.optional(),
}));
export type RotationEntry = z.infer<typeof rotationEntry>;

export const vaultBody = z.strictObject({
  connections: z.array(connectionEntry),
  selectedConnectionId: z.uuid().nullable(),
  keys: z.array(keyEntry),
  rotations: z.array(rotationEntry).default([]),
  certificates: z.array(certificateEntry).default([]),
  /** Lead times in days that were set for one key or certificate alone, by its id. */
  leadDays: z.record(z.uuid(), z.number().int()).default({}),
  settings: vaultSettings,
  /** ES256 key that signs audit lines, and the last line the vault knows of, so that a shortened log is noticed. */
  audit: z.strictObject({ privateJwk, seq: z.number().int(), head: z.string() }),
  /** The built-in sandbox's own state (its CA, keys, clients, what was uploaded), so that none of it lies in a plain file. */
  sandbox: z.record(z.string(), z.unknown()).nullable(),
});
export type VaultBody = z.infer<typeof vaultBody>;
