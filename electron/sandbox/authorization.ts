import { namedError, statusError, type Answer } from './answers.ts';
import { findBearer, type Bearer, type PersonBearer } from './bearer.ts';
import type { Call, Require } from './call.ts';
import { sameSecret } from './tokens.ts';
import type { World } from './world.ts';

/** `Scheme credentials` (RFC 9110, 11.6.2); the scheme in lower case. */
function readAuthorization(header: string | undefined): { scheme: string; credentials: string } | undefined {
  const match = /^([A-Za-z]+) +([\x21-\x7e]+)$/.exec(header ?? '');
  return match ? { scheme: match[1]!.toLowerCase(), credentials: match[2]! } : undefined;
}

/** Base64, with its padding or without it (RFC 9110, 11.2; RFC 4648, 4). Node reads past what is none. */
const TOKEN68 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Ends the call with 401 unless it carries a live application token, and with 403 for a token of a person. */
export function requireApplicationToken(call: Call, world: World): void {
  const bearer = requireBearer(call, world);
  const kind: Require = kindCheck(call, world);
  const given = bearer?.kind === 'personal' ? 'a personal one' : 'that of a user';
  kind('token kind', !bearer || bearer.kind === 'application', 'It is not a token of a person.', `This endpoint takes an application token (grant type client_credentials), not ${given}.`);
  const alive: Require = aliveCheck(call);
  alive('token', bearer, 'It is a live application token.', DEAD);
}

/** Answers whose token it is. Ends the call with 401 unless it carries a live token of a person's, and with 403 for an application token. */
export function requireUserToken(call: Call, world: World): PersonBearer {
  const bearer = requireBearer(call, world);
  const kind: Require = kindCheck(call, world);
  kind('token kind', bearer?.kind !== 'application', 'It is not an application token.', 'This endpoint takes the token of a person, not an application token.');
  const alive: Require = aliveCheck(call);
  alive('token', bearer, 'It is a live token of a person.', DEAD);
  return bearer;
}

/** Ends the call with 401 unless it carries a live bearer token of whatever kind. */
export function requireAnyToken(call: Call, world: World): Bearer {
  const bearer = requireBearer(call, world);
  const alive: Require = aliveCheck(call);
  alive('token', bearer, `It is a live ${bearer?.kind} token.`, DEAD);
  return bearer;
}

const DEAD = 'Invalid access token: it is unknown or has expired.';
const aliveCheck = (call: Call): Require => call.checks.refusingWith((words) => unauthorized('invalid_token', words));
const kindCheck = (call: Call, world: World): Require => call.checks.refusingWith((words) => statusError(403, words, call.path, world.now()));

/** Ends the call with 401 unless it carries a bearer token; undefined for a dead one. */
function requireBearer(call: Call, world: World): Bearer | undefined {
  const given = readAuthorization(call.headers.authorization);
  const present: Require = call.checks.refusingWith((words) => unauthorized('unauthorized', words));
  present('authorization', given?.scheme === 'bearer', 'A bearer token came with the call.', 'Full authentication is required to access this resource: send an access token as Authorization: Bearer.');
  return findBearer(given.credentials, world);
}

/** RFC 6750, section 3. */
function unauthorized(error: string, words: string): Answer {
  return namedError(401, error, words, { 'www-authenticate': `Bearer realm="sandbox"${error === 'invalid_token' ? ', error="invalid_token"' : ''}` });
}

/** Wise has one answer for wrong clients, codes and tokens of whatever kind. Every 401 carries a challenge (RFC 9110, 15.5.2). */
export function invalidGrant(): Answer {
  return namedError(401, 'invalid_grant', 'Invalid user credentials.', { 'www-authenticate': 'Basic realm="sandbox"' });
}

/** Ends the call with 401 unless HTTP Basic (RFC 7617) carries the client's id and secret. */
export function requireClient(call: Call, world: World): void {
  const given = readAuthorization(call.headers.authorization);
  const pair = given?.scheme === 'basic' && TOKEN68.test(given.credentials) ? Buffer.from(given.credentials, 'base64').toString() : '';
  const { clientId, clientSecret } = world.store.state;
  const known = sameSecret(pair, `${clientId}:${clientSecret}`);
  const check: Require = call.checks.refusingWith(() => invalidGrant());
  check('client', known, 'HTTP Basic carries the client id and its secret.', 'HTTP Basic must carry the client id and its secret.');
}
