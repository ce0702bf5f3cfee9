import { json, type Answer } from '../answers.ts';
import { requireUserToken } from '../authorization.ts';
import type { Call } from '../call.ts';
import type { Route } from '../route.ts';
import { issueToken } from '../sca.ts';
import { viewToken, type OneTimeToken } from '../sca/one-time-tokens.ts';
import { requireOneTimeToken, requireProver } from '../sca/require.ts';
import type { World } from '../world.ts';

export const oneTimeTokenRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/one-time-token/status', about: 'what a one-time token still asks for (user token, One-Time-Token)', handle: status },
  { method: 'GET', path: '/v1/identity/one-time-token/status', about: 'deprecated: the same', handle: status },
  { method: 'POST', path: '/v2/profiles/{profileId}/sca-sessions/authorise', about: 'start a one-time token by hand; cleared, it opens a session of five minutes (user token)', handle: authorise },
];

/** A personal token may ask too: it sees why its call was refused. */
function status(call: Call, world: World): Answer {
  const { userId } = requireUserToken(call, world);
  return wrapped(requireOneTimeToken(call, world, userId), world);
}

function authorise(call: Call, world: World): Answer {
  const userId = requireProver(call, world);
  const binding = { userId, type: 'SCA_SESSION__AUTHORISE', method: call.method, path: call.path, payload: '' };
  return wrapped(issueToken(call, world, binding, 'low'), world);
}

const wrapped = (token: OneTimeToken, world: World): Answer => json(200, { oneTimeTokenProperties: viewToken(token, world.now()) });
