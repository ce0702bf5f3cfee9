import { z } from 'zod';
import type { Call } from './call.ts';
import { TOKEN_SECONDS } from './tokens.ts';

const count = z.number().int().min(0).max(1_000_000).default(1);
const counted = z.strictObject({ count });

/** Faults that the next `count` calls meet. */
const countedFaults = {
  /** 429 with `Retry-After` in whole seconds. */
  rateLimit: z.strictObject({ count, retryAfter: z.number().int().min(0).max(86_400).default(1) }),
  /** Wise's bare 500. */
  serverError: counted,
  /** The answer comes after `ms` milliseconds. */
  slow: z.strictObject({ count, ms: z.number().int().min(0).max(600_000).default(5_000) }),
  /** The connection is destroyed in mid-answer. */
  cut: counted,
  /** Signed answers carry the signature of a key that Wise never published. */
  wrongKey: counted,
  /** Encrypted answers are encrypted to a key that is not the client's; those with direct encryption, under another content key. */
  wrongEncryptionKey: counted,
  /** Encrypted calls get Wise's bare 500 for a body that it cannot decrypt, whatever they hold. */
  undecryptable: counted,
  /** Signed and encrypted answers are replaced by an HTML page with status 200. */
  notJose: counted,
  /** `POST /oauth/token` does its work, and the connection ends before anything of the answer is sent. */
  loseTokenAnswer: counted,
  /** Refreshes get 401 `invalid_grant`; the refresh token lives on. */
  refreshRefused: counted,
  /** A proof is verified, and the connection ends before anything of the answer is sent. */
  loseVerifyAnswer: counted,
  /** Answers to PIN and fingerprint come unencrypted. */
  plainVerifyAnswer: counted,
  /** A payment is made, or a 3DS result taken, and the connection ends before anything of the answer is sent. */
  losePaymentAnswer: counted,
  /** Payments that would be made are rejected with that code, and nothing moves. */
  rejectPayment: z.strictObject({ count, errorCode: z.string().regex(/^[\w.-]{1,100}$/).default('balance.payment-option-unavailable') }),
};

const listener = z.enum(['api', 'mtls']).optional();
const WRONG_CERTIFICATES = ['expired', 'not-yet-valid', 'wrong-host', 'unknown-ca', 'self-signed'] as const;
export type WrongCertificate = (typeof WRONG_CERTIFICATES)[number];

/** Faults that the next `count` new connections meet, of either listener unless one is named. Open ones are not affected. */
const connectionFaults = {
  /** The ClientHello is answered with a fatal alert of this number (RFC 8446, 6.2), and the connection ends. */
  tlsAlert: z.strictObject({ count, alert: z.number().int().min(1).max(255).default(40), listener }),
  /** The server shows a certificate that callers must refuse. */
  serverCertificate: z.strictObject({ count, kind: z.enum(WRONG_CERTIFICATES), listener }),
  /** TLS is answered with plain HTTP, as by a broken proxy. */
  plainText: z.strictObject({ count, listener }),
};

const faultRequest = z.strictObject({
  ...countedFaults,
  ...connectionFaults,
  /** Until cleared, the listener without mTLS answers Wise's calls with 403. */
  mtlsOnly: z.strictObject({}),
  /** The sandbox's clock goes ahead (or behind, negative) until cleared; ten years at most. */
  clockSkew: z.strictObject({ seconds: z.number().int().min(-315_576_000).max(315_576_000) }),
  /** Access tokens issued from now on live so long, until cleared; ten years at most. */
  tokenSeconds: z.strictObject({ seconds: z.number().int().min(0).max(315_576_000) }),
  /** Until cleared, a refresh ends the refresh token that was used, at once. */
  strictRefresh: z.strictObject({}),
  /** Until cleared, protected calls go through without a proof. */
  noSca: z.strictObject({}),
  /** Until cleared, the current verify calls wrap their answers, and the deprecated ones do not. */
  wrapVerify: z.strictObject({}),
  /** Until cleared, new one-time tokens ask for one proof of each of these types. Types that Wise does not have cannot be cleared. */
  challenges: z.strictObject({ types: z.array(z.string().regex(/^[A-Z0-9_]{1,40}$/)).min(1).max(6) }),
  /** At once: nobody gets a new one-time token for so long, or until cleared. */
  blockOneTimeTokens: z.strictObject({ seconds: z.number().int().min(0).max(86_400).default(900) }),
  /** At once: every one-time token expires. */
  expireOneTimeTokens: z.strictObject({}),
  /** At once: every access token dies, of applications and of users; refresh tokens and personal tokens live. */
  expireTokens: z.strictObject({}),
  /** At once: a new version of Wise's keys is published and used from now on. */
  rotateWiseKey: z.strictObject({}),
}).partial();

