import { namedError, statusError, type Answer } from './answers.ts';
import type { Call, Require } from './call.ts';
import { sameSecret } from './tokens.ts';
import type { World } from './world.ts';

/** `Scheme credentials` (RFC 9110, 11.6.2); the scheme in lower case. */
function readAuthorization(header: string | undefined): { scheme: string; credentials: string } | undefined {
  const match = /^([A-Za-z]+) +([\x21-\x7e]+)$/.exec(header ?? '');
  return match ? { scheme: match[1]!.toLowerCase(), credentials: match[2]! } : undefined;
}

/** Ends the call with 401 unless it carries a live application token, and with 403 for a token of another kind. */
export function requireApplicationToken(call: Call, world: World): void {
  const given = readAuthorization(call.headers.authorization);
  const present: Require = call.checks.refusingWith((words) => unauthorized('unauthorized', words));
  present('authorization', given?.scheme === 'bearer', 'A bearer token came with the call.', 'Full authentication is required to access this resource: send Authorization: Bearer with an application token.');
  const kind: Require = call.checks.refusingWith((words) => statusError(403, words, call.path, world.now()));
  const personal = sameSecret(given.credentials, world.store.state.personalToken);
  kind('token kind', !personal, 'It is not a personal token.', 'This endpoint takes an application token (grant type client_credentials), not a personal one.');
  const alive: Require = call.checks.refusingWith((words) => unauthorized('invalid_token', words));
  alive('token', world.tokens.isAlive(given.credentials, world.now()), 'It is a live application token.', 'Invalid access token: it is unknown or has expired.');
}

/** RFC 6750, section 3. */
function unauthorized(error: string, words: string): Answer {
  return namedError(401, error, words, { 'www-authenticate': `Bearer realm="sandbox"${error === 'invalid_token' ? ', error="invalid_token"' : ''}` });
}

/** Ends the call with 401 unless HTTP Basic (RFC 7617) carries the client's id and secret. */
export function requireClient(call: Call, world: World): void {
  const given = readAuthorization(call.headers.authorization);
  const pair = given?.scheme === 'basic' ? Buffer.from(given.credentials, 'base64').toString() : '';
  const { clientId, clientSecret } = world.store.state;
  const known = sameSecret(pair, `${clientId}:${clientSecret}`);
  const check: Require = call.checks.refusingWith(() => namedError(401, 'invalid_grant', 'Invalid user credentials.', { 'www-authenticate': 'Basic realm="sandbox"' }));
  check('client', known, 'HTTP Basic carries the client id and its secret.', 'HTTP Basic must carry the client id and its secret.');
}
