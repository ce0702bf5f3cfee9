import type { Api } from '../../shared/ipc/api.ts';
import type { Topic } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/ipc/result.ts';
import type { Preferences, VaultSettings } from '../../shared/model/views.ts';
import { auditLine } from './fixtures.ts';
import type { World } from './scenarios.ts';
import { joseMethods } from './stand-in-jose.ts';
import { certificateMethods } from './stand-in-certificates.ts';
import { approvalMethods } from './stand-in-approvals.ts';
import { factorMethods } from './stand-in-factors.ts';
import { expiryMethods } from './stand-in-expiry.ts';
import { namedPeople, peopleMethods } from './stand-in-people.ts';
import { keyMethods } from './stand-in-keys.ts';
import { rotationMethods } from './stand-in-rotations.ts';
import { connectionMethods } from './stand-in-connections.ts';
import { migrationMethods } from './stand-in-migrations.ts';
import { tokenMethods } from './stand-in-tokens.ts';
import { userMethods } from './stand-in-users.ts';
import { webhookMethods } from './stand-in-webhooks.ts';
import { Refusal, refuse, type Methods, type StandInTools } from './tools.ts';

type Options = { theme?: Preferences['theme']; delayMs?: number };

const STAND_IN_PASSPHRASE = 'correct horse battery staple';
const RECOVERY_CODE = '7K2M-9QXD-4TPA-HV3W-E8RC-6NBY-5GZF-J1SU';

/** An in-memory `window.portcullis` with the shapes of the contract and none of the cryptography. For the dev page and tests only. */
export function createStandIn(world: World, { theme = 'system', delayMs = 30 }: Options = {}): Api {
  const listeners = new Set<(topics: Topic[]) => void>();
  const changed = (...topics: Topic[]) => setTimeout(() => listeners.forEach((listener) => listener(topics)), 0);
  const methods = createMethods(world, { theme }, changed);
  const entries = Object.entries(methods).map(([name, method]) => [name, async (input: never) => answer(() => (method as (input: never) => unknown)(input), delayMs)]);
  return Object.assign(Object.fromEntries(entries), {
    onChanged: (listener: (topics: Topic[]) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  }) as Api;
}

function lockPeople(world: World) {
  const people = namedPeople(world);
  return people && { people, ...(world.personId && { lastPersonId: world.personId }) };
}

async function answer(method: () => unknown, delayMs: number): Promise<Result<unknown>> {
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  try {
    return { ok: true, value: structuredClone(method()) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.wire };
    throw error;
  }
}

function createMethods(world: World, preferences: Preferences, changed: (...topics: Topic[]) => void): Methods {
  const settings: VaultSettings = { autoLockMinutes: 10, keyLeadDays: 30, certificateLeadDays: 30, tokenLeadDays: 14, showExpiryWhileLocked: true, notifyExpiry: true };
  let touchedAt = Date.now();
  const log: StandInTools['log'] = (kind, subject, says) => {
    world.audit = [...world.audit, auditLine(world.audit.length + 1, kind, subject, says, { at: new Date().toISOString() })];
    changed('audit');
  };
  const setState = (state: World['state']) => {
    world.state = state;
    touchedAt = Date.now();
    changed('vault', 'connections', 'keys', 'audit');
  };
  const setKey: StandInTools['setKey'] = (id, change) => {
    world.keys = world.keys.map((key) => (key.id === id ? { ...key, ...change } : key));
    changed('keys');
  };
  const tools: StandInTools = { log, setKey, changed };
  return {
    ...keyMethods(world, tools),
    ...rotationMethods(world, tools),
    ...certificateMethods(world, tools),
    ...webhookMethods(world, tools),
    ...connectionMethods(world, tools),
    ...tokenMethods(world, tools),
    ...userMethods(world, tools),
    ...migrationMethods(world, tools),
    ...expiryMethods(world, tools),
    ...approvalMethods(world, tools),
    ...factorMethods(world, tools),
    ...peopleMethods(world, tools, (typed) => typed === STAND_IN_PASSPHRASE),
    ...joseMethods(world, tools),
    'app.info': () => ({ version: '0.1.0', host: 'memory', hostName: 'Stand-in', platform: 'none', profileDir: '/somewhere/portcullis' }),
    'app.ready': () => ({}),
    'app.copy': () => ({}),
    'app.protectContent': () => ({}),
    'vault.status': () => ({ state: world.state, ...lockPeople(world), ...(world.state === 'unlocked' && { locksAt: new Date(touchedAt + settings.autoLockMinutes * 60_000).toISOString() }) }),
    'vault.create': () => {
      setState('unlocked');
      return { recoveryCode: RECOVERY_CODE };
    },
    'vault.unlock': ({ passphrase, personId, acceptOlder }) => {
      if (world.unlockFails && !acceptOlder) refuse(world.unlockFails, { file: '/somewhere/portcullis/vault.json' });
      if (passphrase !== STAND_IN_PASSPHRASE && !acceptOlder) refuse('VAULT_WRONG_PASSPHRASE');
      if (personId) world.personId = personId;
      setState('unlocked');
      return {};
    },
    'vault.recover': () => {
      setState('unlocked');
      return { recoveryCode: RECOVERY_CODE };
    },
    'vault.lock': () => {
      setState('locked');
      return {};
    },
    'vault.touch': () => {
      touchedAt = Date.now();
      return {};
    },
    'vault.changePassphrase': ({ current }) => {
      if (current !== STAND_IN_PASSPHRASE) refuse('VAULT_WRONG_PASSPHRASE');
      return {};
    },
    'vault.renewRecoveryCode': () => ({ recoveryCode: RECOVERY_CODE }),
    'vault.settings': () => settings,
    'vault.setSettings': (next) => {
      changed('settings');
      return Object.assign(settings, next);
    },
    'preferences.get': () => preferences,
    'preferences.set': (next) => {
      changed('preferences');
      return Object.assign(preferences, next);
    },
    'wise.waits': () => world.waits,
    'wise.cancelWait': ({ id }) => {
      world.waits = world.waits.filter((wait) => wait.id !== id);
      changed('waits');
      return {};
    },
    'audit.list': ({ kinds, outcome, text, before, limit }) => {
      const wanted = world.audit.filter((line) => (!kinds?.length || kinds.includes(line.kind)) && (!outcome || line.outcome === outcome) && (!text || `${line.subject} ${line.says} ${line.kind}`.includes(text)));
      const older = wanted.toReversed().filter((line) => before === undefined || line.seq < before);
      return { lines: older.slice(0, limit), total: world.audit.length, matching: wanted.length };
    },
    'audit.verify': () =>
      world.wiseFails
        ? { ok: false, lines: world.audit.length, broken: { line: 6, reason: 'the hash of the line before does not match' }, head: 'm1KzR8Zk0uVaYVA9wwBF6Iuo3vVzz7TxHCT1pXq0zRr' }
        : { ok: true, lines: world.audit.length, head: 'm1KzR8Zk0uVaYVA9wwBF6Iuo3vVzz7TxHCT1pXq0zRr' },
  };
}
