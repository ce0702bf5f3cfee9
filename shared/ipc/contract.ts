import { z } from 'zod';
import { ALGORITHM_IDS } from '../model/algorithms.ts';
import {
  appInfo, auditKind, auditLine, auditVerdict, chainHealth, connectionSummary, environment, keySummary, preferences, run, vaultSettings, vaultStatus, waitView,
  type AuditKind,
} from '../model/views.ts';

/** Something a screen shows that may have changed; main names topics, screens ask again. */
export const TOPICS = ['vault', 'connections', 'keys', 'audit', 'preferences', 'settings', 'waits'] as const;
export type Topic = (typeof TOPICS)[number];

type MethodOptions<I extends z.ZodType, O extends z.ZodType> = {
  /** Shapes are made when the method is first called: all of them at once would hold up the start. */
  input: () => I;
  output: () => O;
  /** May it be called while the vault is locked? */
  whileLocked?: true;
  /** The audit kind under which the use case records it; null when it neither changes anything nor uses a credential. */
  auditedAs: AuditKind | null;
};

function method<I extends z.ZodType, O extends z.ZodType>(options: MethodOptions<I, O>) {
  return { whileLocked: false, ...options, input: z.lazy(options.input), output: z.lazy(options.output) };
}

const nothing = z.strictObject({});
/** Length is the vault's to judge, so that it can say what is wrong; this only bounds the message. */
const passphrase = z.string().max(4096);
const recoveryCode = z.strictObject({ recoveryCode: z.string() });

/** The one table from which preload, router, client and test stand-ins are derived: method -> shapes, lock rule, audit rule. */
export const contract = {
  'app.info': method({ input: () => nothing, output: () => appInfo, whileLocked: true, auditedAs: null }),
  /** The first usable screen is painted. */
  'app.ready': method({ input: () => nothing, output: () => nothing, whileLocked: true, auditedAs: null }),
  /** Puts text on the clipboard through main; `sensitive` text is cleared after 30 s, on lock and on quit. */
  'app.copy': method({ input: () => z.strictObject({ text: z.string().max(65_536), sensitive: z.boolean() }), output: () => nothing, whileLocked: true, auditedAs: null }),

  'vault.status': method({ input: () => nothing, output: () => vaultStatus, whileLocked: true, auditedAs: null }),
  'vault.create': method({ input: () => z.strictObject({ passphrase }), output: () => recoveryCode, whileLocked: true, auditedAs: 'vault.created' }),
  'vault.unlock': method({ input: () => z.strictObject({ passphrase, acceptOlder: z.boolean().optional() }), output: () => nothing, whileLocked: true, auditedAs: 'vault.unlocked' }),
  'vault.recover': method({ input: () => z.strictObject({ recoveryCode: z.string().max(200), newPassphrase: passphrase, acceptOlder: z.boolean().optional() }), output: () => recoveryCode, whileLocked: true, auditedAs: 'vault.recovered' }),
  'vault.lock': method({ input: () => nothing, output: () => nothing, whileLocked: true, auditedAs: 'vault.locked' }),
  /** Somebody is there: starts the idle time anew. */
  'vault.touch': method({ input: () => nothing, output: () => nothing, auditedAs: null }),
  'vault.changePassphrase': method({ input: () => z.strictObject({ current: passphrase, next: passphrase }), output: () => nothing, auditedAs: 'vault.passphrase-changed' }),
  'vault.renewRecoveryCode': method({ input: () => z.strictObject({ passphrase }), output: () => recoveryCode, auditedAs: 'vault.recovery-code-renewed' }),
  'vault.settings': method({ input: () => nothing, output: () => vaultSettings, auditedAs: null }),
  'vault.setSettings': method({ input: () => vaultSettings, output: () => vaultSettings, auditedAs: 'settings.changed' }),

  'preferences.get': method({ input: () => nothing, output: () => preferences, whileLocked: true, auditedAs: null }),
  'preferences.set': method({ input: () => preferences, output: () => preferences, whileLocked: true, auditedAs: null }),

  'connections.list': method({ input: () => nothing, output: () => z.array(connectionSummary), auditedAs: null }),
  /** The new connection is also the selected one. */
  'connections.create': method({
    input: () => z.strictObject({
      environment,
      name: z.string().trim().min(1).max(80),
      /** From Developer Hub; left out for the built-in sandbox, which has its own. */
      clientId: z.string().trim().min(1).max(200).optional(),
      clientSecret: z.string().trim().min(1).max(500).optional(),
    }),
    output: () => connectionSummary,
    auditedAs: 'connection.created',
  }),
  'connections.select': method({ input: () => z.strictObject({ id: z.uuid() }), output: () => nothing, auditedAs: 'connection.selected' }),
  'connections.check': method({ input: () => z.strictObject({ id: z.uuid() }), output: () => chainHealth, auditedAs: 'connection.checked' }),

  'keys.list': method({ input: () => nothing, output: () => z.array(keySummary), auditedAs: null }),
  'keys.create': method({
    input: () => z.strictObject({ algorithm: z.enum(ALGORITHM_IDS), label: z.string().trim().max(80), validDays: z.number().int().min(1).max(3650) }),
    output: () => keySummary,
    auditedAs: 'key.made',
  }),
  'keys.upload': method({ input: () => z.strictObject({ keyId: z.uuid(), connectionId: z.uuid() }), output: () => run, auditedAs: 'key.uploaded' }),
  'keys.copyPublic': method({
    input: () => z.strictObject({ keyId: z.uuid(), format: z.enum(['der-base64', 'pem', 'jwk', 'thumbprint', 'key-id']) }),
    output: () => nothing,
    auditedAs: 'key.public-copied',
  }),

  /** A signed playground call (`POST /v1/auth/jose/playground/jws`). Fails only on bad input; what goes wrong on the way is in the run. */
  'playground.runJws': method({
    input: () => z.strictObject({ keyId: z.uuid(), connectionId: z.uuid(), message: z.string().min(1).max(100) }),
    output: () => run,
    auditedAs: 'playground.run',
  }),
  'wise.waits': method({ input: () => nothing, output: () => z.array(waitView), auditedAs: null }),
  'wise.cancelWait': method({ input: () => z.strictObject({ id: z.uuid() }), output: () => nothing, auditedAs: null }),

  /** Newest first. `before` is the `seq` to go on from. */
  'audit.list': method({
    input: () => z.strictObject({
      kinds: z.array(auditKind).max(50).optional(),
      outcome: z.enum(['ok', 'refused', 'failed']).optional(),
      text: z.string().max(200).optional(),
      before: z.number().int().positive().optional(),
      limit: z.number().int().min(1).max(500),
    }),
    output: () => z.strictObject({ lines: z.array(auditLine), total: z.number().int(), matching: z.number().int() }),
    auditedAs: null,
  }),
  'audit.verify': method({ input: () => nothing, output: () => auditVerdict, auditedAs: null }),
} as const;

export type Contract = typeof contract;
export type Method = keyof Contract;
export const METHODS = Object.keys(contract) as Method[];
/** What a caller passes. */
export type Input<M extends Method> = z.input<Contract[M]['input']>;
/** What a use case receives: parsed. */
export type Parsed<M extends Method> = z.output<Contract[M]['input']>;
export type Output<M extends Method> = z.output<Contract[M]['output']>;
