import type { Method } from '../shared/ipc/contract.ts';
import { lockedExpiry } from './expiry/locked.ts';
import type { Handlers } from './ipc/router.ts';
import type { CoreServices, Services } from './services.ts';

/** The handlers whose method begins with one of these words. */
export type HandlersOf<Area extends string> = { [M in keyof Handlers as M extends `${Area}.${string}` ? M : never]: Handlers[M] };
type CoreHandlers = HandlersOf<'app' | 'preferences' | 'vault'> & Pick<Handlers, 'expiry.locked'>;

/**
 * The table from method to use case. Each entry only passes on; what a use case does stands in its own folder.
 * What only an unlocked vault needs is loaded with the first call for it.
 */
export function createHandlers(core: CoreServices, work: () => Promise<Services>): (method: Method) => Promise<Partial<Handlers>> {
  const known: CoreHandlers = { ...appHandlers(core), ...vaultHandlers(core), 'expiry.locked': async () => lockedExpiry(core) };
  let rest: Promise<Partial<Handlers>> | undefined;
  const load = async () => {
    const [{ workHandlers }, services] = await Promise.all([import('./work-handlers.ts'), work()]);
    return workHandlers(services);
  };
  return async (method) => (method in known ? known : (rest ??= load()));
}

function appHandlers({ info, clipboard, preferences, changed, onReady, protectContent }: CoreServices): HandlersOf<'app' | 'preferences'> {
  return {
    'app.info': async () => info(),
    'app.ready': async () => {
      onReady();
      return {};
    },
    'app.copy': async ({ text, sensitive }) => {
      await clipboard.copy(text, sensitive);
      return {};
    },
    'app.protectContent': async ({ on }) => {
      protectContent(on);
      return {};
    },
    'preferences.get': async () => preferences.public,
    'preferences.set': async (next) => {
      preferences.setPublic(next);
      changed('preferences');
      return preferences.public;
    },
  };
}

function vaultHandlers({ session }: CoreServices): HandlersOf<'vault'> {
  return {
    'vault.status': () => session.status(),
    'vault.create': async ({ passphrase }) => ({ recoveryCode: await session.create(passphrase) }),
    'vault.unlock': async ({ passphrase, personId, acceptOlder }) => {
      await session.unlock(passphrase, { personId, acceptOlder });
      return {};
    },
    'vault.recover': async ({ recoveryCode, newPassphrase, acceptOlder }) => ({ recoveryCode: await session.recover(recoveryCode, newPassphrase, acceptOlder) }),
    'vault.lock': async () => {
      await session.lock('by hand');
      return {};
    },
    'vault.touch': async () => {
      session.touch();
      return {};
    },
    'vault.changePassphrase': async ({ current, next }) => {
      await session.changePassphrase(current, next);
      return {};
    },
    'vault.renewRecoveryCode': async ({ passphrase, second }) => ({ recoveryCode: await session.renewRecoveryCode(passphrase, second) }),
    'vault.settings': async () => session.settings(),
    'vault.setSettings': (next) => session.setSettings(next),
  };
}
