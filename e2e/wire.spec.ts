import { expect } from '@playwright/test';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { loadDescription } from '../electron/sandbox/testing/conformance.ts';
import { inProcess, test } from './fixtures.ts';
import { firstJob } from './jobs.ts';
import { Wire } from './wire.ts';

test('the calls of a job are heard and held against Wise’s description', async ({ app }) => {
  test.skip(!inProcess, 'In Electron the app is another process.');
  const wire = new Wire();
  await firstJob(app.page);
  // A token, the upload, the playground call, Wise's key.
  expect(await wire.check()).toBeGreaterThanOrEqual(4);
});

test('an exchange that deviates is told', async () => {
  test.skip((await loadDescription()) === undefined, 'Wise’s description is not here.');
  const server = createServer((_, answer) => answer.writeHead(200, { 'content-type': 'application/json' }).end('{"access_token": 5}')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const wire = new Wire();
  const answer = await request(`http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth/token`, { method: 'POST' });
  await answer.body.dump();
  server.close();
  await expect(wire.check()).rejects.toThrow(/POST \/oauth\/token -> 200/);
});
