import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runNode, startNode, firstLine, killHard } from '../storage/testing/child.ts';
import { tempFolder } from '../storage/testing/temp-folder.ts';
import { takeAddress } from './address.ts';
import { handOver } from './hand-over.ts';
import { listenForLinks } from './listen.ts';

const LINK = 'portcullis://oauth/callback?code=c&state=s';

async function listening(folder: string) {
  const links: string[] = [];
  const listener = await listenForLinks(folder, (url) => links.push(url));
  onTestFinished(() => listener.close());
  return { links, listener };
}

test('a second process hands its link over, and nothing is left behind', async () => {
  const folder = tempFolder();
  const { links, listener } = await listening(folder);
  const child = startNode(`import { handOver } from '${import.meta.resolve('./hand-over.ts')}'; console.log(await handOver(process.argv[1], process.argv[2]));`, folder, LINK);
  expect(await firstLine(child)).toBe('true');
  expect(links).toEqual([LINK]);
  await listener.close();
  expect(existsSync(join(folder, 'links.sock'))).toBe(false);
  expect(existsSync(join(folder, 'links.address'))).toBe(false);
  expect(await handOver(folder, LINK, 0)).toBe(false);
});

test.skipIf(process.platform === 'win32')('the socket is its owner’s alone', async () => {
  const folder = tempFolder();
  await listening(folder);
  expect(statSync(join(folder, 'links.sock')).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'links.address')).mode & 0o777).toBe(0o600);
});

test.skipIf(process.platform === 'win32')('where the path is too long for a socket, it lies in a folder of its own', async () => {
  const folder = join(tempFolder(), 'x'.repeat(100));
  mkdirSync(folder);
  const { links, listener } = await listening(folder);
  const address = readFileSync(join(folder, 'links.address'), 'utf8');
  expect(Buffer.byteLength(address)).toBeLessThan(104);
  expect(statSync(join(address, '..')).mode & 0o777).toBe(0o700);
  expect(await handOver(folder, LINK)).toBe(true);
  expect(links).toEqual([LINK]);
  await listener.close();
  expect(existsSync(join(address, '..'))).toBe(false);
});

test('what a killed process left behind is taken over', async () => {
  const folder = tempFolder();
  const killed = startNode(`import { listenForLinks } from '${import.meta.resolve('./listen.ts')}'; await listenForLinks(process.argv[1], () => {}); console.log('listens');`, folder);
  expect(await firstLine(killed)).toBe('listens');
  await killHard(killed);
  expect(await handOver(folder, LINK, 0)).toBe(false);
  const { links } = await listening(folder);
  expect(await handOver(folder, LINK)).toBe(true);
  expect(links).toEqual([LINK]);
});

test('it waits for one that is still starting, and gives up where there is none', async () => {
  const folder = tempFolder();
  const handing = handOver(folder, LINK);
  const { links } = await listening(folder);
  expect(await handing).toBe(true);
  expect(links).toEqual([LINK]);
  writeFileSync(join(folder, 'links.address'), join(folder, 'nobody.sock'));
  expect(await handOver(folder, LINK, 0)).toBe(false);
  expect(await handOver(folder, `${LINK}\nmore`, 0)).toBe(false);
});

test('what is longer than a link can be is not read on', async () => {
  const folder = tempFolder();
  const { links } = await listening(folder);
  const ended = await new Promise((resolve) => {
    const socket = connect(readFileSync(join(folder, 'links.address'), 'utf8'), () => socket.write('x'.repeat(20_000)));
    socket.on('error', () => undefined);
    socket.once('close', () => resolve('closed'));
  });
  expect([ended, links]).toEqual(['closed', []]);
});

test('on Windows it is a pipe whose name nobody can guess', async () => {
  const folder = tempFolder();
  const [one, other] = [await takeAddress(folder, 'win32'), await takeAddress(folder, 'win32')];
  expect(one.path).toMatch(/^\\\\\.\\pipe\\portcullis-[0-9a-f]{32}$/);
  expect(other.path).not.toBe(one.path);
});

test('the module is loaded without the rest of the app', () => {
  expect(runNode([], `import { handOver } from '${import.meta.resolve('./hand-over.ts')}'; console.log(await handOver('/nowhere', 'portcullis:x', 0));`)).toBe('false');
});

test.skipIf(process.platform === 'win32')('a link, which may hold a code, goes to no socket of somebody else', async () => {
  const folder = tempFolder();
  const { links } = await listening(folder);
  const ours = vi.spyOn(process, 'getuid').mockReturnValue((process.getuid?.() ?? 0) + 1);
  onTestFinished(() => ours.mockRestore());
  expect(await handOver(folder, LINK, 0)).toBe(false);
  expect(links).toEqual([]);
});
