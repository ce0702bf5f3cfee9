import { z } from 'zod';
import { ALGORITHM_IDS } from '../model/algorithms.ts';
import {
  appInfo, AUDIT_KINDS, auditKind, auditLine, auditVerdict, importView, joseMethod, keySummary, preferences, rotation, rotationStep, run,
  SNIPPET_LANGUAGES, vaultSettings, vaultStatus, waitView, wiseKeyView,
} from '../model/views.ts';
import { approvalMethods } from './approval-methods.ts';
import { certificateMethods } from './certificate-methods.ts';
import { connectionMethods } from './connection-methods.ts';
import { expiryMethods } from './expiry-methods.ts';
import { method, nothing, passphrase, second, source } from './method.ts';
import { migrationMethods } from './migration-methods.ts';
import { peopleMethods } from './people-methods.ts';
import { tokenMethods } from './token-methods.ts';
import { userMethods } from './user-methods.ts';
import { webhookMethods } from './webhook-methods.ts';

/** Something a screen shows that may have changed; main names topics, screens ask again. */
export const TOPICS = ['vault', 'connections', 'keys', 'rotations', 'certificates', 'tokens', 'consents', 'users', 'migrations', 'approvals', 'records', 'factors', 'people', 'phone', 'webhooks', 'audit', 'preferences', 'settings', 'waits'] as const;
export type Topic = (typeof TOPICS)[number];

const recoveryCode = z.strictObject({ recoveryCode: z.string() });
const label = z.string().trim().max(80);
/** UTC. By default from now on and for a year; `validTill` goes before `validDays`. */
const validity = { validFrom: z.iso.datetime().optional(), validDays: z.number().int().min(1).max(3650).optional(), validTill: z.iso.datetime().optional() };
/** A public key as PEM, JWK or base64 DER. */
const publicKeyText = z.string().max(20_000);
/** Which keys a playground call uses: signing for `jws` and `jws+jwe`, encryption for all that is encrypted but `jwe-direct`. By default the connection's. */
const playgroundCall = {
  connectionId: z.uuid(),
  method: joseMethod,
  signingKeyId: z.uuid().optional(),
  encryptionKeyId: z.uuid().optional(),
  message: z.string().min(1).max(100),
};
const MAX_TOKEN_CHARACTERS = 400_000;