/** The same in words, for `--help` and the page at `/`: what to send, and what it does. */
const FAULT_WORDS: Record<keyof FaultSettings, readonly [example: string, does: string]> = {
  rateLimit: ['{"count": 1, "retryAfter": 2}', 'the next calls get 429 and Retry-After'],
  serverError: ['{"count": 1}', "the next calls get Wise's bare 500"],
  slow: ['{"count": 1, "ms": 5000}', 'the next answers come late'],
  cut: ['{"count": 1}', 'the next connections end in mid-answer'],
  wrongKey: ['{"count": 1}', 'the next signed answers are signed with a key that Wise never published'],
  wrongEncryptionKey: ['{"count": 1}', 'the next encrypted answers are encrypted to a key that is not yours'],
  undecryptable: ['{"count": 1}', 'the next encrypted calls get the bare 500 of a body that cannot be decrypted'],
  notJose: ['{"count": 1}', 'the next signed or encrypted answers are an HTML page'],
  tlsAlert: ['{"count": 1, "alert": 48}', 'the next connections end with that fatal TLS alert; with "listener": "mtls" only those to the mTLS host'],
  serverCertificate: ['{"count": 1, "kind": "expired"}', `the next connections are shown a wrong certificate: ${WRONG_CERTIFICATES.join(', ')}; "listener" as above`],
  plainText: ['{"count": 1}', 'the next connections get plain HTTP where TLS should be; "listener" as above'],
  mtlsOnly: ['{}', "the host without mTLS answers Wise's calls with 403, until cleared"],
  clockSkew: ['{"seconds": 3600}', "the sandbox's clock goes ahead, or behind when negative, until cleared"],
  loseTokenAnswer: ['{"count": 1}', 'the next tokens are granted or refreshed, and the connection ends without an answer'],
  refreshRefused: ['{"count": 1}', 'the next refreshes get 401 invalid_grant'],
  losePaymentAnswer: ['{"count": 1}', 'the next payments are made (or 3DS results taken), and the connection ends without an answer'],
  rejectPayment: ['{"count": 1, "errorCode": "transfer.blocked"}', 'the next payments are rejected with that code, and nothing moves'],
  tokenSeconds: ['{"seconds": 60}', 'access tokens from now on live so long, until cleared'],
  strictRefresh: ['{}', 'a refresh ends the refresh token that was used at once, until cleared; else it works on until the newest answer was used'],
  loseVerifyAnswer: ['{"count": 1}', 'the next proofs are verified, and the connection ends without an answer'],
  plainVerifyAnswer: ['{"count": 1}', 'the next answers to PIN and fingerprint come unencrypted'],
  noSca: ['{}', 'protected calls go through without a proof, until cleared'],
  wrapVerify: ['{}', 'the current verify calls wrap their answers in oneTimeTokenProperties, the deprecated ones do not, until cleared'],
  challenges: ['{"types": ["FACE_MAP", "SMS"]}', 'new one-time tokens ask for one proof of each type, until cleared'],
  blockOneTimeTokens: ['{"seconds": 900}', 'nobody gets a new one-time token for so long, or until cleared'],
  expireOneTimeTokens: ['{}', 'every one-time token expires, at once'],
  expireTokens: ['{}', 'every access token dies, at once; refresh tokens live'],
  rotateWiseKey: ['{}', "a new version of every key of Wise's, at once"],
};

/** One line a fault. */
export const FAULT_LINES: readonly string[] = Object.entries(FAULT_WORDS).map(([name, [example, does]]) => `${`"${name}": ${example}`.padEnd(64)} ${does}`);

