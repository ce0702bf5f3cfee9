import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Pipe, ProtocolError } from './pipe.ts';
import type { Message } from './protocol.ts';

function connect(): { pipe: Pipe; sent: () => Message[]; fromBrowser: PassThrough; toBrowser: PassThrough } {
  const [toBrowser, fromBrowser] = [new PassThrough(), new PassThrough()];
  let text = '';
  toBrowser.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const sent = (): Message[] => text.split('\0').slice(0, -1).map((part) => JSON.parse(part) as Message);
  return { pipe: new Pipe(toBrowser, fromBrowser), sent, fromBrowser, toBrowser };
}

test('answers find their command in any order and in any cut of bytes', async () => {
  const { pipe, sent, fromBrowser } = connect();
  const first = pipe.send('Browser.getVersion', {});
  const second = pipe.send('Page.navigate', { url: 'https://portcullis.invalid/' }, 'S');
  expect(sent()).toEqual([
    { id: 1, method: 'Browser.getVersion', params: {} },
    { id: 2, method: 'Page.navigate', params: { url: 'https://portcullis.invalid/' }, sessionId: 'S' },
  ]);
  const bytes = Buffer.from('{"id":2,"result":{"errorText":"é"}}\0{"id":1,"result":{"product":"Chrome/1"}}\0');
  for (const byte of bytes) fromBrowser.write(Buffer.from([byte]));
  expect(await first).toEqual({ product: 'Chrome/1' });
  expect(await second).toEqual({ errorText: 'é' });
});

test('a refused command rejects with the browser’s words', async () => {
  const { pipe, fromBrowser } = connect();
  const refused = pipe.send('Browser.close', {});
  fromBrowser.write('{"id":1,"error":{"message":"Not allowed","code":-32000}}\0');
  await expect(refused).rejects.toThrow(new ProtocolError('Browser.close', { message: 'Not allowed' }));
});

test('events reach their listeners with the session, and taps see all', async () => {
  const { pipe, fromBrowser } = connect();
  const seen: unknown[] = [];
  pipe.on('Page.frameNavigated', ({ frame }, session) => seen.push([frame.url, session]));
  const untap = pipe.tap((event) => seen.push(event.method));
  fromBrowser.write('{"method":"Page.frameNavigated","params":{"frame":{"id":"F","url":"u"}},"sessionId":"S"}\0');
  await expect.poll(() => seen).toEqual(['Page.frameNavigated', ['u', 'S']]);
  untap();
  fromBrowser.write('{"method":"Other","params":{}}\0{"method":"Page.frameNavigated","params":{"frame":{"id":"F","url":"v"}}}\0');
  await expect.poll(() => seen.length).toBe(3);
});

test('when the browser is gone, open and later commands fail at once', async () => {
  const { pipe, fromBrowser } = connect();
  const open = pipe.send('Browser.getVersion', {});
  fromBrowser.destroy();
  await expect(open).rejects.toMatchObject({ code: 'SHELL_BROWSER_GONE' });
  await expect(pipe.send('Browser.close', {})).rejects.toMatchObject({ code: 'SHELL_BROWSER_GONE' });
});

test('a message without end closes the pipe instead of filling the memory', async () => {
  const { pipe, fromBrowser } = connect();
  const open = pipe.send('Browser.getVersion', {});
  const chunk = Buffer.alloc(16 * 1024 * 1024, 0x61);
  for (let sent = 0; sent < 9; sent += 1) fromBrowser.write(chunk);
  await expect(open).rejects.toMatchObject({ code: 'SHELL_BROWSER_GONE' });
});
