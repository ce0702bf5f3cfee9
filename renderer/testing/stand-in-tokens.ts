import type { Method, Output } from '../../shared/ipc/contract.ts';
import type { TokenEvent, TokenSummary } from '../../shared/model/tokens.ts';
import type { Run } from '../../shared/model/views.ts';
import { inDays, wireError } from './fixtures.ts';
import type { World } from './scenarios.ts';
import { consentMethods } from './stand-in-consents.ts';
import { PLAIN_COPIES, tokensIn, type KeptTokens } from './token-imports.ts';
import { listed, makeToken, withHistory, type StandInToken } from './tokens.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';

type Area = Extract<Method, `tokens.${string}` | `consents.${string}`>;
type TokenArea = Extract<Method, `tokens.${string}`>;
type Changes = { [K in keyof StandInToken]?: StandInToken[K] | undefined };

const withEvent = ({ history }: StandInToken, kind: TokenEvent['kind'], says: string) => withHistory([{ at: new Date().toISOString(), kind, says }, ...history]);

/** The steps of a test, held or refused. */
function testRun(fails: boolean, count: number): Run {
  const base = { ms: 0, facts: [], blocks: [] };
  const error = wireError('TOKEN_REFUSED', { status: 401, wiseCode: 'invalid_token', wiseMessage: 'Invalid token.', traceId: 'fba501b68d4c0e21' });
  return {
    id: crypto.randomUUID(),
    at: new Date().toISOString(),
    ok: !fails,
    says: fails ? 'Wise does not take this token any more.' : `Wise takes it: it sees ${count === 1 ? 'one profile' : `${count} profiles`}.`,
    steps: [
      { ...base, id: 'token', title: 'Take the token from the vault', state: 'ok', says: 'not due' },
      fails
        ? { ...base, id: 'profiles', title: 'List its profiles', state: 'failed', ms: 84, says: error.message, error }
        : { ...base, id: 'profiles', title: 'List its profiles', state: 'ok', ms: 126, says: 'Wise answered 200', facts: [{ label: 'Call', value: 'GET /v2/profiles' }, { label: 'Trace id', value: '0b33f1c8' }] },
    ],
  };
}

