import { ERROR_TEXTS, type ErrorCode } from '../../shared/errors.ts';
import type { ErrorDetails, WireError } from '../../shared/ipc/result.ts';
import { algorithm, ALGORITHM_IDS, type AlgorithmId } from '../../shared/model/algorithms.ts';
import type { AuditKind, AuditLine, ConnectionSummary, KeyState, KeySummary } from '../../shared/model/views.ts';

const DAY = 86_400_000;

/** An instant so many days from now; negative is past. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString();
}

/** A coded error as main would send it. */
export function wireError(code: ErrorCode, details: ErrorDetails = {}): WireError {
  const [message, next] = ERROR_TEXTS[code];
  return { code, message, next, details };
}

export const builtIn: ConnectionSummary = {
  id: '00000000-0000-4000-8000-00000000000a',
  name: 'Built-in sandbox',
  environment: 'built-in',
  apiUrl: 'https://localhost:41123',
  mtlsUrl: 'https://localhost:41124',
  consentUrl: 'https://localhost:41123/oauth/authorize/',
  redirectUri: 'http://127.0.0.1:47113/callback',
  hasOwnHosts: false,
  hasUserToken: true,
  clientKey: '5a2c9f0e-1f6b-4a53-9c55-0d8f0a3c7b11',
  profileId: 30120001,
  clientIdTail: 'c0de',
  selected: true,
};

export const production: ConnectionSummary = {
  id: '00000000-0000-4000-8000-00000000000b',
  name: 'Acme Payments',
  environment: 'production',
  apiUrl: 'https://api.wise.com',
  mtlsUrl: 'https://api-mtls.transferwise.com',
  consentUrl: 'https://wise.com/oauth/authorize/',
  hasOwnHosts: false,
  hasUserToken: false,
  clientIdTail: '7f21',
  selected: false,
};

export const wiseSandbox: ConnectionSummary = {
  id: '00000000-0000-4000-8000-00000000000c',
  name: 'Acme Payments, a company whose registered name is longer than any switch',
  environment: 'wise-sandbox',
  apiUrl: 'https://api.wise-sandbox.com',
  mtlsUrl: 'https://api-mtls.wise-sandbox.com',
  consentUrl: 'https://wise-sandbox.com/oauth/authorize/',
  redirectUri: 'https://app.example.com/wise/callback?tenant=7',
  hasOwnHosts: false,
  hasUserToken: false,
  clientIdTail: '99aa',
  selected: false,
};

export const custom: ConnectionSummary = {
  id: '00000000-0000-4000-8000-00000000000d',
  name: 'Staging stand-in',
  environment: 'custom',
  apiUrl: 'https://wise.staging.example:8443',
  mtlsUrl: 'https://wise.staging.example:8444',
  consentUrl: 'https://wise.staging.example:8443/oauth/authorize/',
  hasOwnHosts: true,
  hasUserToken: false,
  clientIdTail: '51ab',
  selected: false,
};

type KeyOptions = {
  id?: string;
  label?: string;
  algorithm?: AlgorithmId;
  state?: KeyState;
  /** Days from now; negative for an ended key. */
  endsIn?: number;
  uses?: number;
  /** The connection that has it, if one has. */
  over?: ConnectionSummary;
  origin?: KeySummary['origin'];
};

const HEX = () => Math.floor(Math.random() * 0x1_0000_0000).toString(16).padStart(8, '0');
const HAS_BEEN_USED: ReadonlySet<KeyState> = new Set(['active', 'expiring', 'expired', 'replaced', 'retired']);
const IS_IN_USE: ReadonlySet<KeyState> = new Set(['active', 'expiring', 'expired']);

