import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';

const CLI = join(import.meta.dirname, 'cli.ts');
const run = promisify(execFile);
let children: ChildProcess[] = [];
afterEach(async () => {
  const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
  children = [];
  await Promise.all(running.map(stop));
});

/** Lets the child clean up after itself. */
async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}

function launch(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  return line;
}

/** Runs to the end; exit code, what it said on either stream. */
async function finish(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = launch(...args);
  const said = { out: '', err: '' };
  child.stdout!.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...said };
}

test.each(['SIGTERM', 'SIGINT'] as const)('--json prints one line to work with, and stays up until %s', async (signal) => {
  const child = launch('--json');
  const info = JSON.parse(await firstLine(child)) as Record<string, string>;
  expect(Object.keys(info).toSorted()).toEqual(['apiUrl', 'authorizeUrl', 'balanceId', 'batchGroupId', 'caFile', 'clientId', 'clientKey', 'clientSecret', 'mtlsUrl', 'otp', 'pagesUrl', 'personalToken', 'profileId', 'redirectUri', 'redirectUris', 'transferIds', 'userId', 'userToken', 'webhookKey']);
  const ca = readFileSync(info['caFile']!, 'utf8');
  expect(ca).toMatch(/^(-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n){2}$/);
  const answer = await request(`${info['apiUrl']}/__sandbox/log`, { dispatcher: new Agent({ connect: { ca } }) });
  expect(await answer.body.json()).toEqual([]);
  child.kill(signal);
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(existsSync(dirname(info['caFile']!))).toBe(false);
});

test('the lines it offers work, over mTLS as well', async ({ skip }) => {
  for (const tool of ['curl', 'openssl']) if (!(await run(tool, tool === 'curl' ? ['--version'] : ['version']).catch(() => undefined))) skip(`${tool} is not on PATH`);
  const child = launch();
  let page = '';
  for await (const line of createInterface({ input: child.stdout! })) {
    page += `${line}\n`;
    if (line.startsWith('Ctrl+C')) break;
  }
  expect(page).toMatch(/^ {2}Developer Hub {3}http:\/\/127\.0\.0\.1:\d+\/__sandbox\/developer-hub /m);
  expect((await fetch(/^ {2}(http:.*\/oauth\/authorize\/\?.*)$/m.exec(page)![1]!)).status).toBe(200);
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-cli-'));
  try {
    const said: string[] = [];
    for (const [line] of page.matchAll(/^ {2}(?:curl|openssl) .*$/gm)) said.push((await run('sh', ['-c', line.replace('curl ', 'curl --silent --show-error ')], { cwd: folder })).stdout);
    const token = { token_type: 'bearer', expires_in: 43_199 };
    expect(said.map((text) => text && (JSON.parse(text) as unknown))).toMatchObject([token, '', '', token]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('it takes the ports it is given', async () => {
  const [port, mtlsPort] = await Promise.all([freePort(), freePort()]);
  const info = JSON.parse(await firstLine(launch('--json', '--port', String(port), '--mtls-port', String(mtlsPort)))) as Record<string, string>;
  expect([info['apiUrl'], info['mtlsUrl']]).toEqual([`https://localhost:${port}`, `https://localhost:${mtlsPort}`]);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('a port that is taken is said in words, with exit code 1', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { code, out, err } = await finish('--json', '--port', String(port));
  server.close();
  expect([code, out]).toEqual([1, '']);
  expect(err).toBe(`SANDBOX_PORT_TAKEN: The port for the sandbox is in use. Choose another with --port, --mtls-port or --pages-port, or leave them out to take a free one. (127.0.0.1:${port}) (EADDRINUSE)\n`);
});

describe('a wrong command line is said in words, with exit code 2', () => {
  test.each([
    [['--unknown'], 'Unknown option \'--unknown\''],
    [['word'], 'Unexpected argument \'word\''],
    [['--port'], 'argument missing'],
    [['--port', '65536'], '--port must be a number from 0 to 65535, not "65536".'],
    [['--port=-1'], '--port must be a number from 0 to 65535, not "-1".'],
    [['--mtls-port', '1e3'], '--mtls-port must be a number from 0 to 65535, not "1e3".'],
    [['--pages-port', '-'], '--pages-port must be a number from 0 to 65535, not "-".'],
  ])('%j', async (args, words) => {
    const { code, out, err } = await finish(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
    expect(err).toContain('Usage: npm run sandbox');
  });
});

test('--help says how', async () => {
  const { code, out, err } = await finish('--help');
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^Usage: npm run sandbox -- \[options\]/);
  expect(out).toContain('"undecryptable": {"count": 1}');
});
