import { z } from 'zod';
import { ALGORITHM_IDS } from '../../shared/model/algorithms.ts';
import { approvalKind, approvalRecord, money, person, protectedCall, scaKey } from '../../shared/model/approvals.ts';
import { certificateEvent } from '../../shared/model/certificates.ts';
import { migrationStep } from '../../shared/model/migrations.ts';
import { profile, tokenEvent, tokenOrigin } from '../../shared/model/tokens.ts';
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
  /** `environment`: of a connection that was removed, so that it is known where Wise has the key. */
  uploads: z.array(z.strictObject({ connectionId: z.uuid(), at: instant, environment: environment.optional() })),
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
  /** The user or personal token for what belongs to a profile. */
  userTokenId: z.uuid().optional(),
  /** Where they are not those of the environment; always there for `custom`. */
  hosts: z.strictObject({ apiUrl: z.string(), mtlsUrl: z.string(), consentUrl: z.string() }).optional(),
  redirectUri: z.string().optional(),
  signsCalls: z.literal(true).optional(),
  usesDeprecatedSca: z.literal(true).optional(),
  fourEyes: z.literal(true).optional(),
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

/** A user or personal token. Application tokens are never here: Wise asks that they be kept in memory only. */
export const tokenEntry = z.lazy(() => z.strictObject({
  id: z.uuid(),
  connectionId: z.uuid(),
  kind: z.enum(['user', 'personal']),
  label: z.string(),
  origin: tokenOrigin,
  madeAt: instant,
  /** `endsAt` by this machine's clock, from `expires_in`; absent where none is stated. Absent altogether where only a refresh token was imported. */
  access: z.strictObject({ value: z.string(), issuedAt: instant, endsAt: instant.optional() }).optional(),
  refresh: z.strictObject({ value: z.string(), endsAt: instant.optional() }).optional(),
  /** The refresh token before it, until the new one has worked. */
  previousRefresh: z.string().optional(),
  /** A refresh was sent then, and what Wise made of it is not known yet. */
  refreshBegunAt: instant.optional(),
  /** Wise took neither the token nor, where there is one, the refresh token any more. */
  refusal: z.strictObject({ at: instant, status: z.number().int().optional(), traceId: z.string().optional(), wiseCode: z.string().optional() }).optional(),
  lastUsedAt: instant.optional(),
  lastRefreshAt: instant.optional(),
  lastTestedAt: instant.optional(),
  userId: z.number().int().optional(),
  profileId: z.number().int().optional(),
  profiles: z.array(profile).default([]),
  replaceAfterDays: z.number().int().optional(),
  /** Oldest first; the last fifty. */
  history: z.array(tokenEvent),
}));
export type TokenEntry = z.infer<typeof tokenEntry>;

/** A consent that was begun: what its answer is known by. */
export const consentEntry = z.lazy(() => z.strictObject({
  id: z.uuid(),
  connectionId: z.uuid(),
  label: z.string(),
  /** 256 random bits, base64url (RFC 6749, 10.12). */
  state: z.string(),
  redirectUri: z.string(),
  startedAt: instant,
  /** The token it shall renew. */
  tokenId: z.uuid().optional(),
}));
export type ConsentEntry = z.infer<typeof consentEntry>;

/** A user made with a registration code, which is a secret like a password. */
export const userEntry = z.lazy(() => z.strictObject({
  id: z.uuid(),
  connectionId: z.uuid(),
  email: z.string(),
  registrationCode: z.string(),
  language: z.string().optional(),
  userId: z.number().int().optional(),
  madeAt: instant,
  /** A sign-up was sent: should its answer be lost, a `409` may be about this very user. */
  triedAt: instant.optional(),
  exists: z.boolean().default(false),
  tokenId: z.uuid().optional(),
  claimCodeAt: instant.optional(),
}));
export type UserEntry = z.infer<typeof userEntry>;

