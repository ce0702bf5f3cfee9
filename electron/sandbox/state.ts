import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { PortcullisError } from '../../shared/errors.ts';
import { ALGORITHMS, SCOPES } from '../../shared/model/algorithms.ts';
import { isIssuedBy, makeAuthority, makeIssuingAuthority, outlivesLeaves, type Identity } from './certificates.ts';
import { moneyState, type Money } from './money/model.ts';
import { seedMoney } from './money/seed.ts';
import { scaState } from './sca/saved.ts';

/** Wise's names of the seven algorithms, such as `RSA_OAEP_256`. */
export const WISE_ALGORITHMS = ALGORITHMS.map((a) => a.wiseName);
export type WiseAlgorithm = (typeof ALGORITHMS)[number]['wiseName'];
/** Wise's name of the one algorithm that encrypts. */
export const WISE_ENCRYPTION: WiseAlgorithm = ALGORITHMS.find((a) => a.use === 'encryption')!.wiseName;

const wiseAlgorithm = z.enum(WISE_ALGORITHMS as [WiseAlgorithm, ...WiseAlgorithm[]]);

/** A public key as a client uploaded it. Dates are `yyyy-MM-dd HH:mm:ss` in UTC; `keyMaterial` is SPKI in DER, base64. */
const uploadedKey = z.strictObject({
  keyId: z.guid(),
  scope: z.enum(SCOPES),
  validFrom: z.string(),
  validTill: z.string(),
  algorithm: wiseAlgorithm,
  keyMaterial: z.string(),
});
export type UploadedKey = z.infer<typeof uploadedKey>;

const issuedCertificate = z.strictObject({
  name: z.string(),
  /** PEM. */
  certificate: z.string(),
  /** ISO 8601; from then on the mTLS listener refuses it. */
  revokedAt: z.string().optional(),
});
export type IssuedCertificate = z.infer<typeof issuedCertificate>;

/** A webhook subscription. */
const subscription = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  triggerOn: z.string(),
  scope: z.strictObject({ domain: z.enum(['application', 'profile']), id: z.string() }),
  version: z.string(),
  url: z.string(),
  mtlsEnabled: z.boolean(),
  createdAt: z.string(),
});
export type Subscription = z.infer<typeof subscription>;

/** A personal token, as a person makes and deletes it on wise.com. Times are ISO 8601. */
const personalToken = z.strictObject({ id: z.uuid(), name: z.string(), token: z.string(), userId: z.number().int(), createdAt: z.string(), deletedAt: z.string().optional() });
export type PersonalToken = z.infer<typeof personalToken>;

const sandboxProfile = z.strictObject({ id: z.number().int(), type: z.enum(['PERSONAL', 'BUSINESS']), name: z.string(), country: z.string() });

/** A user that was made with a registration code; the one of `FIXED` is always there beside them. */
const sandboxUser = z.strictObject({
  id: z.number().int(),
  email: z.string(),
  registrationCode: z.string(),
  createdAt: z.string(),
  profiles: z.array(sandboxProfile),
  /** The person has taken the account over: the registration code is good for nothing from then on. */
  claimedAt: z.string().optional(),
});
export type SandboxUser = z.infer<typeof sandboxUser>;

/** What a person granted: one access token at a time, and the refresh token that makes the next. Times are ISO 8601. */
const userGrant = z.strictObject({
  userId: z.number().int(),
  /** Absent for a token made with a registration code. */
  profileId: z.number().int().optional(),
  accessToken: z.string(),
  accessEndsAt: z.string(),
  refreshToken: z.string(),
  refreshEndsAt: z.string(),
  /** The refresh token before it: it works until anything of the newest answer was used. */
  previousRefreshToken: z.string().optional(),
  /** The authorization code that gave it: used again, it ends this. */
  code: z.string().optional(),
  createdAt: z.string(),
});
export type UserGrant = z.infer<typeof userGrant>;

/** An authorization code that was not used yet. */
const consentCode = z.strictObject({ code: z.string(), redirectUri: z.string(), userId: z.number().int(), profileId: z.number().int(), endsAt: z.string() });
export type ConsentCode = z.infer<typeof consentCode>;

