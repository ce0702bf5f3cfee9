import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { MAX_MESSAGE_BYTES } from '../../shared/ipc/api.ts';
import { ORIGIN, START_URL } from './chromium/session.ts';
import type { Sender } from './port.ts';
import { assetsFrom, openTestWindow, type TestWindow } from './testing.ts';

const PRELOAD = `
const { contextBridge, ipcRenderer } = require('electron');
contextBridge.exposeInMainWorld('portcullis', {
  call: (...args) => ipcRenderer.invoke('call', ...args),
  version: 3,
  nested: { echo: (text) => text },
  onChanged: (listener) => {
    const forward = (event, topics) => listener(topics);
    ipcRenderer.on('changed', forward);
    return () => ipcRenderer.removeListener('changed', forward);
  },
});`;

interface PortcullisApi {
  call(...args: unknown[]): Promise<unknown>;
  version: number;
  nested: { echo(text: string): string };
  onChanged(listener: (topics: unknown) => void): () => void;
}

declare global {
  interface Window {
    early: string;
    heard: unknown[];
    inline?: boolean;
    evaluated: boolean;
    stop(): void;
  }
}

const assets = assetsFrom({
  '/index.html': '<!doctype html><title>Start</title><link rel="stylesheet" href="/a.css"><script src="/a.js"></script><style nonce="__CSP_NONCE__">b{color:red}</style><h1>Here</h1><b>b</b>',
  '/a.js': 'window.early = typeof portcullis; window.heard = []; try { window.evaluated = eval("true"); } catch { window.evaluated = false; }',
  '/a.css': 'h1 { color: rgb(1, 2, 3) }',
});

let calls: { channel: string; args: unknown[]; sender: Sender }[] = [];
let host: TestWindow;

async function open(dataDir?: string): Promise<TestWindow> {
  return openTestWindow({
    assets,
    preload: PRELOAD,
    ...(dataDir === undefined ? {} : { dataDir }),
    onInvoke: async (channel, args, sender) => {
      calls.push({ channel, args, sender });
      return { args };
    },
  });
}


/** Runs a function in the page, with the exposed API as its argument. */
function inPage<T>(run: (portcullis: PortcullisApi) => T | Promise<T>): Promise<T> {
  return host.page.evaluate(`(${run.toString()})(window.portcullis)`) as Promise<T>;
}

beforeAll(async () => {
  host = await open();
});
afterAll(() => host.close());
afterEach(() => {
  calls = [];
});

test('the host says what it is', () => {
  expect(host.shell.host.kind).toBe('chromium');
  expect(host.shell.host.name).toMatch(/ \d+\.\d+\.\d+\.\d+$/);
});

test.runIf(process.platform === 'linux')('no port listens, in the browser or in this process', async () => {
  const listening = await readSockets();
  for (const pid of await family(process.pid)) {
    for (const inode of await socketsOf(pid)) expect(listening.has(inode), `pid ${pid}`).toBe(false);
  }
});

test('the preload ran before the page, and the page sees its API and nothing else', async () => {
  expect(await inPage(() => window.early)).toBe('object');
  // Against a frame of the same browser that has no bridge.
  const extra = await inPage(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const bare = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    frame.remove();
    return Object.getOwnPropertyNames(window).filter((name) => !bare.has(name) && !/^\d+$/.test(name));
  });
  expect(extra.sort()).toEqual(['early', 'evaluated', 'heard', 'portcullis']);
  expect(await inPage((portcullis) => [portcullis.version, portcullis.nested.echo('x'), Object.isFrozen(portcullis), Object.isFrozen(portcullis.nested)])).toEqual([3, 'x', true, true]);
});

test('a call goes out with what it carries and comes back; the sender is trusted', async () => {
  expect(await inPage((portcullis) => portcullis.call('m', { a: ['ü'], b: null }))).toEqual({ args: ['m', { a: ['ü'], b: null }] });
  expect(calls).toEqual([{ channel: 'call', args: ['m', { a: ['ü'], b: null }], sender: { trusted: true, url: ORIGIN } }]);
});

