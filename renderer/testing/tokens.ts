import type { ConsentView, Profile, TokenEvent, TokenKind, TokenState, TokenSummary } from '../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../shared/model/views.ts';
import type { WireError } from '../../shared/ipc/result.ts';
import { builtIn, inDays, production, wireError, wiseSandbox } from './fixtures.ts';

const YEAR = 365;
const HOUR = 1 / 24;

export const acme: Profile = { id: 30120001, type: 'business', name: 'Acme Payments Ltd', country: 'GB' };
export const person: Profile = { id: 30120002, type: 'personal', name: 'Maria Andersson', country: 'SE' };
export const overseas: Profile = { id: 41007733, type: 'business', name: 'Acme Pacific Pty', country: 'AU' };

const PROBLEMS: Partial<Record<TokenState, WireError>> = {
  refused: wireError('TOKEN_REFUSED', { status: 401, wiseCode: 'invalid_grant', wiseMessage: 'Invalid refresh token: token not found.', traceId: 'fba501b68d4c0e21', host: 'api.wise.com', path: '/oauth/token' }),
  uncertain: wireError('TOKEN_ANSWER_LOST', { host: 'api.wise.com', path: '/oauth/token', reason: 'UND_ERR_SOCKET', correlationId: 'a4c7a0d2-51f6-4c37-8a45-0a4e1a0c6f11' }),
};

/** Days until the access part ends. */
const ENDS_IN: Record<TokenState, number> = { live: 9 * HOUR, due: -1 * HOUR, replace: 9 * HOUR, uncertain: -2 * HOUR, refused: -5 * HOUR, ended: -3 };

type Options = {
  id?: string;
  kind?: TokenKind;
  label?: string;
  state?: TokenState;
  over?: ConnectionSummary;
  profiles?: Profile[];
  madeIn?: number;
  isInUse?: boolean;
  replaceAfterDays?: number;
  origin?: TokenSummary['origin'];
  isUsed?: boolean;
};

/** A token of the stand-in, with what main tells apart. */
export type StandInToken = TokenSummary & { history: TokenEvent[] };

/** Newest first. */
export function withHistory(history: TokenEvent[]): Pick<StandInToken, 'history' | 'lastEventAt'> {
  return { history, lastEventAt: history[0]?.at ?? inDays(0) };
}

/** As main lists it. */
export function listed({ history: _history, ...token }: StandInToken): TokenSummary {
  return token;
}

function historyOf(kind: TokenKind, state: TokenState, madeAt: string, origin: TokenSummary['origin']): TokenEvent[] {
  const events: (TokenEvent | false)[] = [
    state === 'refused' && { at: inDays(-0.05), kind: 'refused', says: 'Wise answered 401, invalid_grant, trace fba501b68d4c0e21' },
    state === 'uncertain' && { at: inDays(-0.05), kind: 'answer-lost', says: 'the refresh was sent, the connection was cut before an answer' },
    kind === 'user' && state !== 'ended' && { at: inDays(-0.12), kind: 'refreshed', says: 'Wise answered 200, for 12 hours' },
    { at: inDays(-0.5), kind: 'tested', says: 'Wise answered 200, 2 profiles' },
    { at: madeAt, kind: origin === 'imported' ? 'imported' : 'made', says: { pasted: 'pasted', imported: 'from a Postman environment', consent: 'a person gave consent on Wise’s page', registration: 'with a registration code', 'client-credentials': 'client credentials, 12 hours', sandbox: 'the built-in sandbox’s own' }[origin] },
  ];
  return events.filter((event) => event !== false);
}

const ORIGINS: Record<TokenKind, TokenSummary['origin']> = { application: 'client-credentials', user: 'consent', personal: 'pasted' };

