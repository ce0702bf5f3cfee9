import type { ConnectionSummary } from '../../shared/model/views.ts';
import type { World } from './scenarios.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';

type Area = 'connections.change' | 'connections.remove' | 'connections.setUserToken';

/** Changes of connections of the stand-in. */
export function connectionMethods(world: World, { changed, log }: StandInTools): Pick<Methods, Area> {
  const find = (id: string) => world.connections.find((one) => one.id === id) ?? refuse('CONNECTION_NOT_FOUND');
  const put = (next: ConnectionSummary) => {
    world.connections = world.connections.map((one) => (one.id === next.id ? next : one));
    changed('connections');
    return next;
  };
  return {
    'connections.change': ({ connectionId, name, credentials, hosts, redirectUri, clientKey, profileId }) => {
      const before = find(connectionId);
      const { clientKey: oldKey, profileId: oldProfile, redirectUri: oldUri, ...rest } = before;
      const [nextKey, nextProfile, nextUri] = [clientKey === undefined ? oldKey : clientKey, profileId === undefined ? oldProfile : profileId, redirectUri === undefined ? oldUri : redirectUri];
      log('connection.changed', before.name, 'changed');
      return put({
        ...rest, name: name ?? before.name, ...(credentials && { clientIdTail: credentials.clientId.slice(-4) }), ...(hosts && { ...hosts, hasOwnHosts: true }),
        ...(nextKey && { clientKey: nextKey }), ...(nextProfile && { profileId: nextProfile }), ...(nextUri && { redirectUri: nextUri }),
      });
    },
    'connections.remove': ({ connectionId }) => {
      const { name } = find(connectionId);
      world.connections = world.connections.filter((one) => one.id !== connectionId);
      log('connection.removed', name, '');
      changed('connections');
      return {};
    },
    'connections.setUserToken': ({ connectionId, tokenId }) => {
      const { userTokenId: _, ...rest } = find(connectionId);
      return put({ ...rest, hasUserToken: tokenId !== null, ...(tokenId && { userTokenId: tokenId }) });
    },
  };
}
