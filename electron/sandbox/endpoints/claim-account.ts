import { fieldErrors, json, statusError, type Answer } from '../answers.ts';
import { requireUserToken } from '../authorization.ts';
import type { Call, Require } from '../call.ts';
import { hasCode, makeClaimCode, readClaimCode } from '../claim-code.ts';
import { html } from '../html.ts';
import { requireFields, requireJsonObject, type FieldRule } from '../json-body.ts';
import { page } from '../page.ts';
import { personById, type Person } from '../people.ts';
import type { Route } from '../route.ts';
import { sameSecret } from '../tokens.ts';
import type { World } from '../world.ts';

const PATH = '/__sandbox/claim';
const TITLE = 'Claim your account';
const REGISTRATION_CODE: FieldRule = { path: 'registrationCode', rule: 'a text', fits: (value) => typeof value === 'string' && value !== '', isSecret: true };

export const claimAccountRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1/user/claim-account', about: 'a code with which the person takes the account over: {registrationCode} with the user’s token', handle: claim },
];

/** What the person sees on Wise's site. */
export const claimPageRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, about: 'the page on which a person takes an account over: ?code=', handle: show },
  { method: 'POST', path: PATH, about: 'the form of that page', handle: submit },
];

/** 403 for a personal token; 401 for a code that is not this user's, or whose account was claimed. */
function claim(call: Call, world: World): Answer {
  const { userId, kind } = requireUserToken(call, world);
  const isUser: Require = call.checks.refusingWith((words) => statusError(403, words, call.path, world.now()));
  isUser('token kind', kind !== 'personal', 'It is a user token.', 'This endpoint takes a user token, not a personal one.');
  const body = requireJsonObject(call, world.now());
  requireFields(call, body, [REGISTRATION_CODE]);
  const person = personById(world.store, userId);
  const fits = hasCode(person) && person.claimedAt === undefined && sameSecret(person.registrationCode, String(body['registrationCode']));
  const check: Require = call.checks.refusingWith(codeRefused);
  check('registrationCode', fits, 'It is this user’s registration code.', 'The registration code is not this user’s, or the account was claimed.');
  return json(200, { claimAccountCode: hasCode(person) ? makeClaimCode(person, world.now()) : '' });
}

/** Every 401 carries a challenge (RFC 9110, 15.5.2). */
function codeRefused(words: string): Answer {
  const answer = fieldErrors(401, [{ code: 'NOT_VALID', message: words, path: 'registrationCode', arguments: [] }]);
  return { ...answer, headers: { 'www-authenticate': 'Bearer realm="sandbox"' } };
}

function show(call: Call, world: World): Answer {
  const code = call.query.get('code') ?? '';
  const person = readClaimCode(world.store, code, world.now());
  return person ? page(200, TITLE, form(person, code)) : refuse();
}

const form = ({ email }: Person, code: string) => html`<h1>${TITLE}</h1>
<p>A partner of Wise made this account for you. Once you claim it, it is yours: the partner can no longer sign in with the registration code.</p>
<form method="post" action="${PATH}">
<input type="hidden" name="code" value="${code}">
<p>Account: <strong>${email}</strong></p>
<button>Claim this account</button>
</form>`;

/** The registration code is good for nothing from then on; tokens that were made with it live on. */
function submit(call: Call, world: World): Answer {
  const person = readClaimCode(world.store, new URLSearchParams(call.body.toString()).get('code') ?? '', world.now());
  if (!person) return refuse();
  const claimedAt = new Date(world.now()).toISOString();
  world.store.change({ users: world.store.state.users.map((one) => (one.id === person.id ? { ...one, claimedAt } : one)) });
  return page(200, TITLE, html`<h1>${TITLE}</h1><p class="note good" role="status">${person.email} is yours now. The registration code has ended.</p>`);
}

const refuse = (): Answer => page(400, TITLE, html`<h1>${TITLE}</h1><p class="note bad" role="alert">This code has ended, was used, or was never made. Ask the partner for a new one.</p>`);