/** A token in the state asked for, with what that state implies. */
export function makeToken(options: Options = {}): StandInToken {
  const { kind = 'user', state = 'live', over = builtIn, profiles = kind === 'application' ? [] : [acme, person], madeIn = kind === 'application' ? -0.1 : -40, isUsed = true, replaceAfterDays } = options;
  const origin = options.origin ?? ORIGINS[kind];
  const madeAt = inDays(madeIn);
  const canRefresh = kind === 'user' && state !== 'ended' && state !== 'refused';
  const problem = PROBLEMS[state];
  return {
    id: options.id ?? (kind === 'application' ? `application-${over.id}` : crypto.randomUUID()),
    kind,
    label: options.label ?? { application: 'Application token', user: 'Ledger', personal: 'Reports script' }[kind],
    connectionId: over.id,
    connectionName: over.name,
    environment: over.environment,
    tail: kind === 'application' ? '8c1e' : kind === 'user' ? 'b7d2' : '41fa',
    state,
    origin,
    madeAt,
    ...(kind !== 'personal' && { endsAt: inDays(ENDS_IN[state]) }),
    ...(kind === 'user' && state !== 'ended' && { refreshEndsAt: inDays(20 * YEAR + madeIn), lastRefreshAt: inDays(-0.12) }),
    canRefresh,
    ...(isUsed && { lastUsedAt: inDays(-0.03), ...(kind !== 'application' && { lastTestedAt: inDays(-0.5) }) }),
    ...(kind === 'user' && { userId: 6_101_223, ...(profiles[0] && { profileId: profiles[0].id }) }),
    profiles,
    ...(replaceAfterDays !== undefined && { replaceAfterDays, replaceAt: inDays(madeIn + replaceAfterDays) }),
    isInUse: options.isInUse ?? false,
    ...(problem && { problem }),
    ...withHistory(historyOf(kind, state, madeAt, origin)),
  };
}

/** One that the person gave, or is asked for. */
export function makeConsent(over: ConnectionSummary = builtIn, rest: Partial<ConsentView> = {}): ConsentView {
  const redirectUri = over.redirectUri ?? 'https://app.example.com/wise/callback';
  const isLoopback = redirectUri.startsWith('http://127.0.0.1');
  return {
    id: crypto.randomUUID(),
    connectionId: over.id,
    connectionName: over.name,
    environment: over.environment,
    startedAt: inDays(-0.0004),
    url: `${over.consentUrl ?? 'https://wise.com/oauth/authorize/'}?client_id=5f0e2c77-client-${over.clientIdTail}&redirect_uri=${encodeURIComponent(redirectUri)}&state=4mO8Jq1rYw0aXfT3bT9vXw`,
    redirectUri,
    comesBackBy: isLoopback ? 'loopback' : 'paste',
    ...(isLoopback && { listensUntil: new Date(Date.now() + 278_000).toISOString() }),
    ...rest,
  };
}

/** A token in each state, over the three kinds of connections. */
export function everyToken(): StandInToken[] {
  const sandbox = { ...wiseSandbox, name: 'Acme Payments (test)' };
  return [
    makeToken({ label: 'Ledger', over: production, isInUse: true }),
    makeToken({ label: 'Payroll', over: production, state: 'refused', profiles: [overseas] }),
    makeToken({ label: 'Treasury, the old integration whose name says far too much for one cell', over: production, state: 'uncertain' }),
    makeToken({ label: 'Reports script', kind: 'personal', over: production, state: 'replace', madeIn: -96, replaceAfterDays: 90, profiles: [acme, person] }),
    makeToken({ label: 'Statements', kind: 'personal', over: production, replaceAfterDays: 90, profiles: [overseas], origin: 'imported' }),
    makeToken({ label: 'Nightly job', over: sandbox, state: 'due', profiles: [acme] }),
    makeToken({ label: 'Maria', over: sandbox, state: 'ended', profiles: [person], isUsed: false }),
    makeToken({ kind: 'application', over: production }),
    makeToken({ label: 'Sandbox', kind: 'personal', over: builtIn, origin: 'sandbox', isInUse: true, profiles: [acme] }),
  ];
}

const STATES: readonly TokenState[] = ['live', 'due', 'live', 'due', 'replace', 'live', 'refused', 'live', 'uncertain', 'ended'];
const KINDS: readonly TokenKind[] = ['user', 'user', 'personal', 'user'];

/** Many tokens of every state and kind. */
export function manyTokens(count: number): StandInToken[] {
  return Array.from({ length: count }, (_, index) => {
    const state = STATES[index % STATES.length]!;
    return makeToken({ label: `service-${index}`, state, kind: state === 'live' || state === 'replace' ? KINDS[index % KINDS.length]! : 'user', over: [production, wiseSandbox, builtIn][index % 3]! });
  });
}