/** A key in the state asked for, with the history that state implies. */
export function makeKey({ id, label = 'payments-signing', algorithm: alg = 'ES512', state = 'made', endsIn = 365, uses = 214, over = builtIn, origin = 'made' }: KeyOptions = {}): KeySummary {
  const { use, key } = algorithm(alg);
  const madeAt = inDays(Math.min(-1, endsIn - 365));
  const size = key.kty === 'EC' ? key.crv : `RSA ${key.bits}`;
  const uploaded = state !== 'made';
  const used = HAS_BEEN_USED.has(state);
  const place = { connectionId: over.id, connectionName: over.name };
  const lastAt = inDays(-0.1);
  return {
    id: id ?? `${HEX()}-aa4a-4ff0-a9f8-cd99f5fbad71`,
    label,
    use,
    algorithm: alg,
    kind: key.kty === 'EC' ? `EC ${key.crv}` : `RSA ${key.bits}`,
    state,
    thumbprint: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCT1pXq0zRr8',
    validFrom: madeAt,
    validTill: inDays(endsIn),
    madeAt,
    ...(used && { firstUsedAt: madeAt, lastUsedAt: lastAt }),
    uses: used ? uses : 0,
    usedBy: used ? [{ ...place, firstAt: madeAt, lastAt, uses }] : [],
    origin,
    inUseBy: IS_IN_USE.has(state) ? [place] : [],
    uploadedTo: uploaded ? [{ ...place, at: madeAt }] : [],
    history: [
      ...(state === 'retired' ? [{ at: lastAt, kind: 'retired' as const, says: 'nothing used it any more' }] : []),
      ...(state === 'replaced' ? [{ at: lastAt, kind: 'replaced' as const, says: `${over.name} was switched to its successor` }] : []),
      ...(used ? [{ at: madeAt, kind: 'first-used' as const, says: 'playground, verified with Wise key version 2' }] : []),
      ...(uploaded ? [{ at: madeAt, kind: 'uploaded' as const, says: `${over.name}, answered 201, trace fba501b6` }] : []),
      { at: madeAt, kind: origin, says: origin === 'made' ? `${alg}, ${size}` : `PKCS#8 private key, ${alg}, ${size}` },
    ],
  };
}

const STATES: readonly KeyState[] = ['made', 'uploaded', 'active', 'active', 'active', 'expiring', 'expired', 'replaced', 'retired'];

/** Many keys of every state and algorithm. */
export function manyKeys(count: number): KeySummary[] {
  return Array.from({ length: count }, (_, index) => {
    const state = STATES[index % STATES.length]!;
    const endsIn = state === 'expired' ? -(index % 40) - 1 : state === 'expiring' ? (index % 29) + 1 : 60 + (index % 300);
    return makeKey({ label: index === 3 ? 'a label that somebody wrote as a whole sentence, so that it is far too long for one cell' : `service-${index}`, state, endsIn, algorithm: ALGORITHM_IDS[index % ALGORITHM_IDS.length]! });
  });
}

/** One audit line; `seq` counts from 1. */
export function auditLine(seq: number, kind: AuditKind, subject: string, says: string, rest: Partial<AuditLine> = {}): AuditLine {
  return { seq, at: inDays(-(600 - Math.min(seq, 599)) / 2000), kind, outcome: 'ok', subject, says, signedBy: 'vault', ...rest };
}

export const someAudit: AuditLine[] = [
  auditLine(1, 'vault.created', 'vault', 'passphrase and recovery code'),
  auditLine(2, 'connection.created', 'Built-in sandbox', 'selected'),
  auditLine(3, 'key.made', 'key 663a0e44', 'ES512, valid until 18 Dec 2026'),
  auditLine(4, 'token.fetched', 'Built-in sandbox', 'client credentials, 12 hours'),
  auditLine(5, 'key.uploaded', 'key 663a0e44', 'answered 201, trace fba501b6'),
  auditLine(6, 'key.used', 'key 663a0e44', 'signed POST /v1/auth/jose/playground/jws'),
  auditLine(7, 'playground.run', 'key 663a0e44', 'verified with Wise key version 2'),
  auditLine(8, 'vault.unlock-failed', 'vault', 'VAULT_WRONG_PASSPHRASE', { outcome: 'refused', signedBy: 'session' }),
  auditLine(9, 'vault.unlocked', 'vault', 'passphrase'),
  auditLine(10, 'playground.run', 'key 663a0e44', 'WISE_UNREACHABLE', { outcome: 'failed' }),
];
