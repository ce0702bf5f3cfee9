import { z } from 'zod';
import { wireError } from '../ipc/result.ts';
import { ALGORITHM_IDS } from './algorithms.ts';

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
});
export type VaultStatus = z.infer<typeof vaultStatus>;

export const ENVIRONMENTS = ['built-in', 'wise-sandbox', 'production'] as const;
export const environment = z.enum(ENVIRONMENTS);
export type Environment = z.infer<typeof environment>;

export const connectionSummary = z.lazy(() => z.strictObject({
  id: z.uuid(),
  name: z.string(),
  environment,
  /** Such as `https://localhost:41123`; absent while the built-in sandbox has not been started yet. */
  apiUrl: z.string().optional(),
  clientIdTail: z.string(),
  selected: z.boolean(),
}));
export type ConnectionSummary = z.infer<typeof connectionSummary>;

/** One link of the chain to Wise: TLS, client credentials, JOSE. A link after a broken one is `skipped`. */
export const chainLink = z.lazy(() => z.strictObject({
  id: z.enum(['tls', 'client-credentials', 'jose']),
  state: z.enum(['ok', 'failed', 'skipped']),
  says: z.string(),
  error: wireError.optional(),
}));
export type ChainLink = z.infer<typeof chainLink>;
export const chainHealth = z.lazy(() => z.strictObject({ checkedAt: instant, links: z.array(chainLink) }));
export type ChainHealth = z.infer<typeof chainHealth>;

/** `made`: Wise does not have it. `uploaded`: Wise took it. `active`: a call with it has been verified. `expired`: past `validTill`. */
export const keyState = z.enum(['made', 'uploaded', 'active', 'expiring', 'expired']);
export type KeyState = z.infer<typeof keyState>;

export const keyEvent = z.lazy(() => z.strictObject({
  at: instant,
  kind: z.enum(['made', 'uploaded', 'first-used']),
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
  lastUsedAt: instant.optional(),
  /** Signatures made with it so far. */
  uses: z.number().int(),
  /** The connections Wise has it under. */
  uploadedTo: z.array(z.strictObject({ connectionId: z.uuid(), connectionName: z.string(), at: instant })),
  /** Newest first. */
  history: z.array(keyEvent),
}));
export type KeySummary = z.infer<typeof keySummary>;

/** One step of something that talks to Wise, told in words and decoded. Secrets are already `[secret]`. */
export const step = z.lazy(() => z.strictObject({
  id: z.enum(['token', 'compose', 'sign', 'send', 'receive', 'wise-key', 'verify']),
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

/** A wait that Wise asked for with `429` and `Retry-After`. */
export const waitView = z.lazy(() => z.strictObject({ id: z.uuid(), host: z.string(), path: z.string(), until: instant, limitedBy: z.string().optional() }));
export type WaitView = z.infer<typeof waitView>;

/** What an audit line can be about. */
export const AUDIT_KINDS = [
  'vault.created', 'vault.unlocked', 'vault.locked', 'vault.unlock-failed', 'vault.passphrase-changed', 'vault.recovered', 'vault.recovery-code-renewed',
  'connection.created', 'connection.selected', 'connection.checked',
  'key.made', 'key.uploaded', 'key.used', 'key.public-copied',
  'token.fetched', 'wise-key.fetched', 'wise-key.changed', 'playground.run',
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

export const vaultSettings = z.strictObject({
  /** Minutes without anybody doing anything until the vault locks itself. */
  autoLockMinutes: z.number().int().min(1).max(240),
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
