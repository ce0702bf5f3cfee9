import { expect, test } from 'vitest';
import { createElectronShell } from './electron.ts';
import { electronKeystore } from './electron/keystore.ts';
import { recordingElectron, type Recorded } from './electron/recording.ts';
import type { Sender, ShellWindow } from './port.ts';
import { assetsFrom } from './testing.ts';

interface Opened {
  recorded: Recorded;
  window: ShellWindow;
  senders: Sender[];
}

async function open(change?: (recorded: Recorded) => void): Promise<Opened> {
  const recorded = recordingElectron();
  change?.(recorded);
  const senders: Sender[] = [];
  const shell = createElectronShell(recorded.electron, { preloadFile: '/app/preload.cjs' });
  const window = await shell.openWindow({
    title: 'Portcullis', width: 1280, height: 800, background: '#101014', preload: '',
    assets: assetsFrom({ '/index.html': '<style nonce="__CSP_NONCE__">' }),
    onInvoke: async (channel, args, sender) => {
      senders.push(sender);
      return [channel, args];
    },
  });
  return { recorded, window, senders };
}

/** Calls the listeners of an event and tells whether one refused its default. */
function refused(recorded: Recorded, event: string, facts: object = {}): boolean {
  let prevented = false;
  const calls = [...(recorded.listeners.get(event) ?? [])];
  for (const listener of calls) listener({ ...facts, preventDefault: () => (prevented = true) });
  expect(calls.length).toBeGreaterThan(0);
  return prevented;
}

test('the window is isolated, sandboxed and without Node', async () => {
  const { recorded } = await open();
  expect(recorded.windowOptions).toMatchObject({
    title: 'Portcullis', width: 1280, height: 800, backgroundColor: '#101014',
    webPreferences: {
      preload: '/app/preload.cjs', partition: 'portcullis', contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false, webSecurity: true, allowRunningInsecureContent: false, webviewTag: false, spellcheck: false, navigateOnDragDrop: false,
    },
  });
  expect(recorded.loaded).toEqual(['app://portcullis/index.html']);
});

test.each([[true, false], [false, true]])('packaged %s: developer tools %s', async (isPackaged, devTools) => {
  const { recorded } = await open(({ electron }) => Object.assign(electron.app, { isPackaged }));
  expect(recorded.windowOptions?.webPreferences?.devTools).toBe(devTools);
});

test('the scheme is registered before Electron is ready, with no more privilege than it needs', () => {
  const recorded = recordingElectron();
  createElectronShell(recorded.electron, { preloadFile: '' });
  expect(recorded.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: false, codeCache: false } }]);
});

test('the protocol serves from memory under the policy', async () => {
  const { recorded } = await open();
  const answer = (url: string, method = 'GET'): Promise<Response> => Promise.resolve(recorded.handlers.get('app')?.(new Request(url, { method })) as Response);
  const page = await answer('app://portcullis/index.html');
  const nonce = /^<style nonce="(.+)">$/.exec(await page.text())?.[1];
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
  expect((await answer('app://portcullis/none')).status).toBe(404);
  expect((await answer('app://portcullis.evil/index.html')).status).toBe(403);
  expect((await answer('app://portcullis/index.html', 'POST')).status).toBe(403);
});

test('every permission, device, download and spell checker is refused', async () => {
  const { recorded } = await open();
  const asked: boolean[] = [];
  recorded.permissionRequest?.({}, 'clipboard-read', (granted) => asked.push(granted));
  expect(asked).toEqual([false]);
  expect(recorded.permissionCheck?.()).toBe(false);
  expect(recorded.deviceCheck?.()).toBe(false);
  expect(recorded.spellChecker).toBe(false);
  expect(refused(recorded, 'will-download')).toBe(true);
});

test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s: only to the app itself', async (event) => {
  const { recorded } = await open();
  for (const url of ['https://example.com/', 'app://portcullis.evil/', 'app://other/', 'file:///etc/passwd', 'about:blank']) expect(refused(recorded, event, { url }), url).toBe(true);
  expect(refused(recorded, event, { url: 'app://portcullis/index.html' })).toBe(false);
});

test('no second window, no webview', async () => {
  const { recorded } = await open();
  expect(recorded.windowOpen?.()).toEqual({ action: 'deny' });
  expect(refused(recorded, 'will-attach-webview')).toBe(true);
});

