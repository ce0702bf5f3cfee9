import { expect, test } from 'vitest';
import { createMemoryShell } from './memory.ts';
import { assetsFrom } from './testing.ts';

const window = { title: 'T', width: 1, height: 1, background: '#000000', assets: assetsFrom({}), preload: '' };

test('plays page, person and system', async () => {
  const shell = createMemoryShell();
  const opened = await shell.openWindow({ ...window, onInvoke: async (channel, args, { trusted }) => [channel, args, trusted] });
  expect(await shell.invoke('c', [1])).toEqual(['c', [1], true]);
  expect(await shell.invoke('c', [1], { trusted: false, url: 'https://evil.example' })).toEqual(['c', [1], false]);
  opened.send('changed', ['keys']);
  expect(shell.sent).toEqual([{ channel: 'changed', args: [['keys']] }]);
  shell.endWindow('crashed');
  expect(await opened.closed).toBe('crashed');
});

test('fires events to those who listen', () => {
  const shell = createMemoryShell();
  const heard: string[] = [];
  const stop = shell.on('suspend', () => heard.push('suspend'));
  shell.on('screen-lock', () => heard.push('lock'));
  shell.fire('suspend');
  stop();
  shell.fire('suspend');
  shell.fire('screen-lock');
  expect(heard).toEqual(['suspend', 'lock']);
});

test('the keystore gives back what it took, and refuses when there is none', async () => {
  const shell = createMemoryShell();
  const sealed = await shell.keystore.encrypt(Uint8Array.of(7));
  expect(await shell.keystore.decrypt(sealed)).toEqual(Uint8Array.of(7));
  shell.failures.noKeystore = true;
  await expect(shell.keystore.assertAvailable()).rejects.toMatchObject({ code: 'KEYSTORE_REFUSED' });
  await expect(shell.keystore.decrypt(sealed)).rejects.toMatchObject({ code: 'KEYSTORE_REFUSED' });
});

test('the clipboard refuses when told to', async () => {
  const shell = createMemoryShell();
  await shell.clipboard.write('text');
  expect(await shell.clipboard.read()).toBe('text');
  shell.failures.clipboardRefused = true;
  await expect(shell.clipboard.write('other')).rejects.toMatchObject({ code: 'CLIPBOARD_REFUSED' });
});

test('only https addresses are opened', async () => {
  const shell = createMemoryShell();
  await expect(shell.openExternal('http://example.com')).rejects.toMatchObject({ code: 'HOST_FORBIDDEN' });
  await shell.openExternal('https://example.com');
  expect(shell.opened).toEqual(['https://example.com/']);
});