test('a key named __proto__ crosses as a key', async () => {
  await inPage((portcullis) => portcullis.call(JSON.parse('{"__proto__": {"polluted": true}}')));
  expect(Object.hasOwn(calls[0]?.args[0] as object, '__proto__')).toBe(true);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('a message over the bound is refused unread, and its call answered', async () => {
  const answer = await host.page.evaluate(`window.portcullis.call('x'.repeat(${MAX_MESSAGE_BYTES}))`);
  expect(answer).toMatchObject({ ok: false, error: { code: 'IPC_TOO_LARGE' } });
  expect(calls).toEqual([]);
});

test('events reach the page until it stops listening', async () => {
  await inPage((portcullis) => {
    window.stop = portcullis.onChanged((topics) => window.heard.push(topics));
  });
  host.window.send('changed', ['keys']);
  await expect.poll(() => inPage(() => window.heard)).toEqual([['keys']]);
  await inPage(() => window.stop());
  host.window.send('changed', ['audit']);
  await inPage((portcullis) => portcullis.call());
  expect(await inPage(() => window.heard)).toEqual([['keys']]);
});

test('a message of another frame’s world is not trusted', async () => {
  const session = await host.page.context().newCDPSession(host.page);
  await inPage(() => void document.body.appendChild(document.createElement('iframe')));
  const { frameTree } = await session.send('Page.getFrameTree');
  const frameId = frameTree.childFrames?.[0]?.frame.id ?? '';
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId, worldName: 'portcullis-preload' });
  await session.send('Runtime.evaluate', { contextId: executionContextId, expression: `portcullisHost('7 ["call"]')` });
  await expect.poll(() => calls.map(({ sender }) => sender.trusted)).toEqual([false]);
  await inPage(() => document.querySelector('iframe')?.remove());
});

test.each(['', '7', 'x ["call"]', '7 {', '7 {"0":"call"}', '7 [1]', '99999999999 ["call"]'])('the malformed message %j reaches nobody', async (text) => {
  const session = await host.page.context().newCDPSession(host.page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'portcullis-preload' });
  await session.send('Runtime.evaluate', { contextId: executionContextId, expression: `portcullisHost(${JSON.stringify(text)})` });
  await inPage((portcullis) => portcullis.call('after'));
  expect(calls.map(({ args }) => args)).toEqual([['after']]);
});

test('the policy holds: own style and nonce pass; inline script, eval and requests do not', async () => {
  const seen = await inPage(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.inline = true';
    document.body.append(script);
    return {
      inline: window.inline ?? false,
      eval: window.evaluated,
      fetch: await fetch('/a.js').then(() => 'passed', () => 'refused'),
      h1: getComputedStyle(document.querySelector('h1') ?? document.body).color,
      b: getComputedStyle(document.querySelector('b') ?? document.body).color,
    };
  });
  expect(seen).toEqual({ inline: false, eval: false, fetch: 'refused', h1: 'rgb(1, 2, 3)', b: 'rgb(255, 0, 0)' });
});

test('window.open answers null and hangs nobody', async () => {
  expect(await inPage(() => window.open('https://example.com') === null && window.open('about:blank') === null)).toBe(true);
});

test('a second page, a pop-up or DevTools window, is closed', async () => {
  const session = await host.browser.newBrowserCDPSession();
  const targets = async (): Promise<string[]> => (await session.send('Target.getTargets')).targetInfos.filter(({ type }) => type === 'page').map(({ url }) => url);
  await session.send('Target.createTarget', { url: 'https://example.com/' });
  await session.send('Target.createTarget', { url: 'devtools://devtools/bundled/inspector.html' }).catch(() => undefined);
  await expect.poll(targets).toEqual([START_URL]);
});

test.each(['https://example.com/', 'http://127.0.0.1:1/', 'file:///etc/passwd', 'about:blank', 'blob:x', 'data:text/html,x', 'javascript:void(document.title="gone")'])('the page cannot leave for %s', async (url) => {
  await host.page.evaluate((target) => {
    location.href = target === 'blob:x' ? URL.createObjectURL(new Blob(['<h1>blob</h1>'], { type: 'text/html' })) : target;
  }, url);
  await host.page.waitForTimeout(100);
  await expect.poll(() => host.page.evaluate(() => `${location.href} ${document.querySelector('h1')?.textContent}`).catch(() => '')).toBe(`${START_URL} Here`);
  await expect.poll(() => inPage((portcullis) => portcullis.version)).toBe(3);
});

test('a file that is dropped on the window, or about:blank typed for it, does not stay', async () => {
  const session = await host.page.context().newCDPSession(host.page);
  for (const url of ['about:blank', 'file:///etc/hostname']) {
    await session.send('Page.navigate', { url });
    await expect.poll(() => host.page.evaluate(() => location.href).catch(() => '')).toBe(START_URL);
  }
});

test('there is no way back to the page the window started from', async () => {
  const session = await host.page.context().newCDPSession(host.page);
  const history = async (): Promise<string[]> => (await session.send('Page.getNavigationHistory')).entries.map(({ url }) => url);
  await expect.poll(history).toEqual([START_URL]);
});

test('the page works as before after a reload', async () => {
  await host.page.reload();
  expect(await inPage((portcullis) => portcullis.call('again'))).toEqual({ args: ['again'] });
  host.window.send('changed', 1);
});

