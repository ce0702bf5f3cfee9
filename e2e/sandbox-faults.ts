import { Agent, request } from 'undici';
import type { AppUnderTest } from './fixtures.ts';

/** Switches faults of the running app's built-in sandbox on, over HTTPS as anybody would (see `npm run sandbox -- --help`). */
export async function setFaults(app: AppUnderTest, faults: object): Promise<void> {
  app.hasFaults = true;
  await ask(app, 'POST', '/__sandbox/faults', faults);
}

/** One call that the sandbox received, as it tells of it. */
export interface SandboxCall {
  readonly method: string;
  readonly path: string;
  readonly answer: { readonly status: number };
}

/** What the running app's built-in sandbox received, oldest first. */
export async function sandboxCalls(app: AppUnderTest): Promise<SandboxCall[]> {
  return (await ask(app, 'GET', '/__sandbox/log')) as SandboxCall[];
}

async function ask(app: AppUnderTest, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
  const target = (await app.running.app.work()).sandbox.running();
  if (!target) throw new Error('The built-in sandbox does not run.');
  const dispatcher = new Agent({ connect: { ca: target.ca } });
  const answer = await request(target.apiUrl + path, { method, headers: { 'content-type': 'application/json' }, body: body ? JSON.stringify(body) : null, dispatcher });
  const json = await answer.body.json();
  await dispatcher.close();
  if (answer.statusCode !== 200) throw new Error(`The sandbox answered ${answer.statusCode} to ${method} ${path}.`);
  return json;
}
