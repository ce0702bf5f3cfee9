import { z } from 'zod';
import { wireError } from '../ipc/result.ts';
import { ALGORITHM_IDS } from './algorithms.ts';
import { person } from './approvals.ts';
import { environment } from './environments.ts';
import { tlsView } from './tls.ts';

/**
 * What the screens see. No schema in this file has a field that could hold a secret. Dates are ISO 8601 in UTC.
 * Objects are `z.lazy`: making all of them at once would hold up the start.
 */
const instant = z.iso.datetime();

export const vaultStatus = z.strictObject({
  state: z.enum(['absent', 'locked', 'unlocked']),
  /** Earliest time of the next try after wrong ones; absent when a try is free. */
  retryAt: instant.optional(),
  /** When the vault locks itself if nobody does anything; only while unlocked. */
  locksAt: instant.optional(),
  /** Who has a door, the owner first; absent while there is one only. */
  people: z.array(person).optional(),
  /** Who of them opened it last. */
  lastPersonId: z.uuid().optional(),
});
export type VaultStatus = z.infer<typeof vaultStatus>;

export { ENVIRONMENTS, environment, type Environment } from './environments.ts';

export const connectionSummary = z.lazy(() => z.strictObject({
  id: z.uuid(),
  name: z.string(),
  environment,
  /** Such as `https://localhost:41123`; absent while the built-in sandbox has not been started yet. */
  apiUrl: z.string().optional(),
  clientIdTail: z.string(),
  selected: z.boolean(),
  /** The keys its calls use; absent until one was switched to: then the newest that Wise has over it is taken. */
  signingKeyId: z.uuid().optional(),
  encryptionKeyId: z.uuid().optional(),
  /** Where its calls go once a client certificate is in use. */
  mtlsUrl: z.string().optional(),
  /** The client certificate that every call carries; without one, calls go to `apiUrl`. */
  certificateId: z.uuid().optional(),
  /** Of its newest connection to Wise; absent until there was one. */
  tls: tlsView.optional(),
  /** What Wise calls the application in the paths of webhook subscriptions. */
  clientKey: z.string().optional(),
  /** The page on which a person lets the application act for a profile. */
  consentUrl: z.string().optional(),
  /** Its addresses are not the usual ones of its environment. */
  hasOwnHosts: z.boolean(),
  /** Where Wise sends the person back to after the consent page, exactly as registered there. */
  redirectUri: z.string().optional(),
  /** The profile that its calls are about. */
  profileId: z.number().int().optional(),
  /** The user or personal token that its calls for a profile carry. */
  userTokenId: z.uuid().optional(),
  /** There is such a token; the built-in sandbox brings one along. */
  hasUserToken: z.boolean(),
  /** Protected calls with a body go out as JWS, signed with the connection's key. */
  signsCalls: z.literal(true).optional(),
  /** Factors are enrolled and verified on the older paths. */
  usesDeprecatedSca: z.literal(true).optional(),
  /** What one person prepares, another has to approve. */
  fourEyes: z.literal(true).optional(),
}));
export type ConnectionSummary = z.infer<typeof connectionSummary>;

/** One link of the chain to Wise; mTLS, user token and profile where the connection has one. A link after a broken one is `skipped`. */
export const chainLink = z.lazy(() => z.strictObject({
  id: z.enum(['dns', 'tls', 'mtls', 'client-credentials', 'jose', 'user-token', 'profile']),
  state: z.enum(['ok', 'failed', 'skipped']),
  says: z.string(),
  error: wireError.optional(),
}));
export type ChainLink = z.infer<typeof chainLink>;
export const chainHealth = z.lazy(() => z.strictObject({ checkedAt: instant, links: z.array(chainLink) }));
export type ChainHealth = z.infer<typeof chainHealth>;

/**
 * `made`: Wise does not have it. `uploaded`: Wise took it. `active`: a call with it has been verified. `expiring`: ends within the lead time.
 * `replaced`: a successor is used in its place; it still works. `retired`: used no more, nor offered. `expired`: past `validTill`.
 */
export const keyState = z.enum(['made', 'uploaded', 'active', 'expiring', 'replaced', 'retired', 'expired']);
export type KeyState = z.infer<typeof keyState>;

