import { checkConnection } from './connections/check.ts';
import { createConnection, listConnections, selectConnection } from './connections/connections.ts';
import { resolveConnection } from './connections/resolve.ts';
import type { Handlers } from './ipc/router.ts';
import { publicMaterial } from './keys/copy-public.ts';
import { createKey } from './keys/create.ts';
import { listKeys } from './keys/summary.ts';
import { uploadKey } from './keys/upload.ts';
import { runJws } from './playground/run-jws.ts';
import type { Services } from './services.ts';

type Part<Prefix extends string> = { [M in keyof Handlers as M extends `${Prefix}.${string}` ? M : never]: Handlers[M] };

/** The table from method to use case. Each entry only passes on; what a use case does stands in its own folder. */
export function createHandlers(services: Services): Handlers {
  return { ...appHandlers(services), ...vaultHandlers(services), ...connectionHandlers(services), ...keyHandlers(services), ...auditHandlers(services) };
}

function appHandlers({ info, clipboard, preferences, changed, onReady }: Services): Part<'app'> & Part<'preferences'> {
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
    'preferences.get': async () => preferences.public,
    'preferences.set': async (next) => {
      preferences.setPublic(next);
      changed('preferences');
      return preferences.public;
    },
  };
}

function vaultHandlers({ session }: Services): Part<'vault'> {
  return {
    'vault.status': () => session.status(),
    'vault.create': async ({ passphrase }) => ({ recoveryCode: await session.create(passphrase) }),
    'vault.unlock': async ({ passphrase, acceptOlder }) => {
      await session.unlock(passphrase, acceptOlder);
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
    'vault.renewRecoveryCode': async ({ passphrase }) => ({ recoveryCode: await session.renewRecoveryCode(passphrase) }),
    'vault.settings': async () => session.settings(),
    'vault.setSettings': (next) => session.setSettings(next),
  };
}

function connectionHandlers(services: Services): Part<'connections'> & Part<'wise'> {
  const { waits } = services;
  return {
    'connections.list': async () => listConnections(services),
    'connections.create': (input) => createConnection(services, input),
    'connections.select': async ({ id }) => {
      await selectConnection(services, id);
      return {};
    },
    'connections.check': async ({ id }) => checkConnection(services, await linkTo(services, id)),
    'wise.waits': async () => waits.list(),
    'wise.cancelWait': async ({ id }) => {
      waits.cancel(id);
      return {};
    },
  };
}

function keyHandlers(services: Services): Part<'keys'> & Part<'playground'> {
  return {
    'keys.list': async () => listKeys(services),
    'keys.create': (input) => createKey(services, input),
    'keys.upload': async ({ keyId, connectionId }) => uploadKey(services, await linkTo(services, connectionId), keyId),
    'keys.copyPublic': async (input) => {
      await services.clipboard.copy(await publicMaterial(services, input), false);
      return {};
    },
    'playground.runJws': async ({ connectionId, keyId, message }) => runJws(services, await linkTo(services, connectionId), { keyId, message }),
  };
}

function auditHandlers({ log }: Services): Part<'audit'> {
  return {
    'audit.list': (filter) => log.list(filter),
    'audit.verify': () => log.verify(),
  };
}

async function linkTo(services: Services, connectionId: string) {
  return services.clients.link(await resolveConnection(services, connectionId));
}
