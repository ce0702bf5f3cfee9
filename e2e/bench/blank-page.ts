// The raw thing that "window ready" is measured against: Node starts the same browser with a blank page and waits for two frames.
// Shares no code with the app's shell on purpose. Usage: node blank-page.ts BROWSER [--headless]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const [browser, headless] = process.argv.slice(2);
const url = 'data:text/html,<title>blank</title>';
const profile = mkdtempSync(join(tmpdir(), 'blank-page-'));
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const child = spawn(
  browser!,
  [...(headless ? ['--headless', '--disable-gpu', url] : [`--app=${url}`]), '--remote-debugging-pipe', `--user-data-dir=${profile}`, '--no-first-run', '--disable-background-networking', '--window-size=1280,800', ...sandbox],
  { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
);
const [toBrowser, fromBrowser] = [child.stdio[3] as Writable, child.stdio[4] as Readable];

let buffered = '';
const waiting = new Map<number, (result: any) => void>();
fromBrowser.setEncoding('utf8').on('data', (chunk: string) => {
  const messages = (buffered + chunk).split('\0');
  buffered = messages.pop()!;
  for (const text of messages) {
    const message = JSON.parse(text);
    waiting.get(message.id)?.(message.result);
  }
});

let lastId = 0;
function send(method: string, params: object = {}, sessionId?: string): Promise<any> {
  const id = ++lastId;
  toBrowser.write(JSON.stringify({ id, method, params, sessionId }) + '\0');
  return new Promise((resolve) => waiting.set(id, resolve));
}

let page: { targetId: string } | undefined;
while (!page) {
  const { targetInfos } = await send('Target.getTargets');
  page = targetInfos.find((target: { type: string }) => target.type === 'page');
}
const { sessionId } = await send('Target.attachToTarget', { targetId: page.targetId, flatten: true });
await send('Runtime.evaluate', { expression: 'new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))', awaitPromise: true }, sessionId);
console.log(`ready in ${Math.round(performance.now())} ms`);
void send('Browser.close');
child.once('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