test('nothing is downloaded', async () => {
  const dir = host.dataDir;
  await inPage(() => Object.assign(document.createElement('a'), { href: 'data:text/plain,x', download: 'stolen.txt' }).click());
  await inPage((portcullis) => portcullis.call());
  expect((await readdir(dir, { recursive: true })).filter((name) => name.includes('stolen'))).toEqual([]);
});

test('the clipboard takes and gives text for the shell, and refuses the page', async () => {
  await host.shell.clipboard.write('grüezi');
  expect(await host.shell.clipboard.read()).toBe('grüezi');
  const refused = await inPage(() => navigator.clipboard.readText().then(() => 'read', () => 'refused'));
  expect(refused).toBe('refused');
});

test('the page has no permission of its own', async () => {
  const states = await inPage(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'] as PermissionName[];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
});

test('a notification leaves no permission behind', async () => {
  host.shell.notify('Title', 'Body');
  await expect.poll(() => inPage(() => Notification.permission)).toBe('denied');
});

test('the file chooser gives main the file, and a cancelled one nothing', async () => {
  const file = join(host.dataDir, 'key.pem');
  await writeFile(file, 'PEM');
  const session = await host.page.context().newCDPSession(host.page);
  await session.send('Page.enable');
  await session.send('Page.setInterceptFileChooserDialog', { enabled: true });
  const opened = new Promise<number>((resolve) => session.once('Page.fileChooserOpened', ({ backendNodeId }) => resolve(backendNodeId ?? 0)));
  const picking = host.shell.dialogs.openFile({ title: 'Key', extensions: ['pem'] });
  await session.send('DOM.setFileInputFiles', { files: [file], backendNodeId: await opened });
  const picked = await picking;
  expect(picked?.name).toBe('key.pem');
  expect(Buffer.from((await picked?.read(100)) ?? []).toString()).toBe('PEM');
  await session.send('Page.setInterceptFileChooserDialog', { enabled: true, cancel: true });
  expect(await host.shell.dialogs.openFile({ title: 'Key', extensions: ['pem'] })).toBeUndefined();
  expect(await host.shell.dialogs.saveFile({ title: 'Save', suggestedName: 'x' })).toBeUndefined();
});

test('there is no keystore', async () => {
  await expect(host.shell.keystore.assertAvailable()).rejects.toMatchObject({ code: 'KEYSTORE_REFUSED' });
});

test('the window comes to the front without an error', async () => {
  host.window.focus();
  expect(await inPage((portcullis) => portcullis.call('still'))).toEqual({ args: ['still'] });
});

test('browser killed from outside: closed says crashed, and nothing hangs', async () => {
  const other = await open();
  const [pid] = await children(process.pid, other.dataDir);
  process.kill(pid ?? 0, 'SIGKILL');
  expect(await other.window.closed).toBe('crashed');
  other.window.send('changed', 1);
  await expect(other.shell.clipboard.write('x')).rejects.toMatchObject({ code: 'CLIPBOARD_REFUSED' });
  await other.close();
});

test('the page crashed: the same', async () => {
  const other = await open();
  const session = await other.page.context().newCDPSession(other.page);
  session.send('Page.crash').catch(() => undefined);
  expect(await other.window.closed).toBe('crashed');
  await other.close();
});

test('the person closes the window: closed says so, and the profile keeps nothing', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'portcullis-window-'));
  const other = await open(dataDir);
  await other.page.close().catch(() => undefined);
  expect(await other.window.closed).toBe('closed');
  await other.close();
  const left = await readdir(join(dataDir, 'browser'), { recursive: true });
  expect(left.filter((name) => !['First Run', 'Local State', 'Default', join('Default', 'Preferences')].includes(name))).toEqual([]);
  expect((await stat(join(dataDir, 'browser'))).mode & 0o077).toBe(0);
  await rm(dataDir, { recursive: true });
});

/** Inodes of the TCP sockets that listen. */
async function readSockets(): Promise<Set<string>> {
  const { stdout } = await promisify(execFile)('cat', ['/proc/net/tcp', '/proc/net/tcp6']);
  return new Set(stdout.split('\n').map((line) => line.trim().split(/\s+/)).filter((fields) => fields[3] === '0A').map((fields) => fields[9] ?? ''));
}

async function socketsOf(pid: number): Promise<string[]> {
  const names = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')));
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}

/** A process and all that it started. */
async function family(pid: number): Promise<number[]> {
  const below = await Promise.all((await children(pid)).map(family));
  return [pid, ...below.flat()];
}

/** Processes a process started; only those whose command line names `word`, if given. */
async function children(pid: number, word = ''): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=,args=', '--ppid', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.split('\n').filter((line) => line.includes(word) && line.trim() !== '' && !line.includes('ps -o')).map((line) => Number.parseInt(line, 10));
}
