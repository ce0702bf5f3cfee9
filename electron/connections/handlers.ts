import type { ChainHealth } from '../../shared/model/views.ts';
import type { HandlersOf } from '../handlers.ts';
import { linkTo } from '../link-to.ts';
import type { Services } from '../services.ts';
import { changeConnection } from './change.ts';
import { certificateUnfit, checkConnection } from './check.ts';
import { listConnections, selectConnection } from './connections.ts';
import { createConnection } from './create.ts';
import { findConnection } from './resolve.ts';
import { setConnectionCertificate } from './set-certificate.ts';
import { removeConnection } from './remove.ts';
import { setConnectionKey } from './set-key.ts';
import { setUserToken } from './set-user-token.ts';
import { fetchWiseKeyNow, listWiseKeys, markWiseKeysSeen } from './wise-key-views.ts';

export function connectionHandlers(services: Services): HandlersOf<'connections' | 'wise' | 'wiseKeys'> {
  const { waits } = services;
  return {
    'connections.list': async () => listConnections(services),
    'connections.create': (input) => createConnection(services, input),
    'connections.select': async ({ id }) => {
      await selectConnection(services, id);
      return {};
    },
    'connections.setKey': async ({ connectionId, keyId }) => {
      await setConnectionKey(services, connectionId, keyId);
      return {};
    },
    'connections.setCertificate': async (input) => {
      const summary = await setConnectionCertificate(services, input);
      await followSwitch(services, input.connectionId);
      return summary;
    },
    'connections.change': (input) => changeConnection(services, input),
    'connections.remove': (input) => removeConnection(services, input),
    'connections.setUserToken': (input) => setUserToken(services, input),
    'connections.check': async ({ id }) => checkNow(services, id),
    'wise.waits': async () => waits.list(),
    'wise.cancelWait': async ({ id }) => {
      waits.cancel(id);
      return {};
    },
    'wiseKeys.list': async ({ connectionId }) => listWiseKeys(services.vault, connectionId),
    'wiseKeys.fetch': async ({ connectionId, algorithm }) => fetchWiseKeyNow(services, await linkTo(services, connectionId), algorithm),
    'wiseKeys.seen': async ({ connectionId }) => {
      await markWiseKeysSeen(services, connectionId);
      return {};
    },
  };
}

/** Ends the old client now, not with the next call: one that waits for a `429` would go on with a certificate that may be retired by then. */
async function followSwitch(services: Services, id: string): Promise<void> {
  if (services.clients.has(id)) await linkTo(services, id).catch(() => undefined);
}

async function checkNow(services: Services, id: string): Promise<ChainHealth> {
  try {
    return await checkConnection(services, await linkTo(services, id));
  } catch (thrown) {
    return certificateUnfit(services, findConnection(services.vault.read(), id), thrown);
  }
}
