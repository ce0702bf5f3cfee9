import type * as Electron from 'electron';
import { PortcullisError } from '../../shared/errors.ts';
import type { ElectronCalls, WindowCalls } from './electron/calls.ts';
import { electronKeystore } from './electron/keystore.ts';
import { electronLinks } from './electron/links.ts';
import { prepareSession, registerScheme } from './electron/session.ts';
import { openElectronWindow } from './electron/window.ts';
import { httpsOnly } from './external-link.ts';
import { pickedFile } from './picked-file.ts';
import type { Clipboard, Dialogs, Shell, ShellWindow } from './port.ts';

export interface ElectronOptions {
  /** The built preload, absolute: Electron takes a file, not its source. */
  preloadFile: string;
}

const POWER_EVENTS = { suspend: 'suspend', 'screen-lock': 'lock-screen' } as const;

/** The window in Electron. Must be called before Electron is ready; takes the `electron` module, or in tests a stand-in of the calls it makes. */
export function createElectronShell(electron: typeof Electron | ElectronCalls, { preloadFile }: ElectronOptions): Shell {
  const calls: ElectronCalls = electron;
  const { app, powerMonitor, Notification } = calls;
  registerScheme(calls);
  // Electron must not end by itself, before the vault is locked and saved: main ends it by app.exit, which asks nobody.
  app.on('window-all-closed', () => undefined);
  app.on('will-quit', (event) => event.preventDefault());
  // Before it is ready: macOS hands over the link that it was started with by then.
  const links = electronLinks(calls);
  let opened: { window: ShellWindow; native: WindowCalls } | undefined;
  return {
    host: { kind: 'electron', name: `Electron ${process.versions['electron'] ?? ''}`.trim() },
    clipboard: electronClipboard(calls),
    keystore: electronKeystore(calls),
    dialogs: electronDialogs(calls),
    async openWindow(options) {
      await app.whenReady();
      prepareSession(calls, options.assets);
      opened = await openElectronWindow(calls, options, preloadFile);
      return opened.window;
    },
    notify(title, body) {
      if (Notification.isSupported()) new Notification({ title, body }).show();
    },
    openExternal: async (url) => calls.shell.openExternal(httpsOnly(url)),
    on(event, listener) {
      let wanted = true;
      // Power events are there only once Electron is ready.
      void app.whenReady().then(() => wanted && powerMonitor.on(POWER_EVENTS[event], listener));
      return () => {
        wanted = false;
        powerMonitor.off(POWER_EVENTS[event], listener);
      };
    },
    onLink: (listener) => links.on(listener),
    async quit() {
      await opened?.window.close();
      app.quit();
    },
  };
}

function electronClipboard({ clipboard }: ElectronCalls): Clipboard {
  return {
    async write(text) {
      try {
        clipboard.writeText(text);
      } catch (cause) {
        throw new PortcullisError('CLIPBOARD_REFUSED', {}, { cause });
      }
    },
    read: async () => clipboard.readText(),
  };
}

function electronDialogs({ dialog }: ElectronCalls): Dialogs {
  return {
    async openFile({ title, extensions }) {
      const { filePaths } = await dialog.showOpenDialog({ title, properties: ['openFile'], filters: [{ name: title, extensions }] });
      return filePaths[0] === undefined ? undefined : pickedFile(filePaths[0]);
    },
    async saveFile({ title, suggestedName }) {
      const { canceled, filePath } = await dialog.showSaveDialog({ title, defaultPath: suggestedName });
      return canceled ? undefined : filePath;
    },
  };
}