export const migrationEntry = z.lazy(() => z.strictObject({
  id: z.uuid(),
  tokenId: z.uuid(),
  /** As it was when it began: the token is deleted at the end. */
  tokenLabel: z.string(),
  startedAt: instant,
  rehearsalId: z.uuid().optional(),
  realId: z.uuid().optional(),
  done: z.array(z.strictObject({ step: migrationStep, at: instant, says: z.string() })),
  givenUpAt: instant.optional(),
}));
export type MigrationEntry = z.infer<typeof migrationEntry>;

/**
 * Something put into the inbox here, or begun. It is saved before its call may go out and taken away only with a record in its place,
 * so that after a crash it is known that the call may have gone out.
 */
export const approvalEntry = z.lazy(() => z.strictObject({
  id: z.uuid(),
  key: z.string(),
  kind: approvalKind,
  connectionId: z.uuid(),
  profileId: z.number().int().optional(),
  title: z.string(),
  amount: money.optional(),
  call: protectedCall,
  origin: z.enum(['wise', 'hand', 'link', 'file', 'webhook']),
  note: z.string().optional(),
  expiresAt: instant.optional(),
  preparedAt: instant,
  preparedBy: person.optional(),
  /** Prepared under four eyes for another person. */
  isHandedOver: z.literal(true).optional(),
  approvedBy: person.optional(),
  /** What stood on the screen when it was begun or handed over. */
  shown: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  /** The call may have gone out since then, and no answer of Wise's says that it did nothing. */
  sentAt: instant.optional(),
  bodySha256: z.string().optional(),
  correlationId: z.string().optional(),
  /** A 3DS result with this decision may have reached Wise, which looks at the first one only. */
  mayBeDecided: z.enum(['APPROVED', 'REJECTED']).optional(),
}));
export type ApprovalEntry = z.infer<typeof approvalEntry>;

/** What is known of the factors of a profile. Never a value. */
export const factorsEntry = z.lazy(() => z.strictObject({
  connectionId: z.uuid(),
  profileId: z.number().int(),
  userId: z.number().int().optional(),
  pin: z.enum(['enrolled', 'not enrolled', 'unknown']).default('unknown'),
  faceMap: z.enum(['enrolled', 'not enrolled', 'unknown']).default('unknown'),
  fingerprints: z.array(z.strictObject({ id: z.string(), label: z.string(), enrolledAt: instant.optional(), isThisDevice: z.boolean() })).default([]),
  /** Wrong tries in a row. */
  wrongTries: z.number().int().default(0),
  blockedUntil: instant.optional(),
  /** Oldest first; the last fifty. */
  history: z.array(z.strictObject({ at: instant, says: z.string() })).default([]),
}));
export type FactorsEntry = z.infer<typeof factorsEntry>;

/** RSA, for the old way of personal tokens, with its private half. */
export const scaKeyEntry = z.lazy(() => scaKey.unwrap().extend({ privateJwk }));
export type ScaKeyEntry = z.infer<typeof scaKeyEntry>;

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
  tokens: z.array(tokenEntry).default([]),
  consents: z.array(consentEntry).default([]),
  users: z.array(userEntry).default([]),
  migrations: z.array(migrationEntry).default([]),
  /** Open ones. */
  approvals: z.array(approvalEntry).default([]),
  /** Oldest first. */
  approvalRecords: z.array(approvalRecord).default([]),
  factors: z.array(factorsEntry).default([]),
  scaKeys: z.array(scaKeyEntry).default([]),
  /** Who has a door, the owner first; empty while there is one only. */
  people: z.array(person).default([]),
  /** Lead times in days that were set for one key or certificate alone, by its id. */
  leadDays: z.record(z.uuid(), z.number().int()).default({}),
  settings: vaultSettings,
  /** ES256 key that signs audit lines, and the last line the vault knows of, so that a shortened log is noticed. */
  audit: z.strictObject({ privateJwk, seq: z.number().int(), head: z.string() }),
  /** The built-in sandbox's own state (its CA, keys, clients, what was uploaded), so that none of it lies in a plain file. */
  sandbox: z.record(z.string(), z.unknown()).nullable(),
});
export type VaultBody = z.infer<typeof vaultBody>;
