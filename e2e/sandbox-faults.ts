import { Agent, request } from 'undici';
import type { AppUnderTest } from './fixtures.ts';

/** Switches faults of the running app's built-in sandbox on, over HTTPS as anybody would (see `npm run sandbox -- --help`). */
export async function setFaults(app: AppUnderTest, faults: object): Promise<void> {
  app.hasFaults = true;
  const target = (await app.running.app.work()).sandbox.running();
  if (!target) throw new Error('The built-in sandbox does not run.');
  const dispatcher = new Agent({ connect: { ca: target.ca } });
  const answer = await request(`${target.apiUrl}/__sandbox/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(faults), dispatcher });
  await answer.body.dump();
  await dispatcher.close();
  if (answer.statusCode !== 200) throw new Error(`The sandbox answered ${answer.statusCode} to the faults.`);
}
