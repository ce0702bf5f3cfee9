import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ConsentAnswer } from './answer.ts';
import { LoopbackListeners } from './loopback-listeners.ts';
import { loopbackOf } from './redirect-uri.ts';
import { freePort } from './testing/consent-app.ts';

async function listening(redirectUri: (port: number) => string, clock = { now: 0 }) {
  const port = await freePort();
  const answers: [string, ConsentAnswer][] = [];
  const listeners = new LoopbackListeners({ onAnswer: (consentId, answer) => answers.push([consentId, answer]), now: () => clock.now });
  onTestFinished(() => listeners.closeAll());
  const open = (consentId: string, state: string, uri = redirectUri(port)) => listeners.open({ consentId, state, redirectUri: uri, loopback: loopbackOf(uri)!, until: 1000 });
  await open('one', 'state-1');
  return { port, answers, listeners, open, clock };
}

/** The status, or why there is none. */
function ask(port: number, path: string, { method = 'GET', host = `127.0.0.1:${port}`, address = '127.0.0.1' } = {}): Promise<number | string | undefined> {
  return new Promise((resolve) => {
    const asking = request({ host: address, port, path, method, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asking.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    asking.end();
  });
}

test('only the right request with the right state ends the waiting', async () => {
  const { port, answers } = await listening((at) => `http://127.0.0.1:${at}/callback?tenant=7`);
  const good = '/callback?tenant=7&code=c&state=state-1';
  const wrong: [string, Parameters<typeof ask>[2], number][] = [
    [good, { host: 'evil.example' }, 421],
    [good, { host: `localhost:${port}` }, 421],
    ['/callback/?tenant=7&code=c&state=state-1', {}, 404],
    ['/x/../callback?tenant=7&code=c&state=state-1', {}, 404],
    ['/callback?code=c&state=state-1', {}, 404],
    ['/callback?tenant=8&code=c&state=state-1', {}, 404],
    [`http://127.0.0.1:${port}${good}`, {}, 404],
    ['/favicon.ico', {}, 404],
    [good, { method: 'POST' }, 405],
    [good, { method: 'HEAD' }, 405],
    ['/callback?tenant=7&code=c', {}, 400],
    ['/callback?tenant=7&code=c&state=state-2', {}, 400],
    ['/callback?tenant=7&state=state-1', {}, 400],
    ['/callback?tenant=7&code=c&error=no&state=state-1', {}, 400],
    ['/callback?tenant=7&code=c&state=state-1&state=state-2', {}, 400],
  ];
  for (const [path, options, status] of wrong) expect([path, await ask(port, path, options)]).toEqual([path, status]);
  expect(answers).toEqual([]);
  expect(await ask(port, good)).toBe(200);
  expect(answers).toMatchObject([['one', { state: 'state-1' }]]);
  await vi.waitFor(async () => expect(await ask(port, good)).toBe('ECONNREFUSED'));
});

test('two consents share a port and are told apart by their state', async () => {
  const { port, answers, open, listeners } = await listening((at) => `http://127.0.0.1:${at}/callback`);
  await open('two', 'state-2', `http://127.0.0.1:${port}/other`);
  expect(await ask(port, '/other?code=c&state=state-1')).toBe(400);
  expect(await ask(port, '/other?code=c&state=state-2')).toBe(200);
  expect(await ask(port, '/callback?error=no&state=state-1')).toBe(200);
  expect(answers.map(([consentId]) => consentId)).toEqual(['two', 'one']);
  await listeners.closeAll();
});

test('after its time it answers no more', async () => {
  const { port, answers, clock } = await listening((at) => `http://127.0.0.1:${at}/callback`);
  clock.now = 1000;
  expect(await ask(port, '/callback?code=c&state=state-1')).toBe(421);
  expect(answers).toEqual([]);
});

test('localhost is listened for on both of its addresses', async () => {
  const { port } = await listening((at) => `http://localhost:${at}/callback`);
  expect(await ask(port, '/nothing', { host: `localhost:${port}` })).toBe(404);
  const hasIpv6 = Object.values(networkInterfaces()).flat().some((one) => one?.address === '::1');
  if (hasIpv6) expect(await ask(port, '/nothing', { host: `localhost:${port}`, address: '::1' })).toBe(404);
});

test('a port that is taken is said so, and is left alone', async () => {
  const port = await freePort();
  const other = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => void other.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const listeners = new LoopbackListeners({ onAnswer: () => undefined, now: () => 0 });
  const redirectUri = `http://127.0.0.1:${port}/callback`;
  const opening = listeners.open({ consentId: 'one', state: 's', redirectUri, loopback: loopbackOf(redirectUri)!, until: 1 });
  await expect(opening).rejects.toMatchObject({ code: 'CONSENT_PORT_TAKEN', details: { reason: 'EADDRINUSE' } });
  expect(await ask(port, '/callback')).toBe(200);
});

test('a request that is too large is refused, and one that never ends does not keep it from closing', async () => {
  const { port, answers, listeners } = await listening((at) => `http://127.0.0.1:${at}/callback`);
  expect(await ask(port, `/callback?code=${'c'.repeat(20_000)}&state=state-1`)).toBe(431);
  const slow = connect(port, '127.0.0.1', () => slow.write('GET /callback HTTP/1.1\r\n'));
  slow.on('error', () => undefined);
  const ended = new Promise((resolve) => slow.once('close', resolve));
  expect(await ask(port, '/callback?code=c&state=state-1')).toBe(200);
  await listeners.closeAll();
  await ended;
  expect(answers).toHaveLength(1);
});

test('a consent that is opened anew while its page still goes out is listened for', async () => {
  const { port, listeners: others } = await listening((at) => `http://127.0.0.1:${at}/callback`);
  await others.closeAll();
  const redirectUri = `http://127.0.0.1:${port}/callback`;
  const open = (state: string) => listeners.open({ consentId: 'one', state, redirectUri, loopback: loopbackOf(redirectUri)!, until: 1 });
  const listeners: LoopbackListeners = new LoopbackListeners({ onAnswer: () => void open('second'), now: () => 0 });
  onTestFinished(() => listeners.closeAll());
  await open('first');
  expect(await (await fetch(`${redirectUri}?error=access_denied&state=first`)).text()).toContain('Wise said no');
  expect((await fetch(`${redirectUri}?code=c&state=second`)).status).toBe(200);
});
