import type { Method } from '../../shared/ipc/contract.ts';
import type { ConnectionSummary } from '../../shared/model/views.ts';
import { PRODUCTION_WORD } from '../../shared/production-word.ts';
import { builtIn, custom, production, wiseSandbox } from './fixtures.ts';
import type { World } from './scenarios.ts';
import { chainOf } from './stand-in-chain.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';

type Area = Exclude<Extract<Method, `connections.${string}`>, 'connections.setKey' | 'connections.setCertificate'>;

const TEMPLATES = { 'built-in': builtIn, 'wise-sandbox': wiseSandbox, production, custom };

/** What is left out stays, null takes it away. */
function withChanges(before: ConnectionSummary, changes: { [K in keyof ConnectionSummary]?: ConnectionSummary[K] | null | undefined }): ConnectionSummary {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(Object.entries({ ...before, ...Object.fromEntries(given) }).filter(([, value]) => value !== null)) as ConnectionSummary;
}

function switched(on: boolean | undefined): true | null | undefined {
  return on === undefined ? undefined : on || null;
}

/** Connections of the stand-in. */
export function connectionMethods(world: World, { changed, log }: StandInTools): Pick<Methods, Area> {
  const find = (id: string) => world.connections.find((one) => one.id === id) ?? refuse('CONNECTION_NOT_FOUND');
  const put = (next: ConnectionSummary) => {
    world.connections = world.connections.map((one) => (one.id === next.id ? next : one));
    changed('connections');
    return next;
  };
  return {
    'connections.list': () => world.connections,
    'connections.create': ({ environment, name, clientId, hosts, redirectUri, word }) => {
      if (environment === 'production' && word !== PRODUCTION_WORD) refuse('CONNECTION_WORD');
      if (hosts && environment !== 'production' && new URL(hosts.apiUrl).hostname === 'api.wise.com') refuse('HOSTS_OF_PRODUCTION');
      const { redirectUri: _, ...template } = TEMPLATES[environment];
      const own = { ...(clientId && { clientIdTail: clientId.slice(-4) }), ...(hosts && { ...hosts, hasOwnHosts: true }), ...(redirectUri && { redirectUri }) };
      const made: ConnectionSummary = { ...(environment === 'built-in' ? builtIn : template), ...own, id: environment === 'built-in' ? builtIn.id : crypto.randomUUID(), name, selected: true };
      world.connections = [...world.connections.map((one) => ({ ...one, selected: false })), made];
      log('connection.created', name, 'selected');
      changed('connections');
      return made;
    },
    'connections.select': ({ id }) => {
      world.connections = world.connections.map((one) => ({ ...one, selected: one.id === id }));
      changed('connections');
      return {};
    },
    'connections.check': ({ id }) => chainOf(world, find(id)),
    'connections.change': ({ connectionId, name, credentials, hosts, redirectUri, clientKey, profileId, signsCalls, usesDeprecatedSca }) => {
      const before = find(connectionId);
      const { apiUrl, mtlsUrl, consentUrl } = TEMPLATES[before.environment];
      const addresses = hosts === null ? { apiUrl, mtlsUrl, consentUrl, hasOwnHosts: false } : hosts ? { ...hosts, hasOwnHosts: true } : {};
      log('connection.changed', before.name, 'changed');
      return put(withChanges(before, { name, clientIdTail: credentials?.clientId.slice(-4), ...addresses, redirectUri, clientKey, profileId, signsCalls: switched(signsCalls), usesDeprecatedSca: switched(usesDeprecatedSca) }));
    },
    'connections.remove': ({ connectionId }) => {
      const { name, selected } = find(connectionId);
      world.connections = world.connections.filter((one) => one.id !== connectionId).map((one, index) => (selected && index === 0 ? { ...one, selected } : one));
      world.tokens = world.tokens.filter((token) => token.connectionId !== connectionId);
      log('connection.removed', name, '');
      changed('connections', 'tokens');
      return {};
    },
    'connections.setUserToken': ({ connectionId, tokenId }) => {
      const before = find(connectionId);
      const profiles = world.tokens.find((token) => token.id === tokenId)?.profiles ?? [];
      const only = before.profileId === undefined && profiles.length === 1 ? profiles[0]?.id : undefined;
      return put(withChanges(before, { hasUserToken: tokenId !== null || before.environment === 'built-in', userTokenId: tokenId, profileId: only }));
    },
  };
}
