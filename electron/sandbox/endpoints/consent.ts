import type { Answer } from '../answers.ts';
import type { Call } from '../call.ts';
import { makeConsentCode } from '../consent-codes.ts';
import { readConsentRequest, sendBack, type ConsentRequest } from '../consent-request.ts';
import { FIXED } from '../fixed.ts';
import { isFormToken, makeFormToken } from '../form-token.ts';
import { html, type Html } from '../html.ts';
import { page } from '../page.ts';
import { people, type Person } from '../people.ts';
import type { Route } from '../route.ts';
import type { World } from '../world.ts';

export const CONSENT_PATH = '/oauth/authorize/';
const TITLE = 'Let an application act for you';

/** Where a person lets an application act; with and without the slash at the end. */
export const consentRoutes: readonly Route[] = [CONSENT_PATH, CONSENT_PATH.slice(0, -1)].flatMap((path): Route[] => [
  { method: 'GET', path, about: 'the consent page: ?client_id&redirect_uri&state', handle: show },
  { method: 'POST', path, about: 'the form of that page: it sends the browser to the redirect URI', handle: decide },
]);

const refuse = (words: string): Answer => page(400, TITLE, html`<h1>${TITLE}</h1><p class="note bad" role="alert">${words}</p><p>Nothing was granted. Go back to the application.</p>`);

function show(call: Call, world: World): Answer {
  return answer(200, readConsentRequest(call, call.query, world.store.state.clientId, refuse), world);
}

/** Answers the redirect with `code`, `state` and `profileId`, or with the person's refusal (RFC 6749, 4.1.2); the page again where nothing was decided. */
function decide(call: Call, world: World): Answer {
  const fields = new URLSearchParams(call.body.toString());
  const asked = readConsentRequest(call, fields, world.store.state.clientId, refuse);
  if (!isFormToken(fields.get('form_token') ?? '', about(asked), world.now())) return answer(400, asked, world, 'This form is too old, or is not from this page. Please decide again.');
  const decision = fields.get('decision');
  if (decision === 'deny') return sendBack(asked, { error: 'access_denied', error_description: 'The user denied the request' });
  if (decision !== 'allow') return answer(400, asked, world, 'Choose whether the application may act for you.');
  const chosen = findProfile(world, fields.get('profileId'));
  if (!chosen) return answer(400, asked, world, 'Choose one of the profiles.');
  const code = makeConsentCode(world.store, { ...chosen, redirectUri: asked.redirectUri }, world.now());
  return sendBack(asked, { code, profileId: String(chosen.profileId) });
}

function findProfile({ store }: World, id: string | null): { userId: number; profileId: number } | undefined {
  const all = people(store).flatMap((person) => person.profiles.map((profile) => ({ userId: person.id, profileId: profile.id })));
  return all.find((one) => String(one.profileId) === id);
}

const about = ({ clientId, redirectUri, state }: ConsentRequest): string[] => [clientId, redirectUri, state];

function answer(status: number, asked: ConsentRequest, world: World, refusal?: string): Answer {
  return page(status, TITLE, render(asked, world, refusal), [sourceOf(asked.redirectUri)]);
}

/** What stands for an address in a content security policy: its origin, or the scheme where it has none. */
function sourceOf(address: string): string {
  const { origin, protocol } = new URL(address);
  return origin === 'null' ? protocol : origin;
}

function render(asked: ConsentRequest, world: World, refusal: string | undefined): Html {
  return html`<h1>${TITLE}</h1>
<p>Wise’s consent page, of Portcullis’s built-in sandbox. No real money moves here.</p>
${refusal === undefined ? '' : html`<p class="note bad" role="alert">${refusal}</p>`}
<p>The application <code>${asked.clientId}</code> asks to act for you at Wise: to see your profiles, balances and transfers, and to make transfers.</p>
<p>Whatever you decide, you then go to <code>${asked.redirectUri}</code>.</p>
<form method="post" action="${CONSENT_PATH}">
<input type="hidden" name="client_id" value="${asked.clientId}">
<input type="hidden" name="redirect_uri" value="${asked.redirectUri}">
<input type="hidden" name="state" value="${asked.state}">
<input type="hidden" name="form_token" value="${makeFormToken(about(asked), world.now())}">
${people(world.store).map(choices)}
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>`;
}

const choices = ({ email, profiles }: Person): Html => html`<fieldset>
<legend>Profiles of ${email}</legend>
${profiles.map(({ id, type, name }) => html`<label><input type="radio" name="profileId" value="${id}"${id === FIXED.profileId ? html` checked` : ''}>${name} (${type.toLowerCase()})</label>
`)}</fieldset>
`;