/** The one table from which preload, router, client and test stand-ins are derived: method -> shapes, lock rule, audit rule. */
export const contract = {
  'app.info': method({ input: () => nothing, output: () => appInfo, whileLocked: true, auditedAs: null }),
  /** The first usable screen is painted. */
  'app.ready': method({ input: () => nothing, output: () => nothing, whileLocked: true, auditedAs: null }),
  /** Puts text on the clipboard through main; `sensitive` text is cleared after 30 s, on lock and on quit. */
  'app.copy': method({ input: () => z.strictObject({ text: z.string().max(65_536), sensitive: z.boolean() }), output: () => nothing, whileLocked: true, auditedAs: null }),

  /** Keeps the window out of screenshots and recordings while a secret is typed, where the host can. Ends on lock. */
  'app.protectContent': method({ input: () => z.strictObject({ on: z.boolean() }), output: () => nothing, auditedAs: null }),

  'vault.status': method({ input: () => nothing, output: () => vaultStatus, whileLocked: true, auditedAs: null }),
  'vault.create': method({ input: () => z.strictObject({ passphrase }), output: () => recoveryCode, whileLocked: true, auditedAs: 'vault.created' }),
  'vault.unlock': method({ input: () => z.strictObject({ passphrase, personId: z.uuid().optional(), acceptOlder: z.boolean().optional() }), output: () => nothing, whileLocked: true, auditedAs: 'vault.unlocked' }),
  'vault.recover': method({ input: () => z.strictObject({ recoveryCode: z.string().max(200), newPassphrase: passphrase, acceptOlder: z.boolean().optional() }), output: () => recoveryCode, whileLocked: true, auditedAs: 'vault.recovered' }),
  'vault.lock': method({ input: () => nothing, output: () => nothing, whileLocked: true, auditedAs: 'vault.locked' }),
  /** Somebody is there: starts the idle time anew. */
  'vault.touch': method({ input: () => nothing, output: () => nothing, auditedAs: null }),
  'vault.changePassphrase': method({ input: () => z.strictObject({ current: passphrase, next: passphrase }), output: () => nothing, auditedAs: 'vault.passphrase-changed' }),
  'vault.renewRecoveryCode': method({ input: () => z.strictObject({ passphrase, second: second.optional() }), output: () => recoveryCode, auditedAs: 'vault.recovery-code-renewed' }),
  'vault.settings': method({ input: () => nothing, output: () => vaultSettings, auditedAs: null }),
  'vault.setSettings': method({ input: () => vaultSettings, output: () => vaultSettings, auditedAs: 'settings.changed' }),

  'preferences.get': method({ input: () => nothing, output: () => preferences, whileLocked: true, auditedAs: null }),
  'preferences.set': method({ input: () => preferences, output: () => preferences, whileLocked: true, auditedAs: null }),

  ...connectionMethods,

  'keys.list': method({ input: () => nothing, output: () => z.array(keySummary), auditedAs: null }),
  'keys.create': method({
    input: () => z.strictObject({ algorithm: z.enum(ALGORITHM_IDS), label, ...validity }),
    output: () => keySummary,
    auditedAs: 'key.made',
  }),
  'keys.upload': method({ input: () => z.strictObject({ keyId: z.uuid(), connectionId: z.uuid() }), output: () => run, auditedAs: 'key.uploaded' }),
  'keys.copyPublic': method({
    input: () => z.strictObject({ keyId: z.uuid(), format: z.enum(['der-base64', 'pem', 'jwk', 'thumbprint', 'key-id']) }),
    output: () => nothing,
    auditedAs: 'key.public-copied',
  }),

  'keys.rename': method({ input: () => z.strictObject({ keyId: z.uuid(), label }), output: () => nothing, auditedAs: 'key.renamed' }),
  /** Used no more, nor offered. Refused while a connection uses it. */
  'keys.retire': method({ input: () => z.strictObject({ keyId: z.uuid() }), output: () => nothing, auditedAs: 'key.retired' }),
  /** Says what a thing is and whether it fits Wise. `pick` opens the file dialog (`CANCELLED` when the person does not pick); `again` tries a passphrase on what is kept. */
  'keys.inspect': method({
    input: () => z.strictObject({
      from: z.discriminatedUnion('kind', [...source, z.strictObject({ kind: z.literal('again'), importId: z.uuid() })]),
      passphrase: passphrase.optional(),
    }),
    output: () => importView,
    auditedAs: null,
  }),
  /** `keyId`: the id under which Wise has it already; by default a new one. */
  'keys.import': method({
    input: () => z.strictObject({ importId: z.uuid(), index: z.number().int().nonnegative(), algorithm: z.enum(ALGORITHM_IDS), label, keyId: z.uuid().optional(), ...validity }),
    output: () => keySummary,
    auditedAs: 'key.imported',
  }),
  'keys.discardImport': method({ input: () => z.strictObject({ importId: z.uuid() }), output: () => nothing, auditedAs: null }),
  /**
   * The private half, as PKCS#8 in PEM. `encrypted`: PBES2 (AES-256-CBC, PBKDF2) under `exportPassphrase`; `plain`: as it is, which the person has to insist on.
   * `file`: a save dialog, or `exports/` of the profile where the host has none; the answer says where it lies.
   */
  'keys.exportPrivate': method({
    input: () => z.strictObject({
      keyId: z.uuid(),
      passphrase,
      protection: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('encrypted'), exportPassphrase: passphrase }), z.strictObject({ kind: z.literal('plain') })]),
      to: z.enum(['file', 'clipboard']),
    }),
    output: () => z.strictObject({ savedAs: z.string().optional() }),
    auditedAs: 'key.exported',
  }),

  'rotations.list': method({ input: () => nothing, output: () => z.array(rotation), auditedAs: null }),
  /** One rotation per key and connection; a key that is being rotated already answers the rotation that is there. */
  'rotations.start': method({
    input: () => z.strictObject({ keys: z.array(z.strictObject({ keyId: z.uuid(), connectionId: z.uuid() })).min(1).max(200) }),
    output: () => z.array(rotation),
    auditedAs: 'rotation.started',
  }),
  /** Does the named step, which must be the next one (`ROTATION_OUT_OF_STEP`). `run` tells of calls that were made; a failed run leaves the step to be done again. */
  'rotations.advance': method({
    input: () => z.strictObject({ id: z.uuid(), step: rotationStep }),
    output: () => z.strictObject({ rotation, run: run.optional() }),
    auditedAs: 'rotation.step',
  }),
  'rotations.change': method({
    input: () => z.strictObject({ id: z.uuid(), overlapDays: z.number().int().min(0).max(90).optional(), letterSent: z.boolean().optional() }),
    output: () => rotation,
    auditedAs: 'rotation.changed',
  }),
  /** Back to the old key; possible until it is retired. */
  'rotations.rollBack': method({ input: () => z.strictObject({ id: z.uuid() }), output: () => rotation, auditedAs: 'rotation.rolled-back' }),

  ...certificateMethods,
  ...expiryMethods,
  ...webhookMethods,
  ...tokenMethods,
  ...userMethods,
  ...migrationMethods,
  ...approvalMethods,
  ...peopleMethods,

  'wiseKeys.list': method({ input: () => z.strictObject({ connectionId: z.uuid() }), output: () => z.array(wiseKeyView), auditedAs: null }),
  'wiseKeys.fetch': method({
    input: () => z.strictObject({ connectionId: z.uuid(), algorithm: z.enum(ALGORITHM_IDS) }),
    output: () => z.strictObject({ key: wiseKeyView, changed: z.boolean() }),
    auditedAs: 'wise-key.fetched',
  }),
  /** The person has looked at the changes of Wise's keys. */
  'wiseKeys.seen': method({ input: () => z.strictObject({ connectionId: z.uuid() }), output: () => nothing, auditedAs: 'wise-key.seen' }),

  /** A call to one of Wise's JOSE playgrounds. Fails only on bad input; what goes wrong on the way is in the run. */
  'playground.run': method({ input: () => z.strictObject(playgroundCall), output: () => run, auditedAs: 'playground.run' }),
  /** The same call as a program, with placeholders where a secret belongs. */
  'playground.snippet': method({
    input: () => z.strictObject({ ...playgroundCall, language: z.enum(SNIPPET_LANGUAGES) }),
    output: () => z.strictObject({ text: z.string(), needs: z.array(z.string()) }),
    auditedAs: null,
  }),

  /** Decodes a compact JWS or JWE, and verifies or decrypts it with the given key. Nothing of it is kept. */
  'workbench.open': method({
    input: () => z.strictObject({
      token: z.string().max(MAX_TOKEN_CHARACTERS),
      with: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('nothing') }),
        z.strictObject({ kind: z.literal('key'), keyId: z.uuid() }),
        z.strictObject({ kind: z.literal('wise-key'), connectionId: z.uuid() }),
        z.strictObject({ kind: z.literal('public-key'), text: publicKeyText }),
        z.strictObject({ kind: z.literal('content-key'), base64url: z.string().max(100) }),
      ]),
    }),
    output: () => run,
    auditedAs: 'key.used',
  }),
  /** Signs, encrypts, or signs and then encrypts any payload, for any path. */
  'workbench.compose': method({
    input: () => z.strictObject({
      payload: z.string().max(100_000),
      path: z.string().max(2000),
      signingKeyId: z.uuid().optional(),
      encryptTo: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('wise'), connectionId: z.uuid() }), z.strictObject({ kind: z.literal('public-key'), text: publicKeyText })]).optional(),
      /** Named as `kid`: the key that the answer shall be encrypted to. */
      encryptionKeyId: z.uuid().optional(),
    }),
    output: () => z.strictObject({ run, token: z.string().optional() }),
    auditedAs: 'key.used',
  }),

  'wise.waits': method({ input: () => nothing, output: () => z.array(waitView), auditedAs: null }),
  'wise.cancelWait': method({ input: () => z.strictObject({ id: z.uuid() }), output: () => nothing, auditedAs: null }),

  /** Newest first. `before` is the `seq` to go on from. */
  'audit.list': method({
    input: () => z.strictObject({
      kinds: z.array(auditKind).max(AUDIT_KINDS.length).optional(),
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