test('only the top frame of the window at its origin is trusted', async () => {
  const { recorded, senders } = await open();
  const invoke = (senderFrame: unknown): unknown => recorded.invokeHandlers.get('portcullis:call')?.({ senderFrame } as Electron.IpcMainInvokeEvent, 'm', 1);
  const { mainFrame } = recorded;
  expect(await invoke(mainFrame)).toEqual(['portcullis:call', ['m', 1]]);
  await invoke({ url: mainFrame.url });
  await invoke(null);
  mainFrame.url = 'https://example.com/';
  await invoke(mainFrame);
  mainFrame.url = 'app://portcullis.evil/';
  await invoke(mainFrame);
  expect(senders).toEqual([
    { trusted: true, url: 'app://portcullis/index.html' },
    { trusted: false, url: 'app://portcullis/index.html' },
    { trusted: false, url: '' },
    { trusted: false, url: 'https://example.com/' },
    { trusted: false, url: 'app://portcullis.evil/' },
  ]);
});

test('a closed window is closed, and its channel with it', async () => {
  const { recorded, window } = await open();
  await window.close();
  expect(await window.closed).toBe('closed');
  expect(recorded.invokeHandlers.size).toBe(0);
  window.send('changed', []);
  window.focus();
  expect(recorded.sent).toEqual([]);
});

test('a page that dies is a crash', async () => {
  const { recorded, window } = await open();
  for (const listener of recorded.listeners.get('render-process-gone') ?? []) listener({});
  expect(await window.closed).toBe('crashed');
});

test('events go to the page; focus brings a minimised window back', async () => {
  const { recorded, window } = await open();
  window.send('changed', ['keys']);
  recorded.minimized = true;
  window.focus();
  expect(recorded.sent).toEqual([['changed', ['keys']]]);
  expect(recorded.calls).toEqual(['restore', 'show', 'focus']);
});

test('power events come through once Electron is ready, until undone', async () => {
  const recorded = recordingElectron();
  const shell = createElectronShell(recorded.electron, { preloadFile: '' });
  const heard: string[] = [];
  const undo = shell.on('suspend', () => heard.push('suspend'));
  shell.on('screen-lock', () => heard.push('lock'));
  await recorded.electron.app.whenReady();
  for (const event of ['suspend', 'lock-screen']) for (const listener of recorded.listeners.get(event) ?? []) listener({});
  undo();
  for (const listener of recorded.listeners.get('suspend') ?? []) listener({});
  expect(heard).toEqual(['suspend', 'lock']);
});

test.each([
  ['basic_text', true],
  ['unknown', true],
  ['gnome_libsecret', false],
])('keystore on Linux with backend %s, encryption available: %s', async (backend, isAvailable) => {
  const { electron } = recordingElectron();
  Object.assign(electron.safeStorage, { getSelectedStorageBackend: () => backend, isEncryptionAvailable: () => isAvailable });
  const keystore = electronKeystore(electron, 'linux');
  for (const refusal of [keystore.assertAvailable(), keystore.encrypt(Uint8Array.of(1)), keystore.decrypt(Uint8Array.of(1))]) {
    await expect(refusal).rejects.toMatchObject({ code: 'KEYSTORE_REFUSED' });
  }
});

test.each(['linux', 'darwin', 'win32'] as const)('keystore on %s gives back the bytes it took', async (platform) => {
  const keystore = electronKeystore(recordingElectron().electron, platform);
  const bytes = Uint8Array.of(0, 255, 128, 10);
  expect(new Uint8Array(await keystore.decrypt(await keystore.encrypt(bytes)))).toEqual(bytes);
});

test('clipboard, dialogs, notifications and links go to the system', async () => {
  const recorded = recordingElectron();
  const shell = createElectronShell(recorded.electron, { preloadFile: '' });
  await shell.clipboard.write('text');
  expect(await shell.clipboard.read()).toBe('text');
  recorded.picked = ['/home/ada/key.pem'];
  expect((await shell.dialogs.openFile({ title: 'Key', extensions: ['pem'] }))?.name).toBe('key.pem');
  expect(await shell.dialogs.saveFile({ title: 'Save', suggestedName: 'x' })).toBe('/home/ada/key.pem');
  recorded.picked = [];
  expect(await shell.dialogs.openFile({ title: 'Key', extensions: ['pem'] })).toBeUndefined();
  expect(await shell.dialogs.saveFile({ title: 'Save', suggestedName: 'x' })).toBeUndefined();
  shell.notify('Title', 'Body');
  await shell.openExternal('https://example.com');
  await expect(shell.openExternal('file:///etc/passwd')).rejects.toMatchObject({ code: 'HOST_FORBIDDEN' });
  expect(recorded.calls).toEqual(['notify Title Body', 'open https://example.com/']);
});

test('Electron does not end before main has locked and saved', async () => {
  const { recorded } = await open();
  expect(refused(recorded, 'will-quit')).toBe(true);
  expect(recorded.listeners.get('window-all-closed')).toHaveLength(1);
});

test('a page cannot refuse to be left', async () => {
  const { recorded } = await open();
  expect(refused(recorded, 'will-prevent-unload')).toBe(true);
});
