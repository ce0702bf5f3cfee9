import type { ContentsCalls, ElectronCalls, SessionCalls } from './calls.ts';

type Listener = (event: object) => void;

/** For tests: a stand-in that keeps what Electron was told and lets the test play Electron. */
export interface Recorded {
  electron: ElectronCalls;
  windowOptions: Electron.BrowserWindowConstructorOptions | undefined;
  schemes: Electron.CustomScheme[];
  handlers: Map<string, (request: Request) => unknown>;
  invokeHandlers: Map<string, (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown>;
  listeners: Map<string, Set<Listener>>;
  permissionRequest: ((contents: unknown, permission: string, callback: (granted: boolean) => void) => void) | undefined;
  permissionCheck: (() => boolean) | undefined;
  deviceCheck: (() => boolean) | undefined;
  windowOpen: (() => { action: 'deny' }) | undefined;
  spellChecker: boolean | undefined;
  mainFrame: { url: string };
  loaded: string[];
  sent: unknown[][];
  /** What was done to the window and the system, in words. */
  calls: string[];
  minimized: boolean;
  /** What the person picks in dialogs. */
  picked: string[];
}

export function recordingElectron(): Recorded {
  const recorded = {
    windowOptions: undefined, schemes: [], handlers: new Map(), invokeHandlers: new Map(), listeners: new Map(), permissionRequest: undefined,
    permissionCheck: undefined, deviceCheck: undefined, windowOpen: undefined, spellChecker: undefined, mainFrame: { url: 'app://portcullis/index.html' },
    loaded: [], sent: [], calls: [], minimized: false, picked: [],
  } as unknown as Recorded;
  const on = (event: string, listener: Listener): void => void recorded.listeners.set(event, (recorded.listeners.get(event) ?? new Set()).add(listener));
  const off = (event: string, listener: Listener): void => void recorded.listeners.get(event)?.delete(listener);
  let clipboard = '';
  const electron = {
    app: { whenReady: async () => undefined, quit: () => recorded.calls.push('quit'), isPackaged: false, on },
    BrowserWindow: recordingWindow(recorded, on),
    protocol: { registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) => recorded.schemes.push(...schemes) },
    session: { fromPartition: () => recordingSession(recorded, on) },
    ipcMain: {
      handle: (channel: string, listener: () => unknown) => recorded.invokeHandlers.set(channel, listener),
      removeHandler: (channel: string) => recorded.invokeHandlers.delete(channel),
    },
    safeStorage: {
      isEncryptionAvailable: () => true,
      getSelectedStorageBackend: () => 'gnome_libsecret',
      encryptString: (text: string) => Buffer.from(`sealed ${text}`),
      decryptString: (sealed: Buffer) => sealed.toString().replace('sealed ', ''),
    },
    clipboard: { readText: () => clipboard, writeText: (text: string) => (clipboard = text) },
    powerMonitor: { on, off },
    Notification: Object.assign(
      function notification({ title, body }: Electron.NotificationConstructorOptions) {
        return { show: () => recorded.calls.push(`notify ${title} ${body}`) };
      },
      { isSupported: () => true },
    ),
    shell: { openExternal: async (url: string) => void recorded.calls.push(`open ${url}`) },
    dialog: {
      showOpenDialog: async () => ({ canceled: recorded.picked.length === 0, filePaths: recorded.picked }),
      showSaveDialog: async () => ({ canceled: recorded.picked.length === 0, filePath: recorded.picked[0] ?? '' }),
    },
  };
  return Object.assign(recorded, { electron: electron as unknown as ElectronCalls });
}

type On = (event: string, listener: Listener) => void;

function recordingWindow(recorded: Recorded, on: On): unknown {
  return function browserWindow(options: Electron.BrowserWindowConstructorOptions) {
    recorded.windowOptions = options;
    let isDestroyed = false;
    const destroy = (): void => {
      isDestroyed = true;
      for (const listener of recorded.listeners.get('closed') ?? []) listener({});
    };
    return {
      loadURL: async (url: string) => void recorded.loaded.push(url),
      show: () => recorded.calls.push('show'),
      focus: () => recorded.calls.push('focus'),
      setContentProtection: (enable: boolean) => recorded.calls.push(`setContentProtection ${enable}`),
      restore: () => recorded.calls.push('restore'),
      isMinimized: () => recorded.minimized,
      isDestroyed: () => isDestroyed,
      close: destroy,
      destroy,
      setMenu: () => undefined,
      once: on,
      webContents: recordingContents(recorded, on),
    };
  };
}

function recordingContents(recorded: Recorded, on: On): ContentsCalls {
  return {
    mainFrame: recorded.mainFrame as Electron.WebFrameMain,
    send: (...args: unknown[]) => void recorded.sent.push(args),
    setWindowOpenHandler: (handler: () => { action: 'deny' }) => (recorded.windowOpen = handler),
    on,
  } as unknown as ContentsCalls;
}

function recordingSession(recorded: Recorded, on: On): SessionCalls {
  const session = {
    protocol: { handle: (scheme: string, handler: (request: Request) => unknown) => recorded.handlers.set(scheme, handler) },
    setPermissionRequestHandler: (handler: Recorded['permissionRequest']) => (recorded.permissionRequest = handler),
    setPermissionCheckHandler: (handler: () => boolean) => (recorded.permissionCheck = handler),
    setDevicePermissionHandler: (handler: () => boolean) => (recorded.deviceCheck = handler),
    setSpellCheckerEnabled: (enable: boolean) => (recorded.spellChecker = enable),
    on,
  };
  return session as unknown as SessionCalls;
}
