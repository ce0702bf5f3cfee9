import { json, namedError, type Answer } from '../answers.ts';
import { invalidGrant, requireClient } from '../authorization.ts';
import { mediaType, quote, type Call, type Require } from '../call.ts';
import { findConsentCode } from '../consent-codes.ts';
import { personByEmail } from '../people.ts';
import type { Route } from '../route.ts';
import { sameSecret } from '../tokens.ts';
import { endGrantOfCode, findRefreshable, grantUser, refreshGrant, type Granted } from '../user-grants.ts';
import type { World } from '../world.ts';

export const TOKEN_PATH = '/oauth/token';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const MISSING_GRANT = 'Missing grant type';

type Grant = (form: URLSearchParams, call: Call, world: World) => Answer;

/** Grants by their `grant_type`. */
const GRANTS: Record<string, Grant> = {
  client_credentials: (_form, _call, world) => applicationToken(world),
  authorization_code: exchangeCode,
  registration_code: signInWithCode,
  refresh_token: refresh,
};

export const oauthRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: TOKEN_PATH,
    about: 'tokens: HTTP Basic with client id and secret, and a form with grant_type=client_credentials; authorization_code with client_id, code, redirect_uri; registration_code with client_id, email, registration_code; refresh_token with refresh_token',
    handle: createToken,
  },
];

function createToken(call: Call, world: World): Answer {
  requireClient(call, world);
  const check: Require = call.checks.refusingWith(() => namedError(400, 'invalid_request', MISSING_GRANT));
  const type = mediaType(call.headers['content-type']);
  check('content-type', type === FORM_TYPE, 'The body is a form.', `Content-Type must be ${FORM_TYPE}; it is ${quote(type)}.`);
  const form = new URLSearchParams(call.body.toString());
  return requireGrant(form, call)(form, call, world);
}

/** The grant that the form names once. One that nobody knows has an error of its own (RFC 6749, 5.2). */
function requireGrant(form: URLSearchParams, call: Call): Grant {
  const types = form.getAll('grant_type');
  const [type = ''] = types;
  const known = `one of ${Object.keys(GRANTS).join(', ')}`;
  const isThere: Require = call.checks.refusingWith(() => namedError(400, 'invalid_request', types.length > 1 ? 'grant_type is there more than once' : MISSING_GRANT));
  isThere('grant_type', types.length === 1 && type !== '', 'grant_type is there once.', `grant_type must be given once, as ${known}; it is ${quote(types)}.`);
  const grant = Object.hasOwn(GRANTS, type) ? GRANTS[type] : undefined;
  const isKnown: Require = call.checks.refusingWith(() => namedError(400, 'unsupported_grant_type', `Unsupported grant type: ${quote(type)}`));
  isKnown('grant', grant, `grant_type is ${type}.`, `grant_type must be ${known}; it is ${quote(type)}.`);
  return grant;
}

/** RFC 6749, sections 4.4.3 and 5.1: no refresh token. */
function applicationToken(world: World): Answer {
  const seconds = world.faults.tokenSeconds;
  const { token, endsAt } = world.tokens.issue(world.now(), seconds);
  const body = { access_token: token, token_type: 'bearer', expires_in: seconds, expires_at: new Date(endsAt).toISOString(), scope: 'transfers' };
  return json(200, body, { pragma: 'no-cache' });
}

/** RFC 6749, section 4.1.3. A code that comes again ends what it gave (4.1.2). */
function exchangeCode(form: URLSearchParams, call: Call, world: World): Answer {
  const [clientId, code, redirectUri] = requireFields(form, call, ['client_id', 'code', 'redirect_uri']);
  requireClientId(clientId!, call, world);
  const { store } = world;
  const consent = findConsentCode(store, code!, world.now());
  const cameAgain = !consent && endGrantOfCode(store, code!);
  const check: Require = credentialsCheck(call);
  check('code', consent, 'The code is open.', cameAgain ? 'The code was used before: what it gave has ended.' : 'The code is unknown, was used or is older than 30 minutes.');
  check('redirect_uri', consent.redirectUri === redirectUri, 'It is where the code was sent.', `The code was sent to ${quote(consent.redirectUri)}, not to ${quote(redirectUri)}.`);
  return userToken(world, (lifetime) => grantUser(store, { userId: consent.userId, profileId: consent.profileId, code: code! }, lifetime));
}

/** Wise's own: for a user that was made with a registration code and has not claimed the account. */
function signInWithCode(form: URLSearchParams, call: Call, world: World): Answer {
  const [clientId, email, registrationCode] = requireFields(form, call, ['client_id', 'email', 'registration_code']);
  requireClientId(clientId!, call, world);
  const user = personByEmail(world.store, email!);
  const check: Require = credentialsCheck(call);
  check('email', user, 'There is a user of this address.', 'There is no user of this address.');
  check('claimed', user.claimedAt === undefined, 'The account was not claimed.', 'The account was claimed: the registration code has ended.');
  const fits = user.registrationCode !== undefined && sameSecret(user.registrationCode, registrationCode!);
  check('registration_code', fits, 'It is the registration code of that user.', 'It is not the registration code of that user.');
  return userToken(world, (lifetime) => grantUser(world.store, { userId: user.id }, lifetime));
}

/** RFC 6749, section 6. */
function refresh(form: URLSearchParams, call: Call, world: World): Answer {
  const [token] = requireFields(form, call, ['refresh_token']);
  const check: Require = credentialsCheck(call);
  if (world.faults.take('refreshRefused', call)) check('fault', false, '', 'The fault refreshRefused refuses it.');
  const grant = findRefreshable(world.store, token!, world.now());
  check('refresh_token', grant, 'The refresh token is alive.', 'The refresh token is unknown or has ended.');
  const isStrict = world.faults.isRefreshStrict;
  return userToken(world, (lifetime) => refreshGrant(world.store, grant, token!, { ...lifetime, isStrict }));
}

function userToken(world: World, grant: (lifetime: { now: number; seconds: number }) => Granted): Answer {
  const now = world.now();
  const seconds = world.faults.tokenSeconds;
  const { accessToken, accessEndsAt, refreshToken, refreshEndsAt } = grant({ now, seconds });
  const body = {
    access_token: accessToken,
    token_type: 'bearer',
    expires_in: seconds,
    expires_at: new Date(accessEndsAt).toISOString(),
    refresh_token: refreshToken,
    refresh_token_expires_in: Math.floor((refreshEndsAt - now) / 1000),
    refresh_token_expires_at: new Date(refreshEndsAt).toISOString(),
    scope: 'transfers',
    created_at: new Date(now).toISOString(),
  };
  return json(200, body, { pragma: 'no-cache' });
}

const credentialsCheck = (call: Call): Require => call.checks.refusingWith(invalidGrant);

/** The values of the fields named, each given once and not empty (RFC 6749, 3.2). */
function requireFields(form: URLSearchParams, call: Call, names: readonly string[]): string[] {
  const check: Require = call.checks.refusingWith((words) => namedError(400, 'invalid_request', words));
  return names.map((name) => {
    const values = form.getAll(name);
    check(name, values.length === 1 && values[0] !== '', `${name} is there once.`, values.length > 1 ? `${name} is there more than once` : `Missing ${name}`);
    return values[0]!;
  });
}

function requireClientId(clientId: string, call: Call, world: World): void {
  const check: Require = credentialsCheck(call);
  check('client_id', clientId === world.store.state.clientId, 'client_id is that of HTTP Basic.', `client_id is not that of HTTP Basic; it is ${quote(clientId)}.`);
}
