import { json, namedError, text, type Answer } from '../answers.ts';
import type { Call } from '../call.ts';
import { parseJson } from '../decode.ts';
import { FAULT_LINES, readFaults, type FaultSettings, type FaultsInForce } from '../faults.ts';
import type { Route } from '../route.ts';
import { endAccessTokens } from '../user-grants.ts';
import type { World } from '../world.ts';

/** The sandbox's own pages, which Wise does not have. */
export function controlRoutes(wiseRoutes: readonly Route[]): readonly Route[] {
  const routes: Route[] = [
    { method: 'GET', path: '/', about: 'this page', handle: () => welcome([...wiseRoutes, ...routes]) },
    { method: 'GET', path: '/__sandbox/log', about: 'what the sandbox received, decoded, the last 500 calls', handle: (_call, world) => json(200, world.log.entries()) },
    { method: 'GET', path: '/__sandbox/faults', about: 'the faults in force', handle: (_call, world) => json(200, world.faults.inForce()) },
    { method: 'POST', path: '/__sandbox/faults', about: 'switch faults on, such as {"rateLimit": {"count": 1, "retryAfter": 2}}', handle: setFaults },
    { method: 'DELETE', path: '/__sandbox/faults', about: 'switch all faults off', handle: clearFaults },
  ];
  return routes;
}

function welcome(routes: readonly Route[]): Answer {
  const lines = routes.map(({ method, path, about }) => `  ${method.padEnd(6)} ${path}\n         ${about}`);
  return text(200, `Portcullis built-in sandbox: Wise's security surface on this machine. No real money moves here.\n\n${lines.join('\n')}\n\nFaults, for the body of POST /__sandbox/faults; a count or seconds of 0 switch one off:\n\n${FAULT_LINES.map((line) => `  ${line}\n`).join('')}`);
}

/** Answers the faults in force; 400 with the reason for a request that does not fit. */
function setFaults(call: Call, world: World): Answer {
  const read = readFaults(parseJson(call.body.toString()));
  return 'request' in read ? json(200, applyFaults(world, read.request)) : namedError(400, 'faults_malformed', read.words);
}

type AtOnce = Partial<Pick<FaultSettings, 'expireTokens' | 'expireOneTimeTokens' | 'blockOneTimeTokens'>> & { rotateWiseKey?: { version: number } };

/** Switches faults on and answers those in force; what is done at once is named once: a rotation of Wise's keys with the new version, the end of tokens. */
export function applyFaults(world: World, { rotateWiseKey, expireTokens, expireOneTimeTokens, blockOneTimeTokens, ...faults }: FaultSettings): FaultsInForce & AtOnce {
  world.faults.set(faults);
  if (expireTokens) endAllAccess(world);
  if (expireOneTimeTokens) world.sca.tokens.endAll();
  if (blockOneTimeTokens) world.sca.blockedUntil = world.now() + blockOneTimeTokens.seconds * 1000;
  const named = { ...(expireTokens && { expireTokens }), ...(expireOneTimeTokens && { expireOneTimeTokens }), ...(blockOneTimeTokens && { blockOneTimeTokens }) };
  return { ...world.faults.inForce(), ...named, ...(rotateWiseKey ? { rotateWiseKey: { version: world.wiseKeys.rotate() } } : {}) };
}

function endAllAccess({ tokens, store, now }: World): void {
  tokens.endAll();
  endAccessTokens(store, now());
}

function clearFaults(_call: Call, world: World): Answer {
  world.faults.clear();
  world.sca.blockedUntil = 0;
  return json(200, world.faults.inForce());
}