export const keyEvent = z.lazy(() => z.strictObject({
  at: instant,
  kind: z.enum(['made', 'imported', 'uploaded', 'first-used', 'replaced', 'restored', 'retired', 'exported']),
  /** One line for people, such as "answered 201, trace fba501b6". */
  says: z.string(),
}));
export type KeyEvent = z.infer<typeof keyEvent>;

export const keySummary = z.lazy(() => z.strictObject({
  /** The `keyId` at Wise and the `kid` in JOSE headers. */
  id: z.uuid(),
  label: z.string(),
  use: z.enum(['signing', 'encryption']),
  algorithm: z.enum(ALGORITHM_IDS),
  /** Such as "EC P-521" or "RSA 3072". */
  kind: z.string(),
  state: keyState,
  /** RFC 7638 thumbprint, SHA-256, base64url. */
  thumbprint: z.string(),
  validFrom: instant,
  validTill: instant,
  madeAt: instant,
  firstUsedAt: instant.optional(),
  lastUsedAt: instant.optional(),
  /** Signatures made, or messages decrypted, with it so far. */
  uses: z.number().int(),
  /** The same by connection, most recently used first; uses outside of a connection (workbench) are not in it. */
  usedBy: z.array(z.strictObject({ connectionId: z.uuid(), connectionName: z.string(), firstAt: instant, lastAt: instant, uses: z.number().int() })),
  origin: z.enum(['made', 'imported']),
  /** The connections that use it now: what stops working when it goes. */
  inUseBy: z.array(z.strictObject({ connectionId: z.uuid(), connectionName: z.string() })),
  replaces: z.uuid().optional(),
  replacedBy: z.uuid().optional(),
  /** The connections Wise has it under. */
  uploadedTo: z.array(z.strictObject({ connectionId: z.uuid(), connectionName: z.string(), at: instant })),
  /** Newest first. */
  history: z.array(keyEvent),
}));
export type KeySummary = z.infer<typeof keySummary>;

/** One step of something that talks to Wise, told in words and decoded. Secrets are already `[secret]`. */
export const step = z.lazy(() => z.strictObject({
  id: z.enum(['tls', 'token', 'compose', 'sign', 'wise-encryption-key', 'encrypt', 'send', 'receive', 'decode', 'decrypt', 'wise-key', 'verify', 'code', 'sign-up', 'profiles', 'personal-call', 'oauth-call', 'compare']),
  title: z.string(),
  state: z.enum(['ok', 'failed', 'skipped']),
  /** Milliseconds this step took. */
  ms: z.number().nonnegative(),
  says: z.string(),
  facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  blocks: z.array(z.strictObject({ label: z.string(), kind: z.enum(['json', 'compact', 'http', 'text']), text: z.string() })),
  error: wireError.optional(),
}));
export type Step = z.infer<typeof step>;

/** The outcome of an upload or a playground call: which steps were taken and where it stopped. */
export const run = z.lazy(() => z.strictObject({
  id: z.uuid(),
  at: instant,
  ok: z.boolean(),
  /** One sentence: "Wise answered, and the signature is Wise's." */
  says: z.string(),
  steps: z.array(step),
}));
export type Run = z.infer<typeof run>;

/** What can be done with a JOSE playground of Wise's. `jwe-get`: only the answer is encrypted. `jwe-direct`: the answer comes under the request's content key. */
export const JOSE_METHODS = ['jws', 'jwe', 'jwe-get', 'jwe-direct', 'jws+jwe'] as const;
export const joseMethod = z.enum(JOSE_METHODS);
export type JoseMethod = z.infer<typeof joseMethod>;

export const SNIPPET_LANGUAGES = ['curl', 'node', 'python', 'java'] as const;

