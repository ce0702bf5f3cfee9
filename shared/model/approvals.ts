import { z } from 'zod';
import { wireError } from '../ipc/result.ts';
import { environment } from './environments.ts';

/** What finance approves, and what it takes. No field of these shapes can hold a PIN, a code, a fingerprint, a face map or a one-time token. */
const instant = z.iso.datetime();

/** `call`: any protected call that was prepared by hand, or came in a link or a file. */
export const APPROVAL_KINDS = ['fund-transfer', 'fund-batch', 'statement', 'three-ds', 'call'] as const;
export const approvalKind = z.enum(APPROVAL_KINDS);
export type ApprovalKind = z.infer<typeof approvalKind>;

/** What Wise calls them. */
export const CHALLENGE_TYPES = ['PIN', 'PARTNER_DEVICE_FINGERPRINT', 'SMS', 'WHATSAPP', 'VOICE', 'FACE_MAP'] as const;
export const challengeType = z.enum(CHALLENGE_TYPES);
export type ChallengeType = z.infer<typeof challengeType>;
/** Those whose six-digit code comes to the phone, once asked for. */
export const PHONE_CHALLENGES = ['SMS', 'WHATSAPP', 'VOICE'] as const;
export const phoneChallenge = z.enum(PHONE_CHALLENGES);
export type PhoneChallenge = z.infer<typeof phoneChallenge>;

/** Wrong tries in a row after which Wise gives no new one-time tokens, and for how many minutes. */
export const MOST_WRONG_TRIES = 5;
export const LOCKOUT_MINUTES = 15;
/** Minutes for which one success of low risk opens a session. */
export const SCA_SESSION_MINUTES = 5;

export const money = z.lazy(() => z.strictObject({ value: z.number(), currency: z.string() }));
export type Money = z.infer<typeof money>;

/** Who has a door to this vault. */
export const person = z.lazy(() => z.strictObject({ id: z.uuid(), name: z.string() }));
export type Person = z.infer<typeof person>;

export const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** Method, path with its query, and body as it is before it may be signed. */
export const protectedCall = z.lazy(() => z.strictObject({ method: z.enum(HTTP_METHODS), path: z.string(), body: z.string().optional() }));
export type ProtectedCall = z.infer<typeof protectedCall>;

/** One proof that Wise asks for: any one of its `ways` will do. */
export const challenge = z.lazy(() => z.strictObject({
  /** Position in Wise's list, from 0. */
  index: z.number().int().nonnegative(),
  required: z.boolean(),
  passed: z.boolean(),
  /** The first is the primary one. Types that this version does not know are left out here and named in `unknown`. */
  ways: z.array(challengeType),
  unknown: z.array(z.string()),
  /** A code was sent to the phone. `hint`: the obfuscated number, as Wise gives it. `againAt`: earliest time of another one. */
  sent: z.strictObject({ way: phoneChallenge, hint: z.string().optional(), at: instant, againAt: instant }).optional(),
}));
export type Challenge = z.infer<typeof challenge>;

/**
 * `prepared`: nothing was sent yet; under four eyes it waits for the second person. `asking`: Wise asks for proofs.
 * `clear`: every proof is there, the call can be sent. `sending`: under way now.
 * `unclear`: it was sent, and what Wise made of it is not known: Wise is asked before anything else is offered.
 */
export const APPROVAL_STATES = ['prepared', 'asking', 'clear', 'sending', 'unclear'] as const;
export const openApproval = z.lazy(() => z.strictObject({
  id: z.uuid(),
  /** The item it is about. */
  key: z.string(),
  connectionId: z.uuid(),
  state: z.enum(APPROVAL_STATES),
  preparedAt: instant,
  preparedBy: person.optional(),
  /** Four eyes: who is at the vault now may not approve what they prepared. */
  needsAnother: z.boolean(),
  /** The one-time token: when it ends by this machine's clock, what Wise binds it to, the proofs in Wise's order. */
  token: z.strictObject({ endsAt: instant, actionType: z.string().optional(), challenges: z.array(challenge) }).optional(),
  /** The old way: no proofs; the token is signed with the key of the connection when it is sent. */
  signsToken: z.boolean(),
  /** Wise can be asked what became of it; otherwise the person has to look. */
  canAsk: z.boolean(),
  /** Of the last thing that went wrong. */
  error: wireError.optional(),
}));
export type OpenApproval = z.infer<typeof openApproval>;

/** Something that waits for approval. */
export const approvalItem = z.lazy(() => z.strictObject({
  /** The deed: the same thing at Wise has the same key, however it came here. Such as `transfer:50500001` or `call:<uuid>`. */
  key: z.string(),
  kind: approvalKind,
  connectionId: z.uuid(),
  profileId: z.number().int().optional(),
  profileName: z.string().optional(),
  /** Payee, batch, statement or transaction in a few words. */
  title: z.string(),
  payee: z.strictObject({ name: z.string().optional(), account: z.string().optional() }).optional(),
  /** What leaves the balance, and what the payee gets where that differs. */
  amount: money.optional(),
  targetAmount: money.optional(),
  fee: money.optional(),
  reference: z.string().optional(),
  madeBy: z.string().optional(),
  madeAt: instant.optional(),
  /** A 3DS result must be given before. */
  expiresAt: instant.optional(),
  /** How many transfers a batch holds. */
  transfers: z.number().int().optional(),
  /** `wise`: fetched. */
  origin: z.enum(['wise', 'hand', 'link', 'file', 'webhook']),
  note: z.string().optional(),
  /** What it will do, in plain sentences. */
  does: z.array(z.string()),
  /** A token each (`high`), or covered by the session of five minutes (`low`). */
  risk: z.enum(['high', 'low', 'unknown']),
  /** Of a 3DS result as long as the person has not decided: with `APPROVED`. */
  call: protectedCall,
  /** What Wise did not tell (yet), such as `payee` or `fee`. */
  missing: z.array(z.string()),
  approval: openApproval.optional(),
}));
export type ApprovalItem = z.infer<typeof approvalItem>;

