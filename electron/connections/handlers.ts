import { PortcullisError } from '../../shared/errors.ts';
import type { HandlersOf } from '../handlers.ts';
import { linkTo } from '../link-to.ts';
import type { Services } from '../services.ts';
import { checkConnection } from './check.ts';
import { createConnection, listConnections, selectConnection } from './connections.ts';

export function connectionHandlers(services: Services): HandlersOf<'connections' | 'wise' | 'wiseKeys'> {
  const { waits } = services;
  return {
    'connections.list': async () => listConnections(services),
    'connections.create': (input) => createConnection(services, input),
    'connections.select': async ({ id }) => {
      await selectConnection(services, id);
      return {};
    },
    'connections.setKey': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
    'connections.check': async ({ id }) => checkConnection(services, await linkTo(services, id)),
    'wise.waits': async () => waits.list(),
    'wise.cancelWait': async ({ id }) => {
      waits.cancel(id);
      return {};
    },
    'wiseKeys.list': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
    'wiseKeys.fetch': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
    'wiseKeys.seen': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
  };
}
