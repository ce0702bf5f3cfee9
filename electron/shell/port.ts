/**
 * Everything Portcullis needs of the operating system and the window, behind one port.
 * Adapters: electron.ts, chromium.ts, memory.ts.
 */
export interface Shell {
  readonly host: HostInfo;
  readonly clipboard: Clipboard;
  readonly keystore: Keystore;
  readonly dialogs: Dialogs;
  /** Opens the one window. Resolves when the page has loaded. Throws `SHELL_*` errors. */
  openWindow(options: WindowOptions): Promise<ShellWindow>;
  /** Shows a system notification. The text must hold no secret. Does nothing where the host has none. */
  notify(title: string, body: string): void;
  /** Opens an `https:` address, or an `http:` one of this machine, in the person's own browser; anything else is refused. */
  openExternal(url: string): Promise<void>;
  /** `suspend` and `screen-lock` come before the machine sleeps or the screen locks; a host without power events tells a suspend from a jump of the clock. Returns an unsubscribe. */
  on(event: 'suspend' | 'screen-lock', listener: () => void): () => void;
  /** The system hands a `portcullis:` link to this running program; it may hold anything, from anybody. Returns an unsubscribe. */
  onLink(listener: (url: string) => void): () => void;
  /** Ends the host: closes the window and what belongs to it. */
  quit(): Promise<void>;
}

export interface HostInfo {
  readonly kind: 'electron' | 'chromium' | 'memory';
  /** Such as "Chromium 156.0.8078.73". */
  readonly name: string;
}

export interface WindowOptions {
  title: string;
  width: number;
  height: number;
  /** Paints this before the first frame, so that a dark window never flashes white. CSS colour. */
  background: string;
  /** The one origin there is, such as `app://portcullis` or `https://portcullis.invalid`, is the adapter's to choose; paths are the asset's. */
  assets: Assets;
  /** CommonJS source of the preload, which may only require `electron`. */
  preload: string;
  /** Called for every message of the page. Must not throw; answers JSON-safe values. `sender` is what the adapter knows of where it came from. */
  onInvoke(channel: string, args: unknown[], sender: Sender): Promise<unknown>;
}

export interface Sender {
  /** The page's origin is the app's own, and it is the top frame of the one window. */
  readonly trusted: boolean;
  readonly url: string;
}

/** Files of the renderer, served from memory. A path that is not there answers undefined. */
export interface Assets {
  get(path: string): { body: Uint8Array; type: string } | undefined;
}

export interface ShellWindow {
  /** Sends an event to the page; dropped when the page is gone. */
  send(channel: string, ...args: unknown[]): void;
  /** Brings the window to the front. */
  focus(): void;
  /** While on, the window is left out of screenshots and recordings; does nothing where the host cannot. */
  protectContent(on: boolean): void;
  close(): Promise<void>;
  /** Resolves when the window is gone, and says whether the person closed it or the host died. */
  readonly closed: Promise<'closed' | 'crashed'>;
}

export interface Clipboard {
  /** Throws `CLIPBOARD_REFUSED`. */
  write(text: string): Promise<void>;
  /** The clipboard's text, or undefined where the host does not let it be read. */
  read(): Promise<string | undefined>;
}

/** The system's keystore. Off unless a person asks for it; a host that would store in plain text refuses. */
export interface Keystore {
  /** Throws `KEYSTORE_REFUSED`. */
  assertAvailable(): Promise<void>;
  encrypt(plain: Uint8Array): Promise<Uint8Array>;
  decrypt(sealed: Uint8Array): Promise<Uint8Array>;
}

/** A file the person picked, without its path ever reaching the renderer. */
export interface PickedFile {
  readonly name: string;
  /** Its absolute path, where the host tells: for main alone, and in a sentence once the person has taken something from it. */
  readonly where?: string;
  read(maxBytes: number): Promise<Uint8Array>;
}

export interface Dialogs {
  /** Undefined when the person cancelled. */
  openFile(options: { title: string; extensions: string[] }): Promise<PickedFile | undefined>;
  /** Where to save, as an absolute path, or undefined when the person cancelled or the host has no such dialog. */
  saveFile(options: { title: string; suggestedName: string }): Promise<string | undefined>;
}