/** What could not be fetched for a profile. */
export const inboxProblem = z.lazy(() => z.strictObject({ profileId: z.number().int().optional(), profileName: z.string().optional(), what: z.string(), error: wireError }));

export const approvalInbox = z.lazy(() => z.strictObject({
  items: z.array(approvalItem),
  /** Absent until it was fetched since the unlock. */
  fetchedAt: instant.optional(),
  isFetching: z.boolean(),
  problems: z.array(inboxProblem),
  balances: z.array(z.strictObject({ profileId: z.number().int(), balanceId: z.number().int(), available: money })),
  /** Every profile that the token sees, also those where nothing waits; absent until it was fetched. */
  profiles: z.array(z.strictObject({ id: z.number().int(), name: z.string().optional() })).optional(),
  /** Calls of low risk need no proof until then. */
  sessionEndsAt: instant.optional(),
  wrongTries: z.number().int().nonnegative(),
  /** Wise gives no one-time tokens until then. */
  blockedUntil: instant.optional(),
  fourEyes: z.boolean(),
}));
export type ApprovalInbox = z.infer<typeof approvalInbox>;

/** `rejected`: Wise answered, and nothing moved. `refused`: Wise did not let it through. `not done`: Wise, or the person, says that it did not happen. */
export const APPROVAL_OUTCOMES = ['done', 'rejected', 'refused', 'not done'] as const;

/** One approval, for the record. */
export const approvalRecord = z.lazy(() => z.strictObject({
  id: z.uuid(),
  at: instant,
  key: z.string(),
  kind: approvalKind,
  connectionId: z.uuid(),
  connectionName: z.string(),
  environment,
  profileId: z.number().int().optional(),
  title: z.string(),
  amount: money.optional(),
  /** What stood on the screen. */
  shown: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  call: z.strictObject({ method: z.string(), path: z.string() }),
  /** SHA-256 of the exact bytes of the body that was sent, hex; of no bytes where there was no body. */
  bodySha256: z.string(),
  signingKeyId: z.string().optional(),
  /** Name of the client certificate it went over. */
  certificate: z.string().optional(),
  /** What was cleared, never with what. */
  challenges: z.array(z.strictObject({ type: z.string(), at: instant })),
  outcome: z.enum(APPROVAL_OUTCOMES),
  /** In words, such as "Funded: 12,400.00 EUR to Nordwind GmbH." */
  says: z.string(),
  status: z.number().int().optional(),
  traceId: z.string().optional(),
  correlationId: z.string().optional(),
  /** Cut at 4,096 characters; the whole of it can be saved until the vault locks. */
  answer: z.string().optional(),
  preparedBy: person.optional(),
  approvedBy: person.optional(),
}));
export type ApprovalRecord = z.infer<typeof approvalRecord>;

/** Where an approval stands after something was done: one of the two. */
export const approvalStep = z.lazy(() => z.strictObject({ approval: openApproval.optional(), record: approvalRecord.optional() }));
export type ApprovalStep = z.infer<typeof approvalStep>;

/** What is known of the factors of a profile: facts of enrolment, never values. */
export const factors = z.lazy(() => z.strictObject({
  connectionId: z.uuid(),
  profileId: z.number().int(),
  userId: z.number().int().optional(),
  /** `current`: `/v2/profiles/...`; `deprecated`: the older paths, still in use. */
  endpoints: z.enum(['current', 'deprecated']),
  /** Wise has no call that tells; this is what its last answer meant. */
  pin: z.enum(['enrolled', 'not enrolled', 'unknown']),
  faceMap: z.enum(['enrolled', 'not enrolled', 'unknown']),
  fingerprints: z.array(z.strictObject({ id: z.string(), label: z.string(), enrolledAt: instant.optional(), isThisDevice: z.boolean() })),
  /** Absent until it was asked for. */
  phone: z.strictObject({ id: z.number().int(), number: z.string(), verified: z.boolean() }).nullable().optional(),
  wrongTries: z.number().int().nonnegative(),
  blockedUntil: instant.optional(),
  /** Newest first. */
  history: z.array(z.strictObject({ at: instant, says: z.string() })),
}));
export type Factors = z.infer<typeof factors>;

/** An RSA key for the old way of personal tokens. */
export const scaKey = z.lazy(() => z.strictObject({
  id: z.uuid(),
  connectionId: z.uuid(),
  label: z.string(),
  bits: z.number().int(),
  /** SHA-256 of the SubjectPublicKeyInfo, hex. */
  fingerprint: z.string(),
  origin: z.enum(['made', 'imported']),
  madeAt: instant,
  lastUsedAt: instant.optional(),
  uses: z.number().int(),
}));
export type ScaKey = z.infer<typeof scaKey>;

/** What the built-in sandbox sent to the phone of its person, newest first. */
export const sandboxMessage = z.lazy(() => z.strictObject({ id: z.uuid(), at: instant, way: phoneChallenge, to: z.string(), text: z.string(), code: z.string() }));
export type SandboxMessage = z.infer<typeof sandboxMessage>;
