import { json, namedError } from '../answers.ts';
import type { Answer } from '../answers.ts';
import { requireClient } from '../authorization.ts';
import { mediaType, quote, type Call, type Require } from '../call.ts';
import type { Route } from '../route.ts';
import { TOKEN_SECONDS } from '../tokens.ts';
import type { World } from '../world.ts';

const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Grants by their `grant_type`. */
const GRANTS: Record<string, (world: World) => Answer> = {
  client_credentials: applicationToken,
  authorization_code: notInThisVersion,
  registration_code: notInThisVersion,
  refresh_token: notInThisVersion,
};

export const oauthRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/oauth/token',
    about: 'application token: HTTP Basic with client id and secret, form field grant_type=client_credentials',
    handle: createToken,
  },
];

function createToken(call: Call, world: World): Answer {
  requireClient(call, world);
  const check: Require = call.checks.refusingWith(() => namedError(400, 'invalid_request', 'Missing grant type'));
  const type = mediaType(call.headers['content-type']);
  check('content-type', type === FORM_TYPE, 'The body is a form.', `Content-Type must be ${FORM_TYPE}; it is ${quote(type)}.`);
  const types = new URLSearchParams(call.body.toString()).getAll('grant_type');
  const grant = types.length === 1 && Object.hasOwn(GRANTS, types[0]!) ? GRANTS[types[0]!] : undefined;
  check('grant_type', grant, `grant_type is ${types[0]}.`, `grant_type must be given once, as one of ${Object.keys(GRANTS).join(', ')}; it is ${quote(types)}.`);
  return grant(world);
}

/** RFC 6749, sections 4.4.3 and 5.1: no refresh token. */
function applicationToken(world: World): Answer {
  const { token, endsAt } = world.tokens.issue(world.now());
  const body = { access_token: token, token_type: 'bearer', expires_in: TOKEN_SECONDS, expires_at: new Date(endsAt).toISOString(), scope: 'transfers' };
  return json(200, body, { pragma: 'no-cache' });
}

function notInThisVersion(): Answer {
  return namedError(400, 'unsupported_grant_type', 'This version of the built-in sandbox grants client_credentials only.');
}