/** Tokens of the stand-in, and the consents that they come from. */
export function tokenMethods(world: World, tools: StandInTools): Pick<Methods, Area> {
  const find = (id: string) => world.tokens.find((one) => one.id === id) ?? refuse('TOKEN_NOT_FOUND');
  const over = (id: string) => world.connections.find((one) => one.id === id) ?? refuse('CONNECTION_NOT_FOUND');
  const set = (id: string, change: Changes): TokenSummary => {
    const entries = Object.entries({ ...find(id), ...change }).filter(([, value]) => value !== undefined);
    const next = Object.fromEntries(entries) as StandInToken;
    world.tokens = world.tokens.map((one) => (one.id === id ? next : one));
    tools.changed('tokens');
    return listed(next);
  };
  const add = (token: StandInToken): TokenSummary => {
    world.tokens = [token, ...world.tokens];
    tools.changed('tokens', 'connections');
    return listed(token);
  };
  // All at once and told once, for there may be thousands.
  const refresh = (tokenIds: readonly string[]): Output<'tokens.refresh'> => {
    const wanted = new Set(tokenIds);
    const refused = (kind: TokenSummary['kind']) => {
      if (kind !== 'user') return wireError('TOKEN_NO_REFRESH');
      return world.wiseFails ? wireError('WISE_UNREACHABLE', { host: 'api.wise.com', reason: 'ECONNREFUSED' }) : undefined;
    };
    const answers = world.tokens.filter(({ id }) => wanted.has(id)).map(({ id, kind }) => ({ tokenId: id, ...(refused(kind) && { error: refused(kind) }) }));
    world.tokens = world.tokens.map((token) => {
      if (!wanted.has(token.id) || refused(token.kind)) return token;
      const { problem: _, ...rest } = token;
      return { ...rest, state: 'live', endsAt: inDays(0.5), lastRefreshAt: new Date().toISOString(), ...withEvent(token, 'refreshed', 'Wise answered 200, for 12 hours') };
    });
    tools.changed('tokens');
    return answers;
  };
  const methods: Pick<Methods, Exclude<TokenArea, keyof ReturnType<typeof importMethods>>> = {
    'tokens.list': () => world.tokens.map(listed),
    'tokens.history': ({ tokenId }) => find(tokenId).history,
    'tokens.add': ({ connectionId, label, value, replaceAfterDays }) => {
      if (value !== undefined && /\s/u.test(value)) refuse('TOKEN_NOT_A_TOKEN', { field: 'value' });
      const tail = value?.slice(-4);
      if (tail && world.tokens.some((one) => one.tail === tail)) refuse('TOKEN_EXISTS');
      tools.log('token.added', `token “${label}”`, 'personal');
      return add({ ...makeToken({ kind: 'personal', label, over: over(connectionId), madeIn: 0, isUsed: false, profiles: [], origin: value === undefined ? 'sandbox' : 'pasted', ...(replaceAfterDays && { replaceAfterDays }) }), tail: tail ?? '5b0c' });
    },
    'tokens.change': ({ tokenId, label, replaceAfterDays }) => {
      const token = find(tokenId);
      const days = replaceAfterDays === undefined ? token.replaceAfterDays : (replaceAfterDays ?? undefined);
      const replaceAt = days === undefined ? undefined : new Date(Date.parse(token.madeAt) + days * 86_400_000).toISOString();
      const isDue = replaceAt !== undefined && Date.parse(replaceAt) < Date.now();
      return set(tokenId, { label: label ?? token.label, replaceAfterDays: days, replaceAt, ...((token.state === 'replace' || token.state === 'live') && { state: isDue ? 'replace' : 'live' }) });
    },
    'tokens.test': ({ tokenId }) => {
      const token = find(tokenId);
      const fails = world.wiseFails || token.state === 'refused';
      const at = new Date().toISOString();
      if (!fails) set(tokenId, { lastTestedAt: at, lastUsedAt: at, ...withEvent(token, 'tested', `Wise answered 200, ${token.profiles.length} profiles`) });
      return testRun(fails, token.profiles.length);
    },
    'tokens.refresh': ({ tokenIds }) => refresh(tokenIds),
    'tokens.forget': ({ tokenId }) => {
      tools.log('token.forgotten', `token “${find(tokenId).label}”`, '');
      world.tokens = world.tokens.filter((one) => one.id !== tokenId);
      tools.changed('tokens');
      return {};
    },
    'tokens.copy': ({ tokenId }) => {
      set(tokenId, { ...withEvent(find(tokenId), 'copied', 'to the clipboard, for 30 s') });
      return {};
    },
    'tokens.profiles': ({ tokenId }) => find(tokenId).profiles,
    'tokens.saveList': () => ({ savedAs: '/home/someone/Documents/portcullis-tokens.csv' }),
  };
  return { ...methods, ...importMethods(over, add), ...consentMethods(world, tools, add) };
}

function importMethods(over: (id: string) => World['connections'][number], add: (token: StandInToken) => TokenSummary): Pick<Methods, 'tokens.inspect' | 'tokens.import' | 'tokens.discardImport'> {
  const kept = new Map<string, KeptTokens>();
  return {
    'tokens.inspect': ({ from }) => {
      const text = from.kind === 'text' ? from.text : from.kind === 'file' ? atob(from.base64) : 'pick';
      const importId = crypto.randomUUID();
      const view = tokensIn(text) ?? { what: 'Text', items: [], error: wireError('IMPORT_UNREADABLE') };
      kept.set(importId, view);
      return { importId, ...view };
    },
    'tokens.import': ({ importId, index, connectionId, label }) => {
      const item = kept.get(importId)?.items[index] ?? refuse('IMPORT_GONE');
      const connection = over(connectionId);
      if (item.environment && item.environment !== connection.environment) refuse('CREDENTIAL_SHARED');
      const plainCopies = [...PLAIN_COPIES];
      if (item.kind === 'client-credentials') return { plainCopies };
      const kind = item.kind === 'personal-token' ? 'personal' : 'user';
      return { token: add({ ...makeToken({ kind, label, over: connection, madeIn: 0, isUsed: false, profiles: [], origin: 'imported' }), tail: item.tail }), plainCopies };
    },
    'tokens.discardImport': ({ importId }) => {
      kept.delete(importId);
      return {};
    },
  };
}
