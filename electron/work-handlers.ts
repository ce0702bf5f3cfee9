import { checkConnection } from './connections/check.ts';
import { createConnection, listConnections, selectConnection } from './connections/connections.ts';
import { resolveConnection } from './connections/resolve.ts';
import type { HandlersOf } from './handlers.ts';
import { publicMaterial } from './keys/copy-public.ts';
import { createKey } from './keys/create.ts';
import { listKeys } from './keys/summary.ts';
import { uploadKey } from './keys/upload.ts';
import { runJws } from './playground/run-jws.ts';
import type { Services } from './services.ts';

/** The table from method to use case, for what needs an unlocked vault. */
export function workHandlers(services: Services): HandlersOf<'connections' | 'wise' | 'keys' | 'playground' | 'audit'> {
  return { ...connectionHandlers(services), ...keyHandlers(services), ...auditHandlers(services) };
}

function connectionHandlers(services: Services): HandlersOf<'connections' | 'wise'> {
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

function keyHandlers(services: Services): HandlersOf<'keys' | 'playground'> {
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

function auditHandlers({ log }: Services): HandlersOf<'audit'> {
  return {
    'audit.list': (filter) => log.list(filter),
    'audit.verify': () => log.verify(),
  };
}

async function linkTo(services: Services, connectionId: string) {
  return services.clients.link(await resolveConnection(services, connectionId));
}
