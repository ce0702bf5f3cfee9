import type { Sender, ShellWindow, WindowOptions } from '../port.ts';
import type { ContentsCalls, ElectronCalls, WindowCalls } from './calls.ts';
import { isOurs, PARTITION, START_URL } from './session.ts';
import { CALL_CHANNEL } from '../../../shared/ipc/api.ts';

/** Opens the window and loads the app in it. */
export async function openElectronWindow(electron: ElectronCalls, options: WindowOptions, preloadFile: string): Promise<{ window: ShellWindow; native: WindowCalls }> {
  const native = new electron.BrowserWindow(windowOptions(options, preloadFile, electron.app.isPackaged));
  native.setMenu(null);
  refuseOtherPages(native.webContents);
  electron.ipcMain.handle(CALL_CHANNEL, (event, ...args) => options.onInvoke(CALL_CHANNEL, args, senderOf(event, native.webContents)));
  const window = windowOf(native);
  void window.closed.then(() => electron.ipcMain.removeHandler(CALL_CHANNEL));
  native.once('ready-to-show', () => native.show());
  await native.loadURL(START_URL);
  return { window, native };
}

function windowOptions({ title, width, height, background }: WindowOptions, preload: string, isPackaged: boolean): Electron.BrowserWindowConstructorOptions {
  return {
    title, width, height,
    backgroundColor: background,
    show: false,
    webPreferences: {
      preload,
      partition: PARTITION,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      webviewTag: false,
      webgl: false,
      devTools: !isPackaged,
    },
  };
}

function refuseOtherPages(contents: ContentsCalls): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
    contents.on(event, (navigation) => {
      if (!isOurs(navigation.url)) navigation.preventDefault();
    });
  }
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // Refused is the page's wish to stay: a window that cannot be closed is a vault that is not locked.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
}

/** Trusted is the top frame of this one window, at the one origin. A frame that is gone by now is null. */
function senderOf({ senderFrame }: Electron.IpcMainInvokeEvent, contents: ContentsCalls): Sender {
  const url = senderFrame?.url ?? '';
  return { trusted: senderFrame !== null && senderFrame === contents.mainFrame && isOurs(url), url };
}

function windowOf(native: WindowCalls): ShellWindow {
  const { promise: closed, resolve } = Promise.withResolvers<'closed' | 'crashed'>();
  native.once('closed', () => resolve('closed'));
  native.webContents.on('render-process-gone', () => {
    resolve('crashed');
    native.destroy();
  });
  return {
    closed,
    send(channel, ...args) {
      if (!native.isDestroyed()) native.webContents.send(channel, ...args);
    },
    focus() {
      if (native.isDestroyed()) return;
      if (native.isMinimized()) native.restore();
      native.show();
      native.focus();
    },
    protectContent(on) {
      if (!native.isDestroyed()) native.setContentProtection(on);
    },
    async close() {
      if (!native.isDestroyed()) native.close();
      await closed;
    },
  };
}
