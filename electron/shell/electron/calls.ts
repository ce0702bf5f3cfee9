/**
 * The few calls this adapter makes of Electron, in Electron's own types (its declarations are global, as the namespace `Electron`).
 * The real module fits; a test hands in a recording stand-in.
 */
export interface ElectronCalls {
  app: Pick<Electron.App, 'whenReady' | 'quit' | 'isPackaged'> & {
    on(event: 'window-all-closed', listener: () => void): unknown;
    on(event: 'will-quit', listener: (event: Preventable) => void): unknown;
    on(event: 'open-url', listener: (event: Preventable, url: string) => void): unknown;
    on(event: 'second-instance', listener: (event: unknown, argv: string[]) => void): unknown;
  };
  BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => WindowCalls;
  protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'>;
  session: { fromPartition(name: string): SessionCalls };
  ipcMain: { handle(channel: string, listener: (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown): void; removeHandler(channel: string): void };
  safeStorage: Pick<Electron.SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'getSelectedStorageBackend'>;
  clipboard: Pick<Electron.Clipboard, 'readText' | 'writeText'>;
  powerMonitor: { on(event: 'suspend' | 'lock-screen', listener: () => void): unknown; off(event: 'suspend' | 'lock-screen', listener: () => void): unknown };
  Notification: { new (options: Electron.NotificationConstructorOptions): { show(): void }; isSupported(): boolean };
  shell: Pick<Electron.Shell, 'openExternal'>;
  dialog: Pick<Electron.Dialog, 'showOpenDialog' | 'showSaveDialog'>;
}

export interface WindowCalls {
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  setContentProtection(enable: boolean): void;
  restore(): void;
  isMinimized(): boolean;
  isDestroyed(): boolean;
  close(): void;
  destroy(): void;
  setMenu(menu: null): void;
  once(event: 'closed' | 'ready-to-show', listener: () => void): unknown;
  readonly webContents: ContentsCalls;
}

/** An event whose default may be refused. */
interface Preventable {
  preventDefault(): void;
}

export interface ContentsCalls {
  readonly mainFrame: Electron.WebFrameMain;
  send(channel: string, ...args: unknown[]): void;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
  on(event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect', listener: (event: Preventable & { url: string }) => void): unknown;
  on(event: 'will-attach-webview' | 'will-prevent-unload', listener: (event: Preventable) => void): unknown;
  on(event: 'render-process-gone', listener: () => void): unknown;
}

export interface SessionCalls {
  protocol: Pick<Electron.Protocol, 'handle'>;
  setPermissionRequestHandler(handler: (contents: unknown, permission: string, callback: (granted: boolean) => void) => void): void;
  setPermissionCheckHandler(handler: () => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  setSpellCheckerEnabled(enable: boolean): void;
  on(event: 'will-download', listener: (event: Preventable) => void): unknown;
}
