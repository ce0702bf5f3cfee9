import type { Input, Method, Output } from '../../shared/ipc/contract.ts';
import { algorithm, SCOPES, type AlgorithmId } from '../../shared/model/algorithms.ts';
import type { WiseKeyView } from '../../shared/model/views.ts';
import { inDays } from './fixtures.ts';
import { composedRun, composedToken, couldNotDecryptRun, goodRun } from './runs-jose.ts';
import { refusedRun } from './runs.ts';
import type { World } from './scenarios.ts';
import { SNIPPETS } from './snippets.ts';
import { openedRun } from './stand-in-workbench.ts';
import { refuse, type StandInTools } from './tools.ts';

type JoseMethodName = Extract<Method, `playground.${string}` | `workbench.${string}` | `wiseKeys.${string}` | 'connections.setKey'>;
type JoseMethods = { [M in JoseMethodName]: (input: Input<M>) => Output<M> };

function wiseKey(id: AlgorithmId, version: number, daysAgo: number, rest: Partial<WiseKeyView> = {}): WiseKeyView {
  const thumbprint = `${version}k0uVaYVA9wwBF6Iuo3vVzz7TxHCT1pXq0zRr8kPrK_`;
  return { algorithm: id, scope: SCOPES[algorithm(id).use], version, thumbprint, fetchedAt: inDays(-daysAgo), isCurrent: true, isUnseen: false, ...rest };
}

/** Wise's keys come with the first call; where there are several keys of ours, one of Wise's changed since somebody looked. */
function firstWiseKeys(world: World): WiseKeyView[] {
  if (!world.keys.some((key) => key.state === 'active')) return [];
  if (world.keys.length < 2) return [wiseKey('ES512', 2, 12)];
  return [wiseKey('ES512', 3, 0.2, { isUnseen: true }), wiseKey('ES512', 2, 212, { isCurrent: false }), wiseKey('PS256', 1, 40), wiseKey('RSA-OAEP-256', 3, 31)];
}

/** The stand-in's methods of JOSE: the playground, the workbench, Wise's keys. */
export function joseMethods(world: World, { log, setKey, changed }: StandInTools): JoseMethods {
  let wiseKeys = firstWiseKeys(world);
  const find = (id: string | undefined, use: 'signing' | 'encryption') => world.keys.find((key) => (id ? key.id === id : key.use === use && key.uploadedTo.length > 0));
  const note = (...ids: (string | undefined)[]) => {
    for (const id of ids) if (id) setKey(id, { state: 'active', lastUsedAt: new Date().toISOString() });
  };
  return {
    'playground.run': ({ method, signingKeyId, encryptionKeyId }) => {
      if (world.wiseFails) return method === 'jws' ? refusedRun() : couldNotDecryptRun(method);
      const signing = method === 'jws' || method === 'jws+jwe' ? find(signingKeyId, 'signing') : undefined;
      const encryption = method === 'jws' || method === 'jwe-direct' ? undefined : find(encryptionKeyId, 'encryption');
      if (method !== 'jwe-direct' && !signing && !encryption) refuse('KEY_MISSING', { field: method === 'jws' ? 'signing' : 'encryption' });
      note(signing?.id, encryption?.id);
      log('playground.run', `key ${(signing ?? encryption)?.id.slice(0, 8) ?? 'none'}`, method);
      return goodRun(method);
    },
    'playground.snippet': ({ language, method }) => SNIPPETS[language](method),
    'workbench.open': (input) => openedRun(input, world.wiseFails),
    'workbench.compose': ({ payload, signingKeyId, encryptTo }) => {
      if (encryptTo?.kind === 'public-key' && encryptTo.text.length < 80) refuse('PUBLIC_KEY_UNREADABLE');
      return { run: composedRun(signingKeyId !== undefined, encryptTo !== undefined, payload), token: composedToken(encryptTo !== undefined) };
    },
    'wiseKeys.list': () => wiseKeys,
    'wiseKeys.fetch': ({ algorithm: id }) => {
      if (world.wiseFails) refuse('WISE_UNREACHABLE', { host: 'api.wise.com', reason: 'ENOTFOUND' });
      const before = wiseKeys.find((one) => one.algorithm === id && one.isCurrent);
      const key = before ? { ...before, fetchedAt: new Date().toISOString() } : wiseKey(id, 1, 0);
      wiseKeys = [key, ...wiseKeys.filter((one) => one !== before)];
      log('wise-key.fetched', `Wise’s ${id} key`, `version ${key.version}`);
      changed('connections');
      return { key, changed: false };
    },
    'wiseKeys.seen': () => {
      wiseKeys = wiseKeys.map((one) => ({ ...one, isUnseen: false }));
      changed('connections');
      return {};
    },
    'connections.setKey': ({ connectionId, keyId }) => {
      const key = world.keys.find((one) => one.id === keyId);
      if (!key?.uploadedTo.some((place) => place.connectionId === connectionId)) refuse('KEY_NOT_UPLOADED');
      const field = key.use === 'signing' ? 'signingKeyId' : 'encryptionKeyId';
      world.connections = world.connections.map((one) => (one.id === connectionId ? { ...one, [field]: keyId } : one));
      log('connection.key-switched', `key ${keyId.slice(0, 8)}`, 'the connection’s calls use it');
      changed('connections', 'keys');
      return {};
    },
  };
}
