import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const module = pathToFileURL(join(import.meta.dirname, 'pass-through.mjs')).href;

/** A Node that runs another in its place. */
function wrapper(inner: string) {
  const source = `import { passThrough } from ${JSON.stringify(module)}; process.exitCode = await passThrough(process.execPath, ['-e', ${JSON.stringify(inner)}], { WORD: 'hello' });`;
  return spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
}

test('output, added environment and exit code come through', async () => {
  const child = wrapper('process.stdout.write(process.env.WORD); process.exitCode = 7');
  const output = child.stdout.toArray();
  const [code] = (await once(child, 'exit')) as [number];
  expect([Buffer.concat((await output) as Buffer[]).toString(), code]).toEqual(['hello', 7]);
});

test('a signal is passed on, and its end is the child’s', async () => {
  const child = wrapper(`process.on('SIGTERM', () => process.exit(5)); console.log('up'); setInterval(() => {}, 1000)`);
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect((await once(child, 'exit'))[0]).toBe(5);
});

test('a child ended by a signal is 128 and its number', async () => {
  const child = wrapper(`process.kill(process.pid, 'SIGKILL')`);
  expect((await once(child, 'exit'))[0]).toBe(137);
});

test.skipIf(process.platform === 'win32')('under npm, the end of the shell between ends the program', async () => {
  const inner = `process.on('SIGTERM', () => { console.log('ended'); process.exit() }); console.log('up'); setInterval(() => {}, 1000)`;
  const source = `import { passThrough } from ${JSON.stringify(module)}; await passThrough(process.execPath, ['-e', ${JSON.stringify(inner)}]);`;
  // The shell must stay between: with a command after it, it cannot give way to the program.
  const shell = spawn('/bin/sh', ['-c', '"$0" --input-type=module -e "$1"; exit', process.execPath, source], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: 'start' },
  });
  const words = shell.stdout.setEncoding('utf8')[Symbol.asyncIterator]() as AsyncIterator<string>;
  expect((await words.next()).value).toBe('up\n');
  shell.kill('SIGTERM');
  expect((await words.next()).value).toBe('ended\n');
});
