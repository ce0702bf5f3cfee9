import { PortcullisError, toPortcullisError } from '../shared/errors.ts';
import { CALL_CHANNEL, CHANGED_CHANNEL } from '../shared/ipc/api.ts';
import type { Topic } from '../shared/ipc/contract.ts';
import { AuditLog } from './audit/audit-log.ts';
import { perMinute } from './audit/per-minute.ts';
import { createHandlers } from './handlers.ts';
import { createRouter } from './ipc/router.ts';
import { RefusalLog } from './ipc/refusal-log.ts';
import type { Audit } from './ports.ts';
import type { CoreServices, Services } from './services.ts';
import { ClearingClipboard } from './shell/clearing-clipboard.ts';
import type { Shell, ShellWindow, WindowOptions } from './shell/port.ts';
import { Preferences } from './storage/preferences.ts';
import type { Profile } from './storage/profile.ts';
import { TopicQueue } from './topic-queue.ts';
import { topicsOfParts } from './topics-of-parts.ts';
import { AutoLock } from './vault/auto-lock.ts';
import type { KdfCost } from './vault/kdf.ts';
import { Session, type LockReason } from './vault/session.ts';
import { Vault } from './vault/vault.ts';
import type { Work } from './work.ts';

export interface AppOptions {
  shell: Shell;
  profile: Profile;
  version: string;
  /** The window shows its first usable screen. */
  onReady(): void;
  /** Cost of new passphrase doors; tests only. */
  kdf?: KdfCost;
}

export interface App {
  readonly services: CoreServices;
  /** What an unlocked vault is worked with; loaded when it is first needed. */
  work(): Promise<Services>;
  readonly onInvoke: WindowOptions['onInvoke'];
  /** Takes a `portcullis:` link, also while locked. Never rejects. */
  openLink(url: string): Promise<void>;
  /** From now on this window is told what changed. */
  attach(window: ShellWindow): void;
  /** Locks and closes everything the app holds but the shell and the profile. */
  close(reason: LockReason): Promise<void>;
}

/** Composes use cases from the shell and the profile. Throws `STORAGE_*`. */
export function createApp({ shell, profile, version, onReady, kdf }: AppOptions): App {
  const topics = new TopicQueue();
  const changed = (...names: Topic[]) => topics.add(names);
  const log = new AuditLog({ path: profile.files.audit, onAppend: () => changed('audit') });
  const audit: Audit = async (entry) => {
    // Two processes that write one log break its chain.
    profile.assertOurs();
    await log.append(entry).catch((thrown: unknown) => {
      throw new PortcullisError('AUDIT_UNWRITABLE', toPortcullisError(thrown).details, { cause: thrown });
    });
  };
  const preferences = new Preferences(profile.folder);
  const vault = new Vault({ profile, memory: preferences, beforeSave: (body) => log.noteIn(body), ...(kdf ? { kdf } : {}) });
  vault.onChange((event, parts) => (event === 'updated' ? changed(...topicsOfParts(parts)) : changed('vault')));

  const clipboard = new ClearingClipboard(shell.clipboard);
  let window: ShellWindow | undefined;
  let loading: Promise<Work> | undefined;
  let loaded: Work | undefined;

  const session: Session = new Session({
    vault, log, audit,
    auditFailure: perMinute(audit),
    autoLock: new AutoLock({ onLock: () => void session.lock('idle') }),
    // Calls under way end first, so that what they leave behind is saved too.
    beforeLock: async () => loaded?.settle(),
    afterLock: () => {
      loaded?.forget();
      window?.protectContent(false);
      void clipboard.clear();
    },
  });

  // The host learns its exact version a moment after its start.
  const info = () => ({ version, host: shell.host.kind, hostName: shell.host.name, platform: process.platform, profileDir: profile.folder });
  const services: CoreServices = {
    info, now: Date.now, vault, session, preferences, log, audit, clipboard, dialogs: shell.dialogs, openExternal: (url) => shell.openExternal(url), changed,
    protectContent: (on) => window?.protectContent(on),
    onReady() {
      onReady();
      // The next thing a person does needs it. If it cannot be loaded, that says so.
      void work().catch(() => undefined);
    },
  };
  const work = async () => {
    loading ??= import('./work.ts').then(({ createWork }) => (loaded = createWork(services, { vault, notify: (title, body) => shell.notify(title, body) })));
    return (await loading).services;
  };
  const closeWork = async () => {
    await loading?.catch(() => undefined);
    await loaded?.close();
  };
  const openLink = (url: string) => work().then(() => loaded?.openLink(url)).catch(() => undefined);
  return {
    services, work, openLink,
    ...wire(shell, services, work, closeWork, topics, openLink, () => window),
    attach(opened) {
      window = opened;
      topics.deliverTo((names) => opened.send(CHANGED_CHANNEL, names));
    },
  };
}

function wire(shell: Shell, services: CoreServices, work: App['work'], closeWork: () => Promise<void>, topics: TopicQueue, openLink: App['openLink'], window: () => ShellWindow | undefined): Omit<App, 'services' | 'work' | 'openLink' | 'attach'> {
  const { session, audit, log, preferences, clipboard } = services;
  const refusals = new RefusalLog(audit);
  const unsubscribe = [
    shell.on('suspend', () => void session.lock('suspend')),
    shell.on('screen-lock', () => void session.lock('screen lock')),
    shell.onLink((url) => {
      window()?.focus();
      void openLink(url);
    }),
  ];
  const route = createRouter({
    handlersFor: createHandlers(services, work),
    isUnlocked: () => session.isOpen,
    onRefused: (method, error) => refusals.add(method, error.code),
  });
  return {
    onInvoke: (channel, [method, input], sender) => route(channel === CALL_CHANNEL ? method : undefined, input, sender),
    async close(reason) {
      for (const stop of unsubscribe) stop();
      await session.lock(reason);
      await closeWork();
      await clipboard.clear();
      topics.close();
      preferences.flush();
      await log.close();
    },
  };
}