/** What `POST /__sandbox/faults` takes. A count or number of seconds of 0 switches that fault off. */
export type FaultRequest = z.input<typeof faultRequest>;
/** The same with its defaults filled in. */
export type FaultSettings = z.output<typeof faultRequest>;
export type FaultsInForce = Omit<FaultSettings, 'rotateWiseKey' | 'expireTokens' | 'expireOneTimeTokens' | 'blockOneTimeTokens'>;
type CountedFault = keyof typeof countedFaults;
type ConnectionFault = keyof typeof connectionFaults;
export type ConnectionFaults = Pick<FaultsInForce, ConnectionFault>;

const CONNECTION_FAULTS = Object.keys(connectionFaults) as ConnectionFault[];

/** Reads a request for faults; `words` say what does not fit, `field` where. */
export function readFaults(input: unknown): { request: FaultSettings } | { words: string; field: string } {
  const parsed = faultRequest.safeParse(input);
  if (parsed.success) return { request: parsed.data };
  const words = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
  return { words: input === undefined ? 'Invalid JSON.' : words, field: parsed.error.issues[0]?.path.join('.') ?? '' };
}

/** Switches that make the sandbox misbehave on purpose. */
export class Faults {
  #inForce: FaultsInForce = {};

  /** Adds to or replaces what is in force; what is not named stays. */
  set(faults: FaultsInForce): void {
    const merged = Object.entries({ ...this.#inForce, ...faults });
    this.#inForce = Object.fromEntries(merged.filter(([, fault]) => !isSpent(fault))) as FaultsInForce;
  }

  /** Uses one count of a fault up for a call and notes it there; undefined when it is not in force. */
  take<F extends CountedFault>(name: F, call: Pick<Call, 'faults'>): FaultsInForce[F] {
    const fault = this.#inForce[name];
    if (!fault) return undefined;
    call.faults.push(name);
    this.set({ [name]: { ...fault, count: fault.count - 1 } });
    return fault;
  }

  /** Whether a new connection to that listener is to meet a fault. */
  hasForConnection(to: Call['listener']): boolean {
    return this.#forConnection(to) !== undefined;
  }

  /** Uses one count of a connection's fault up; answers that one, or nothing. */
  takeForConnection(to: Call['listener']): ConnectionFaults {
    const name = this.#forConnection(to);
    const fault = name && this.#inForce[name];
    if (!fault) return {};
    this.set({ [name]: { ...fault, count: fault.count - 1 } });
    return { [name]: fault };
  }

  #forConnection(to: Call['listener']): ConnectionFault | undefined {
    return CONNECTION_FAULTS.find((name) => {
      const fault = this.#inForce[name];
      return fault && (fault.listener ?? to) === to;
    });
  }

  get isMtlsOnly(): boolean {
    return this.#inForce.mtlsOnly !== undefined;
  }

  get isRefreshStrict(): boolean {
    return this.#inForce.strictRefresh !== undefined;
  }

  get isScaOff(): boolean {
    return this.#inForce.noSca !== undefined;
  }

  /** Whether an answer of a verify call is wrapped, where `usually` it is or is not. */
  isVerifyWrapped(usually: boolean): boolean {
    return (this.#inForce.wrapVerify !== undefined) !== usually;
  }

  /** What new one-time tokens ask for in place of the usual. */
  get challenges(): FaultsInForce['challenges'] {
    return this.#inForce.challenges;
  }

  /** How long an access token that is issued now lives. */
  get tokenSeconds(): number {
    return this.#inForce.tokenSeconds?.seconds ?? TOKEN_SECONDS;
  }

  inForce(): FaultsInForce {
    return structuredClone(this.#inForce);
  }

  clear(): void {
    this.#inForce = {};
  }

  get skewMs(): number {
    return (this.#inForce.clockSkew?.seconds ?? 0) * 1000;
  }
}

function isSpent(fault: FaultsInForce[keyof FaultsInForce]): boolean {
  if (!fault) return true;
  return ('count' in fault && fault.count === 0) || ('seconds' in fault && fault.seconds === 0);
}
