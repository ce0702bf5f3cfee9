import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';
import { openTestApp, type TestApp } from '../../testing/open-app.ts';
import { json, ROUTES, startWiseDouble } from '../../wise/testing/wise-double.ts';

/** With a vault and a connection to the built-in sandbox. */
export async function startConnected(): Promise<TestApp & { connectionId: string }> {
  const started = await openTestApp();
  const { id } = await started.call('connections.create', { environment: 'built-in', name: 'Play' });
  return { ...started, connectionId: id };
}

/** A port of loopback that nothing listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => void server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** The app with a connection to a Wise double, which grants a token for the code `good` and tells what it was sent. */
export async function startWithDouble(redirectUri: string, given?: TestApp) {
  const wise = await startWiseDouble();
  onTestFinished(() => wise.close());
  const app = given ?? (await openTestApp());
  const hosts = { apiUrl: wise.url, mtlsUrl: wise.url, consentUrl: 'https://wise.example/oauth/authorize/?lang=en' };
  const { id: connectionId } = await app.call('connections.create', { environment: 'custom', name: 'Double', clientId: wise.clientId, clientSecret: wise.clientSecret, hosts, redirectUri });
  await app.app.services.vault.update((body) => ({ ...body, connections: body.connections.map((one) => (one.id === connectionId ? { ...one, wiseCa: [wise.ca.pem] } : one)) }));
  const sent: URLSearchParams[] = [];
  const { [ROUTES.token]: others } = wise.routes;
  wise.routes[ROUTES.token] = (received, response) => {
    const form = new URLSearchParams(received.body);
    if (form.get('grant_type') !== 'authorization_code') return others!(received, response);
    sent.push(form);
    return form.get('code') === 'good' ? json({ access_token: `access-${sent.length}-of-a-user`, token_type: 'bearer', expires_in: 43_200, refresh_token: `refresh-${sent.length}-of-a-user`, refresh_token_expires_in: 9e7 }) : json({ error: 'invalid_grant', error_description: `Code ${form.get('code')} is unknown` }, 400);
  };
  wise.routes['GET /v2/profiles'] = () => json([{ id: 7001, type: 'BUSINESS', userId: 42, fullName: 'Acme Ltd', address: { countryIso2Code: 'gb' } }]);
  return { ...app, wise, connectionId, sent };
}

/** What the browser is sent to. `url`: that of the view. */
export function redirectOf(url: string, answer: Record<string, string>): string {
  const { searchParams } = new URL(url);
  const address = new URL(searchParams.get('redirect_uri') ?? '');
  for (const [name, value] of Object.entries({ ...answer, state: searchParams.get('state') ?? '' })) address.searchParams.append(name, value);
  return address.href;
}
