import { Agent, request } from 'undici';
import { onTestFinished, test, expect } from 'vitest';
import { decideOn } from './consents/testing/person.ts';
import { openTestApp, PASSPHRASE, startTestApp, type TestApp } from './testing/open-app.ts';

/** Another program on this machine, which knows the sandbox by its address, its CA and its client. */
async function integration({ app, call }: TestApp) {
  const { connections } = app.services.vault.read();
  if (connections.length === 0) await call('connections.create', { environment: 'built-in', name: 'Play' });
  const { apiUrl, ca, clientId, clientSecret, consentUrl, redirectUri } = await (await app.work()).sandbox.target();
  const dispatcher = new Agent({ connect: { ca } });
  onTestFinished(() => dispatcher.close());
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret.reveal()}`).toString('base64')}`;
  const ask = async (form: Record<string, string>) => {
    const { statusCode, body } = await request(`${apiUrl}/oauth/token`, { method: 'POST', dispatcher, headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' }, body: String(new URLSearchParams(form)) });
    return { status: statusCode, ...((await body.json()) as Partial<Record<'access_token' | 'refresh_token' | 'error', string>>) };
  };
  return {
    async code() {
      const location = new URL(await decideOn(`${consentUrl}?${String(new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, state: 's' }))}`));
      return location.searchParams.get('code') ?? '';
    },
    exchange: (code: string) => ask({ grant_type: 'authorization_code', client_id: clientId, redirect_uri: redirectUri, code }),
    refresh: (token = '') => ask({ grant_type: 'refresh_token', refresh_token: token }),
    async profiles(token = '') {
      const { statusCode, body } = await request(`${apiUrl}/v2/profiles`, { dispatcher, headers: { authorization: `Bearer ${token}` } });
      await body.dump();
      return statusCode;
    },
  };
}

async function restarted(before: TestApp): Promise<TestApp> {
  await before.close();
  const after = await startTestApp(before.folder);
  await after.call('vault.unlock', { passphrase: PASSPHRASE });
  return after;
}

test('what others were granted by the sandbox of the app outlives the app, and what has ended stays so', async () => {
  const app = await openTestApp();
  const before = await integration(app);
  const spent = await before.code();
  const first = await before.exchange(spent);
  const second = await before.refresh(first.refresh_token);
  const open = await before.code();
  const again = await integration(await restarted(app));
  expect(await again.profiles(first.access_token)).toBe(401);
  expect(await again.profiles(second.access_token)).toBe(200);
  expect((await again.refresh(first.refresh_token)).error).toBe('invalid_grant');
  expect((await again.refresh(second.refresh_token)).status).toBe(200);
  expect(await again.profiles(second.access_token)).toBe(401);
  expect((await again.exchange(open)).status).toBe(200);
  expect((await again.exchange(spent)).error).toBe('invalid_grant');
});
