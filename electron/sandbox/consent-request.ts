import { redirect, type Answer } from './answers.ts';
import { quote, type Call, type Require } from './call.ts';
import { FIXED } from './fixed.ts';

/** What an application asks of a person. */
export interface ConsentRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
}

/**
 * Reads the query of the consent page, or the same fields from its form. Nobody is sent to an address that is not registered:
 * `refuse` answers then. Other faults go back to the application (RFC 6749, 4.1.2.1).
 */
export function readConsentRequest(call: Call, fields: URLSearchParams, clientId: string, refuse: (words: string) => Answer): ConsentRequest {
  const known: Require = call.checks.refusingWith(refuse);
  for (const name of ['client_id', 'redirect_uri']) known(name, fields.getAll(name).length === 1, `${name} is there once.`, `The address must have ${name} in it once.`);
  const asking = fields.get('client_id') ?? '';
  known('client_id', asking === clientId, 'The client id is known.', `There is no application with the client id ${quote(asking)}.`);
  const to = fields.get('redirect_uri') ?? '';
  const registered = FIXED.redirectUris.find((one) => one === to);
  known('redirect_uri', registered !== undefined, 'The redirect URI is registered.', `The redirect URI ${quote(to)} is not one that this application has registered, the query included.`);
  const [state = '', ...states] = fields.getAll('state');
  const complete: Require = call.checks.refusingWith((words) => sendBack({ redirectUri: to, state }, { error: 'invalid_request', error_description: words }));
  complete('state', state !== '' && states.length === 0, 'state is there once.', 'state must be given once, and not be empty.');
  const types = fields.getAll('response_type');
  const isCode: Require = call.checks.refusingWith((words) => sendBack({ redirectUri: to, state }, { error: 'unsupported_response_type', error_description: words }));
  isCode('response_type', types.every((one) => one === 'code'), 'response_type is code, or left out.', 'response_type must be code, or left out.');
  return { clientId, redirectUri: to, state };
}

/** Sends the browser to the application, with its state; what the redirect URI has in its query stays (RFC 6749, 3.1.2). */
export function sendBack({ redirectUri, state }: Pick<ConsentRequest, 'redirectUri' | 'state'>, answer: Readonly<Record<string, string>>): Answer {
  const added = new URLSearchParams({ ...answer, ...(state === '' ? {} : { state }) });
  return redirect(`${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${String(added)}`);
}
