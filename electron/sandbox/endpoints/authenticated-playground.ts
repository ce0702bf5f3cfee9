import { json, statusError, type Answer } from '../answers.ts';
import { requireAnyToken } from '../authorization.ts';
import type { Call, Require } from '../call.ts';
import type { Route } from '../route.ts';
import type { World } from '../world.ts';

/** What Wise offers to try a client certificate. */
export const authenticatedPlaygroundRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/authenticated/playground', about: 'try a client certificate: on the mTLS host only (any live access token)', handle: playground },
];

/** Answers 200 on the mTLS host; 404 on the other, where Wise does not have it; 401 for a token that is missing or dead. */
function playground(call: Call, world: World): Answer {
  const here: Require = call.checks.refusingWith((words) => statusError(404, words, call.path, world.now()));
  here('mTLS host', call.listener === 'mtls', 'The call came to the mTLS host.', 'This endpoint is on the mTLS host only.');
  requireAnyToken(call, world);
  return json(200, { message: 'authenticated-playground-response' });
}
