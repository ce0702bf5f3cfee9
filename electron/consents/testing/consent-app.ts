import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';
import { CALL_CHANNEL } from '../../../shared/ipc/api.ts';
import type { Input, Method, Output } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { createApp, type App } from '../../app.ts';
import { createMemoryShell, type MemoryShell } from '../../shell/memory.ts';
import { openProfile } from '../../storage/profile.ts';
import { tempFolder } from '../../storage/testing/temp-folder.ts';
import { json, ROUTES, startWiseDouble } from '../../wise/testing/wise-double.ts';

export const PASSPHRASE = 'correct horse battery';

/** The whole app without a window, over real sockets and the built-in sandbox. */
export type ConsentApp = {
  app: App;
  shell: MemoryShell;
  folder: string;
  call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>>;
  result<M extends Method>(method: M, input: Input<M>): Promise<Result<Output<M>>>;
  stop(): Promise<void>;
};

export async function startApp(folder = tempFolder()): Promise<ConsentApp> {
  const profile = await openProfile(folder);
  const shell = createMemoryShell();
  const app = createApp({ shell, profile, version: 'test', onReady: () => undefined, kdf: { m: 8192, t: 1, p: 1 } });
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= app.close('quit').then(() => profile.close()));
  onTestFinished(stop);
  const result = async <M extends Method>(method: M, input: Input<M>) => (await app.onInvoke(CALL_CHANNEL, [method, input], { trusted: true, url: 'app://portcullis/' })) as Result<Output<M>>;
  return {
    app, shell, folder, result, stop,
    async call(method, input) {
      const answer = await result(method, input);
      if (!answer.ok) throw new Error(`${method}: ${answer.error.code} ${JSON.stringify(answer.error.details)}`);
      return answer.value;
    },
  };
}

/** With a vault and a connection to the built-in sandbox. */
export async function startConnected(): Promise<ConsentApp & { connectionId: string }> {
  const started = await startApp();
  await started.call('vault.create', { passphrase: PASSPHRASE });
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
export async function startWithDouble(redirectUri: string, given?: ConsentApp) {
  const wise = await startWiseDouble();
  onTestFinished(() => wise.close());
  const app = given ?? (await startApp());
  if (!given) await app.call('vault.create', { passphrase: PASSPHRASE });
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
