import { builtIn, production, wireError, wiseSandbox } from './fixtures.ts';
import type { World } from './scenarios.ts';
import { everyToken, makeConsent, makeToken, manyTokens } from './tokens.ts';

type Part = Pick<World, 'connections' | 'tokens' | 'consents'>;

const live = () => [{ ...builtIn, selected: false }, { ...wiseSandbox, name: 'Acme Payments (test)' }, { ...production, selected: true }];

/** A token in each state; the selected connection is production and has no redirect URI. */
export function someTokens(): Part {
  const tokens = everyToken();
  const inUse = (connectionId: string) => tokens.find((one) => one.isInUse && one.connectionId === connectionId)?.id;
  const connections = live().map((one) => {
    const userTokenId = inUse(one.id);
    return userTokenId === undefined ? one : { ...one, userTokenId, hasUserToken: true };
  });
  return { connections, tokens, consents: [] };
}

/** Nothing is wrong with it. */
export function oneToken(): Part {
  const token = makeToken({ isInUse: true });
  return { connections: [{ ...builtIn, userTokenId: token.id }], tokens: [token], consents: [] };
}

/** Three persons are on Wise's page: one answer comes by itself, one cannot, for its port is taken, one is pasted. */
export function waitingConsents(): Part {
  const { listensUntil: _, ...taken } = makeConsent(builtIn, { problem: wireError('CONSENT_PORT_TAKEN', { host: '127.0.0.1:47113', reason: 'EADDRINUSE' }) });
  return { connections: [builtIn, wiseSandbox], tokens: [makeToken()], consents: [makeConsent(builtIn), taken, makeConsent(wiseSandbox)] };
}

/** Many, over every connection, several of them due. */
export function manyTokensWorld(count: number): Part {
  return { connections: live(), tokens: manyTokens(count), consents: [] };
}
