import { z } from 'zod';
import {
  APPROVAL_OUTCOMES, approvalInbox, approvalItem, approvalKind, approvalRecord, approvalStep, factors, HTTP_METHODS, money, phoneChallenge, protectedCall, sandboxMessage, scaKey,
} from '../model/approvals.ts';
import { method, nothing, source } from './method.ts';

/** Digits as numbers: an array of numbers can be wiped after use, a text cannot. */
const digits = (count: number) => z.array(z.number().int().min(0).max(9)).length(count);
const pin = digits(4);
const profileId = z.number().int().positive();
const note = z.string().trim().max(500);
const label = z.string().trim().max(80);
/** A device fingerprint as bytes of UTF-8; `this-device` derives it from the machine each time anew. */
const fingerprint = z.union([z.literal('this-device'), z.array(z.number().int().min(0).max(255)).min(1).max(1000)]);
/** Base64 text as FaceTec's server exports it. `pick` opens the file dialog (`CANCELLED`). */
const faceMap = z.discriminatedUnion('kind', [...source]);
const at = z.strictObject({ connectionId: z.uuid(), profileId });

const prepared = () => z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), connectionId: z.uuid(), method: z.enum(HTTP_METHODS), path: z.string().trim().min(1).max(2000), body: z.string().max(100_000).optional(), note: note.optional() }),
  /** From the first day to the last one, both included, UTC; at most 469 days. */
  z.strictObject({ kind: z.literal('statement'), connectionId: z.uuid(), profileId, balanceId: z.number().int().positive(), currency: z.string().regex(/^[A-Z]{3}$/), from: z.iso.date(), to: z.iso.date(), type: z.enum(['COMPACT', 'FLAT']), note: note.optional() }),
  z.strictObject({ kind: z.literal('three-ds'), connectionId: z.uuid(), profileId, transactionReference: z.string().trim().min(1).max(200), note: note.optional() }),
  /** A batch group that the list of activities does not show. */
  z.strictObject({ kind: z.literal('batch'), connectionId: z.uuid(), profileId, batchGroupId: z.uuid() }),
]);

const recordFilter = {
  connectionId: z.uuid().optional(),
  kinds: z.array(approvalKind).max(5).optional(),
  outcome: z.enum(APPROVAL_OUTCOMES).optional(),
  text: z.string().max(200).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
};
const approvalId = z.uuid();
/** What stood on the screen: where it is something else by now, nothing is sent (`APPROVAL_CHANGED`). */
const seen = z.lazy(() => z.strictObject({ call: protectedCall, amount: money.optional() }));