/** What outlives a restart. It holds private keys: the app keeps it inside the vault. */
const sandboxState = z.strictObject({
  format: z.literal(1),
  authority: z.strictObject({ certificate: z.string(), privateKey: z.string() }),
  clientId: z.string(),
  clientSecret: z.string(),
  personalToken: z.string(),
  /** A user token of the person of `FIXED`, without an end: what the app's own connection to the sandbox calls with. */
  ownUserToken: z.string().default(() => randomUUID()),
  /** Issues client certificates, itself signed by `authority`. Made when first needed. */
  issuing: z.strictObject({ certificate: z.string(), privateKey: z.string() }).optional(),
  /** Every client certificate issued, oldest first. */
  certificates: z.array(issuedCertificate).default([]),
  /** Names the application in the paths of webhook subscriptions. */
  clientKey: z.string().default(() => randomUUID()),
  subscriptions: z.array(subscription).default([]),
  /** Made and deleted on the page of API tokens, beside `personalToken`. */
  personalTokens: z.array(personalToken).default([]),
  /** `personalToken` was deleted on that page. */
  isPersonalTokenDeleted: z.boolean().default(false),
  users: z.array(sandboxUser).default([]),
  consentCodes: z.array(consentCode).default([]),
  userGrants: z.array(userGrant).default([]),
  /** Signs webhook deliveries: PKCS#8 PEM, RSA 2048. Made when first needed. */
  webhookKey: z.string().optional(),
  sca: scaState.prefault({}),
  uploadedKeys: z.array(uploadedKey),
  /** The newest version of Wise's keys, of every algorithm alike. */
  wiseKeyVersion: z.number().int().min(1),
  /** Absent in what was kept before there was any. */
  money: moneyState.optional(),
  /** PKCS#8 PEM. Made when first asked for. */
  wiseKeys: z.array(z.strictObject({ algorithm: wiseAlgorithm, version: z.number().int(), privateKey: z.string() })),
});
type StoredState = z.infer<typeof sandboxState>;
export type SandboxState = StoredState & { issuing: Identity; money: Money };

/** Reads what an earlier `state()` gave; undefined makes a fresh one, whose money was made `now` (milliseconds since 1970). Authorities near their end are replaced. Throws `SANDBOX_FAILED`. */
export async function openState(stored: unknown, now: number): Promise<SandboxState> {
  if (stored === undefined) return freshState(now);
  const parsed = sandboxState.safeParse(stored);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new PortcullisError('SANDBOX_FAILED', { reason: 'STATE_UNREADABLE', field }, { cause: parsed.error });
  }
  const { data } = parsed;
  const authority = await readable('authority', async () => (outlivesLeaves(data.authority) ? data.authority : makeAuthority()));
  const issuing = await readable('issuing', () => openIssuing(authority, data.issuing));
  return { ...data, authority, issuing, money: data.money ?? seedMoney(now) };
}

/** The issuing authority, made anew when it is missing, signed anew when it is near its end or the root was replaced. */
async function openIssuing(root: Identity, stored: Identity | undefined): Promise<Identity> {
  if (stored && outlivesLeaves(stored) && (await isIssuedBy(root, stored))) return stored;
  return makeIssuingAuthority(root, stored);
}

async function readable(field: string, read: () => Promise<Identity>): Promise<Identity> {
  try {
    return await read();
  } catch (cause) {
    throw new PortcullisError('SANDBOX_FAILED', { reason: 'STATE_UNREADABLE', field }, { cause });
  }
}

async function freshState(now: number): Promise<SandboxState> {
  const authority = await makeAuthority();
  return {
    format: 1,
    authority,
    issuing: await makeIssuingAuthority(authority),
    clientId: `sandbox-${randomBytes(4).toString('hex')}`,
    clientSecret: randomUUID(),
    personalToken: randomUUID(),
    ownUserToken: randomUUID(),
    certificates: [],
    clientKey: randomUUID(),
    subscriptions: [],
    personalTokens: [],
    isPersonalTokenDeleted: false,
    users: [],
    consentCodes: [],
    userGrants: [],
    sca: scaState.parse({}),
    uploadedKeys: [],
    wiseKeyVersion: 1,
    money: seedMoney(now),
    wiseKeys: [],
  };
}

/** Holds the state and tells of each change. A state that was told of never changes afterwards: each change makes a new one. */
export class Store {
  #state: SandboxState;
  readonly #onChange: (state: Record<string, unknown>) => void;

  constructor(state: SandboxState, onChange: (state: Record<string, unknown>) => void) {
    this.#state = state;
    this.#onChange = onChange;
  }

  get state(): SandboxState {
    return this.#state;
  }

  change(part: Partial<SandboxState>): void {
    this.#state = { ...this.#state, ...part };
    this.#onChange(this.#state);
  }
}