/** One key found in what a person wants to import. */
export const importItem = z.lazy(() => z.strictObject({
  index: z.number().int().nonnegative(),
  /** Such as "EC P-521", "RSA 3072" or "EC secp256k1". */
  kind: z.string(),
  isPrivate: z.boolean(),
  /** RFC 7638, SHA-256, base64url; absent where no JWK can be made of it. */
  thumbprint: z.string().optional(),
  /** The algorithms of Wise's it can serve; empty when it cannot be imported. */
  fits: z.array(z.enum(ALGORITHM_IDS)),
  /** Why it fits or not, in a sentence. */
  says: z.string(),
  /** The key of this vault that it is already. */
  knownAs: z.uuid().optional(),
}));
export type ImportItem = z.infer<typeof importItem>;

/** What was pasted, picked or dropped. Main keeps it under `importId` for five minutes or until the lock. */
export const importView = z.lazy(() => z.strictObject({
  importId: z.uuid(),
  fileName: z.string().optional(),
  /** What it is, such as "PKCS#8 private key, encrypted (PBES2, AES-256-CBC)". */
  what: z.string(),
  /** It opens with a passphrase: ask, and inspect `again`. */
  needsPassphrase: z.boolean(),
  items: z.array(importItem),
  /** Why nothing of it can be used, such as `IMPORT_WRONG_PASSPHRASE` or `IMPORT_UNREADABLE`. */
  error: wireError.optional(),
}));
export type ImportView = z.infer<typeof importView>;

/** Make the successor, upload it, prove it, switch the connections, keep the old one through the overlap, retire it. */
export const ROTATION_STEPS = ['make', 'upload', 'prove', 'switch', 'overlap', 'retire'] as const;
export const rotationStep = z.enum(ROTATION_STEPS);
export type RotationStep = z.infer<typeof rotationStep>;

export const rotation = z.lazy(() => z.strictObject({
  id: z.uuid(),
  oldKeyId: z.uuid(),
  newKeyId: z.uuid().optional(),
  connectionId: z.uuid(),
  connectionName: z.string(),
  use: z.enum(['signing', 'encryption']),
  algorithm: z.enum(ALGORITHM_IDS),
  startedAt: instant,
  /** The step to do next; absent when it is over. */
  step: rotationStep.optional(),
  outcome: z.enum(['under way', 'done', 'rolled back']),
  /** The steps done so far, oldest first. */
  done: z.array(z.strictObject({ step: rotationStep, at: instant, says: z.string() })),
  /** The old key should not be retired before; set by `switch`. */
  overlapEndsAt: instant.optional(),
  overlapDays: z.number().int(),
  /** Text for Developer Hub or a mail: Wise has no call that revokes a key. */
  letter: z.string(),
  /** The person ticked that the letter is sent. */
  letterSent: z.boolean(),
  canRollBack: z.boolean(),
}));
export type Rotation = z.infer<typeof rotation>;

/** A key of Wise's that is kept for a connection. */
export const wiseKeyView = z.lazy(() => z.strictObject({
  algorithm: z.enum(ALGORITHM_IDS),
  scope: z.enum(['PAYLOAD_SIGNING', 'PAYLOAD_ENCRYPTION']),
  version: z.number().int(),
  thumbprint: z.string(),
  fetchedAt: instant,
  /** The newest of its algorithm, which is used. */
  isCurrent: z.boolean(),
  /** A change of Wise's key that no person has looked at yet. */
  isUnseen: z.boolean(),
}));
export type WiseKeyView = z.infer<typeof wiseKeyView>;

/** A wait that Wise asked for with `429` and `Retry-After`. */
export const waitView = z.lazy(() => z.strictObject({ id: z.uuid(), host: z.string(), path: z.string(), until: instant, limitedBy: z.string().optional() }));
export type WaitView = z.infer<typeof waitView>;