/** Approvals, their record, the factors that clear them, and the built-in sandbox's side of it. */
export const approvalMethods = {
  /** What is known now; nothing is sent. */
  'approvals.inbox': method({ input: () => z.strictObject({ connectionId: z.uuid() }), output: () => approvalInbox, auditedAs: null }),
  /** Asks Wise what waits, for every profile that the connection's token sees. What one profile could not tell is in `problems`. Unclear approvals are asked about too. */
  'approvals.fetch': method({ input: () => z.strictObject({ connectionId: z.uuid() }), output: () => approvalInbox, auditedAs: 'approval.fetched' }),
  /** One item with what takes calls of its own, such as payee and fee. */
  'approvals.details': method({ input: () => z.strictObject({ connectionId: z.uuid(), key: z.string().max(200) }), output: () => approvalItem, auditedAs: null }),
  /** Puts something into the inbox; sends nothing but, for a batch, the question what it is. Throws `APPROVAL_CALL_INVALID`. */
  'approvals.prepare': method({ input: prepared, output: () => approvalItem, auditedAs: 'approval.prepared' }),
  /** Reads a `portcullis:` link or an approval file into the inbox; sends nothing. Throws `APPROVAL_FILE_UNREADABLE`. */
  'approvals.open': method({ input: () => z.strictObject({ connectionId: z.uuid(), from: z.discriminatedUnion('kind', source) }), output: () => approvalItem, auditedAs: 'approval.prepared' }),
  /** Text that `approvals.open` reads, for a colleague or a ticket: to the clipboard. */
  'approvals.copyLink': method({ input: () => z.strictObject({ connectionId: z.uuid(), key: z.string().max(200) }), output: () => nothing, auditedAs: null }),
  /** Takes something out that was put into the inbox here. Refused while it is unclear (`APPROVAL_UNCLEAR`). */
  'approvals.discard': method({ input: () => z.strictObject({ connectionId: z.uuid(), key: z.string().max(200) }), output: () => nothing, auditedAs: 'approval.discarded' }),
  /** Four eyes: prepares it as it is shown now, for another person to approve. */
  'approvals.handOver': method({ input: () => z.strictObject({ connectionId: z.uuid(), key: z.string().max(200), seen: seen.optional() }), output: () => approvalStep, auditedAs: 'approval.handed-over' }),
  /**
   * Sends the call. Wise then asks for proofs, or it is done. `decision` of a 3DS result; refused without one.
   * Four eyes: `second` is another person's door, unless that person is at the vault already.
   * Throws `APPROVAL_*`, `SCA_BLOCKED`, and as `WiseClient.send`.
   */
  'approvals.begin': method({
    input: () => z.strictObject({
      connectionId: z.uuid(),
      key: z.string().max(200),
      seen: seen.optional(),
      decision: z.enum(['APPROVED', 'REJECTED']).optional(),
      second: z.strictObject({ personId: z.uuid(), passphrase: z.string().max(4096) }).optional(),
    }),
    output: () => approvalStep,
    auditedAs: 'approval.begun',
  }),
  /** Asks for a code on the phone. Throws `SCA_CODE_WAIT`, `SCA_NOT_ENROLLED`, `SCA_TOKEN_ENDED`. */
  'approvals.trigger': method({ input: () => z.strictObject({ approvalId, way: phoneChallenge }), output: () => approvalStep, auditedAs: 'approval.challenge' }),
  /** Gives one proof. Throws `SCA_WRONG_PROOF`, `SCA_NOT_ENROLLED`, `SCA_TOKEN_ENDED`, `SCA_BLOCKED`. */
  'approvals.prove': method({
    input: () => z.strictObject({
      approvalId,
      proof: z.discriminatedUnion('way', [
        z.strictObject({ way: z.literal('PIN'), digits: pin }),
        z.strictObject({ way: z.enum(['SMS', 'WHATSAPP', 'VOICE']), digits: digits(6) }),
        z.strictObject({ way: z.literal('PARTNER_DEVICE_FINGERPRINT'), fingerprint }),
        z.strictObject({ way: z.literal('FACE_MAP'), from: faceMap }),
      ]),
    }),
    output: () => approvalStep,
    auditedAs: 'approval.challenge',
  }),
  /** Repeats the call with its cleared token. Throws `APPROVAL_NOT_CLEAR`, `APPROVAL_UNDER_WAY`, `APPROVAL_UNCLEAR` with what was lost as details. */
  'approvals.send': method({ input: () => z.strictObject({ approvalId }), output: () => approvalStep, auditedAs: 'approval.sent' }),
  /** Asks Wise what became of an unclear one. Throws `APPROVAL_CANNOT_ASK`, `APPROVAL_TOO_SOON`. */
  'approvals.ask': method({ input: () => z.strictObject({ approvalId }), output: () => approvalStep, auditedAs: 'approval.asked' }),
  /** The person looked it up where Wise cannot be asked. */
  'approvals.settle': method({ input: () => z.strictObject({ approvalId, happened: z.boolean() }), output: () => approvalStep, auditedAs: 'approval.settled' }),
  /** Not now: drops the one-time token. Refused while unclear. */
  'approvals.putOff': method({ input: () => z.strictObject({ approvalId }), output: () => nothing, auditedAs: null }),
  /** Newest first. `before` is the id to go on from. */
  'approvals.records': method({
    input: () => z.strictObject({ ...recordFilter, before: z.uuid().optional(), limit: z.number().int().min(1).max(500) }),
    output: () => z.strictObject({ records: z.array(approvalRecord), matching: z.number().int() }),
    auditedAs: null,
  }),
  'approvals.saveRecords': method({ input: () => z.strictObject({ ...recordFilter, format: z.enum(['csv', 'json']) }), output: () => z.strictObject({ savedAs: z.string() }), auditedAs: 'approval.exported' }),
  /** The whole answer of one, such as a statement; kept in memory until the lock (`APPROVAL_ANSWER_GONE`). */
  'approvals.saveAnswer': method({ input: () => z.strictObject({ recordId: z.uuid() }), output: () => z.strictObject({ savedAs: z.string() }), auditedAs: 'approval.exported' }),
  /** Clears a session by hand: the same challenges, nothing to send afterwards. */
  'approvals.startSession': method({ input: () => at, output: () => approvalStep, auditedAs: 'sca.session' }),

  'factors.get': method({ input: () => at, output: () => factors, auditedAs: null }),
  /** Asks Wise for what it tells: the phone number, and on the older paths the device fingerprints. */
  'factors.fetch': method({ input: () => at, output: () => factors, auditedAs: 'factor.listed' }),
  /** Throws `SCA_ENROLLED_ALREADY`. `replace` removes the old one first; Wise has no call that does both at once. */
  'factors.setPin': method({ input: () => z.strictObject({ ...at.shape, digits: pin, replace: z.boolean() }), output: () => factors, auditedAs: 'factor.enrolled' }),
  'factors.removePin': method({ input: () => at, output: () => factors, auditedAs: 'factor.removed' }),
  /** Throws `SCA_ENROLLED_ALREADY`, `SCA_LIMIT` at three, `SCA_DEVICE_UNKNOWN`. */
  'factors.addFingerprint': method({ input: () => z.strictObject({ ...at.shape, fingerprint, label }), output: () => factors, auditedAs: 'factor.enrolled' }),
  'factors.removeFingerprint': method({ input: () => z.strictObject({ ...at.shape, id: z.string().max(100) }), output: () => factors, auditedAs: 'factor.removed' }),
  /** Throws `SCA_PHONE_TAKEN`. One number a user: another one replaces it. */
  'factors.setPhone': method({ input: () => z.strictObject({ ...at.shape, number: z.string().trim().regex(/^\+[1-9]\d{6,14}$/) }), output: () => factors, auditedAs: 'factor.enrolled' }),
  'factors.removePhone': method({ input: () => at, output: () => factors, auditedAs: 'factor.removed' }),
  'factors.setFaceMap': method({ input: () => z.strictObject({ ...at.shape, from: faceMap, replace: z.boolean() }), output: () => factors, auditedAs: 'factor.enrolled' }),
  'factors.removeFaceMap': method({ input: () => at, output: () => factors, auditedAs: 'factor.removed' }),
  /** The key that FaceTec's export takes, PEM, to the clipboard. */
  'factors.copyFaceTecKey': method({ input: () => at, output: () => nothing, auditedAs: 'factor.listed' }),

  'scaKeys.list': method({ input: () => nothing, output: () => z.array(scaKey), auditedAs: null }),
  /** RSA. One a connection: a new one takes the place of the old, which is dropped. */
  'scaKeys.make': method({ input: () => z.strictObject({ connectionId: z.uuid(), label, bits: z.union([z.literal(2048), z.literal(3072), z.literal(4096)]) }), output: () => scaKey, auditedAs: 'sca-key.made' }),
  /** PKCS#8 or PKCS#1, PEM or DER, also encrypted. Throws `IMPORT_*`, `SCA_KEY_UNFIT`. */
  'scaKeys.import': method({ input: () => z.strictObject({ connectionId: z.uuid(), label, from: z.discriminatedUnion('kind', source), passphrase: z.string().max(4096).optional() }), output: () => scaKey, auditedAs: 'sca-key.imported' }),
  /** The public half, SPKI in PEM, to the clipboard: upload it where the personal token was made. */
  'scaKeys.copyPublic': method({ input: () => z.strictObject({ id: z.uuid() }), output: () => nothing, auditedAs: 'sca-key.copied' }),
  'scaKeys.remove': method({ input: () => z.strictObject({ id: z.uuid() }), output: () => nothing, auditedAs: 'sca-key.removed' }),

  /** The phone of the built-in sandbox's person. Empty while it has not been started. */
  'sandbox.phone': method({ input: () => nothing, output: () => z.array(sandboxMessage), auditedAs: null }),
  /** So many more transfers that wait, with money enough in the balances for most. */
  'sandbox.fill': method({ input: () => z.strictObject({ transfers: z.number().int().min(1).max(1000) }), output: () => nothing, auditedAs: null }),
} as const;
