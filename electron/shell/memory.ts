import { PortcullisError } from '../../shared/errors.ts';
import { httpsOnly } from './external-link.ts';
import type { PickedFile, Sender, Shell, ShellWindow, WindowOptions } from './port.ts';

/** What a test may have go wrong; both off at first. */
export interface Failures {
  noKeystore: boolean;
  clipboardRefused: boolean;
}

/** A shell without a system: for tests, which see what it was asked for and play the person and the system. */
export interface MemoryShell extends Shell {
  readonly failures: Failures;
  /** What was shown, opened and sent, oldest first. */
  readonly notifications: { title: string; body: string }[];
  readonly opened: string[];
  readonly sent: { channel: string; args: unknown[] }[];
  /** What the person picks at the next dialogs; undefined cancels. */
  nextFile: PickedFile | undefined;
  nextSavePath: string | undefined;
  /** The machine sleeps or the screen locks. */
  fire(event: 'suspend' | 'screen-lock'): void;
  /** The system hands a link over. */
  openLink(url: string): void;
  /** A message from the page; from the app's own unless said otherwise. */
  invoke(channel: string, args: unknown[], sender?: Sender): Promise<unknown>;
  /** The person closes the window, or the host dies. */
  endWindow(how: 'closed' | 'crashed'): void;
}

const TRUSTED: Sender = { trusted: true, url: 'memory://portcullis' };

export function createMemoryShell(): MemoryShell {
  const failures: Failures = { noKeystore: false, clipboardRefused: false };
  const listeners = { suspend: new Set<() => void>(), 'screen-lock': new Set<() => void>() };
  const linkListeners = new Set<(url: string) => void>();
  const sent: MemoryShell['sent'] = [];
  let window: (ShellWindow & { options: WindowOptions; end(how: 'closed' | 'crashed'): void }) | undefined;
  const shell: MemoryShell = {
    host: { kind: 'memory', name: 'Memory' },
    failures,
    notifications: [],
    opened: [],
    sent,
    nextFile: undefined,
    nextSavePath: undefined,
    clipboard: memoryClipboard(failures),
    keystore: memoryKeystore(failures),
    dialogs: { openFile: async () => shell.nextFile, saveFile: async () => shell.nextSavePath },
    async openWindow(options) {
      window = memoryWindow(options, sent);
      return window;
    },
    notify: (title, body) => void shell.notifications.push({ title, body }),
    openExternal: async (url) => void shell.opened.push(httpsOnly(url)),
    on(event, listener) {
      listeners[event].add(listener);
      return () => void listeners[event].delete(listener);
    },
    onLink(listener) {
      linkListeners.add(listener);
      return () => void linkListeners.delete(listener);
    },
    openLink: (url) => [...linkListeners].forEach((listener) => listener(url)),
    quit: async () => window?.end('closed'),
    fire: (event) => [...listeners[event]].forEach((listener) => listener()),
    async invoke(channel, args, sender = TRUSTED) {
      if (!window) throw new PortcullisError('SHELL_BROWSER_GONE');
      return window.options.onInvoke(channel, args, sender);
    },
    endWindow: (how) => window?.end(how),
  };
  return shell;
}

function memoryWindow(options: WindowOptions, sent: MemoryShell['sent']) {
  const { promise: closed, resolve: end } = Promise.withResolvers<'closed' | 'crashed'>();
  return {
    options,
    end,
    closed,
    send: (channel: string, ...args: unknown[]) => void sent.push({ channel, args }),
    focus: () => undefined,
    protectContent: () => undefined,
    close: async () => end('closed'),
  };
}

function memoryClipboard(failures: Failures): Shell['clipboard'] {
  let content = '';
  return {
    async write(text) {
      if (failures.clipboardRefused) throw new PortcullisError('CLIPBOARD_REFUSED');
      content = text;
    },
    read: async () => (failures.clipboardRefused ? undefined : content),
  };
}

/** Keeps what it is given and hands out a number for it. */
function memoryKeystore(failures: Failures): Shell['keystore'] {
  const kept: Uint8Array[] = [];
  const assertAvailable = async (): Promise<void> => {
    if (failures.noKeystore) throw new PortcullisError('KEYSTORE_REFUSED');
  };
  return {
    assertAvailable,
    async encrypt(plain) {
      await assertAvailable();
      return Uint8Array.of(kept.push(plain.slice()) - 1);
    },
    async decrypt(sealed) {
      await assertAvailable();
      const plain = kept[sealed[0] ?? -1];
      if (!plain) throw new PortcullisError('KEYSTORE_REFUSED');
      return plain.slice();
    },
  };
}