/** What an audit line can be about. */
export const AUDIT_KINDS = [
  'vault.created', 'vault.unlocked', 'vault.locked', 'vault.unlock-failed', 'vault.passphrase-changed', 'vault.recovered', 'vault.recovery-code-renewed',
  'connection.created', 'connection.selected', 'connection.checked', 'connection.key-switched',
  'key.made', 'key.imported', 'key.uploaded', 'key.used', 'key.public-copied', 'key.exported', 'key.renamed', 'key.retired',
  'rotation.started', 'rotation.step', 'rotation.rolled-back', 'rotation.changed',
  'certificate.requested', 'certificate.issued', 'certificate.imported', 'certificate.proved', 'certificate.retired', 'certificate.discarded', 'certificate.exported', 'certificate.copied',
  'connection.certificate-switched', 'connection.changed', 'wise-ca.imported', 'wise-ca.exported',
  'webhook.checked', 'webhook.listed', 'webhook.subscribed', 'webhook.tested', 'webhook.unsubscribed', 'webhook.receiver', 'webhook.received',
  'expiry.lead-changed', 'expiry.calendar-saved', 'expiry.notified',
  'connection.removed', 'connection.user-token-switched',
  'token.fetched', 'token.added', 'token.imported', 'token.changed', 'token.tested', 'token.refreshed', 'token.copied', 'token.forgotten', 'token.list-saved',
  'consent.started', 'consent.finished', 'consent.cancelled', 'user.made', 'user.token', 'user.claim-code', 'user.forgotten',
  'migration.started', 'migration.step', 'migration.changed', 'migration.given-up', 'link.opened',
  'approval.fetched', 'approval.prepared', 'approval.handed-over', 'approval.discarded', 'approval.begun', 'approval.challenge', 'approval.sent', 'approval.asked', 'approval.settled', 'approval.exported',
  'sca.session', 'factor.listed', 'factor.enrolled', 'factor.removed', 'sca-key.made', 'sca-key.imported', 'sca-key.used', 'sca-key.copied', 'sca-key.removed',
  'person.added', 'person.renamed', 'person.removed', 'connection.four-eyes',
  'wise-key.fetched', 'wise-key.changed', 'wise-key.seen', 'playground.run',
  'settings.changed', 'ipc.refused', 'audit.repaired',
] as const;
export const auditKind = z.enum(AUDIT_KINDS);
export type AuditKind = z.infer<typeof auditKind>;

export const auditLine = z.strictObject({
  /** Position in the log, from 1. */
  seq: z.number().int().positive(),
  at: instant,
  kind: auditKind,
  outcome: z.enum(['ok', 'refused', 'failed']),
  /** What it was done with or to, such as "key 663a0e44" or a connection's name. */
  subject: z.string(),
  /** More in words, such as "signed POST /v1/auth/jose/playground/jws" or an error code. */
  says: z.string(),
  /** Signed by the vault's key, or only chained because the vault was locked (sealed by the next signed line). */
  signedBy: z.enum(['vault', 'session']),
});
export type AuditLine = z.infer<typeof auditLine>;

export const auditVerdict = z.lazy(() => z.strictObject({
  ok: z.boolean(),
  /** Lines read. */
  lines: z.number().int(),
  /** The first line that does not hold, and why. */
  broken: z.strictObject({ line: z.number().int(), reason: z.string() }).optional(),
  /** SHA-256 of the last line, base64url: write it down to prove later that nothing before it changed. */
  head: z.string(),
}));
export type AuditVerdict = z.infer<typeof auditVerdict>;

export const preferences = z.strictObject({ theme: z.enum(['system', 'light', 'dark']) });
export type Preferences = z.infer<typeof preferences>;

const leadDays = z.number().int().min(1).max(365);
export const vaultSettings = z.strictObject({
  /** Minutes without anybody doing anything until the vault locks itself. */
  autoLockMinutes: z.number().int().min(1).max(240),
  /** Days before its end from which a key counts as expiring. */
  keyLeadDays: leadDays.default(30),
  /** The same for client certificates, and for tokens. */
  certificateLeadDays: leadDays.default(30),
  tokenLeadDays: leadDays.default(14),
  /** The lock screen shows what ends when: names and dates, which then also lie in the preferences file. */
  showExpiryWhileLocked: z.boolean().default(true),
  /** A desktop notification when something comes within its lead time, and in its last week. */
  notifyExpiry: z.boolean().default(true),
});
export type VaultSettings = z.infer<typeof vaultSettings>;

export const appInfo = z.lazy(() => z.strictObject({
  version: z.string(),
  host: z.enum(['electron', 'chromium', 'memory']),
  /** Such as "Chromium 156.0". */
  hostName: z.string(),
  platform: z.string(),
  profileDir: z.string(),
}));
export type AppInfo = z.infer<typeof appInfo>;
