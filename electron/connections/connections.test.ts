import { expect, test } from 'vitest';
import type { TlsView } from '../../shared/model/tls.ts';
import { connectionSummary } from '../../shared/model/views.ts';
import { PRODUCTION_WORD } from '../../shared/production-word.ts';
import { connectionEntry as connectionSchema } from '../vault/body.ts';
import { Secret } from '../wise/secret.ts';
import { memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { listConnections, selectConnection } from './connections.ts';
import { createConnection, type NewConnection } from './create.ts';
import { resolveConnection } from './resolve.ts';
import type { SandboxTarget } from './sandbox-port.ts';

const SANDBOX: SandboxTarget = {
  apiUrl: 'https://localhost:41123', mtlsUrl: 'https://localhost:41124', ca: 'PEM', clientId: 'sandbox-client-9f3c', clientSecret: new Secret('sandbox-secret'),
  clientKey: 'sandbox-key', profileId: 7, ownUserToken: new Secret('sandbox-token'), personalToken: new Secret('personal-token'), consentUrl: 'https://localhost:41123/oauth/authorize/', redirectUri: 'http://127.0.0.1:1/', webhookKey: 'PEM',
};
const WISE: NewConnection = { environment: 'wise-sandbox', name: 'Wise sandbox', clientId: 'client-1a2b', clientSecret: 'secret-of-wise' };

function side() {
  let started = false;
  const sandbox = {
    target: async () => {
      started = true;
      return Promise.resolve(SANDBOX);
    },
    running: () => (started ? SANDBOX : undefined),
  };
  return { vault: memoryVault(), audit: memoryAudit(), sandbox, clients: { newestTls: (): TlsView | undefined => undefined } };
}

test('a new connection is selected, listed and audited, and shows no more of its credentials than the tail', async () => {
  const deps = side();
  const first = await createConnection(deps, { environment: 'built-in', name: 'Built-in sandbox' });
  const second = await createConnection(deps, WISE);
  expect(connectionSummary.parse(second)).toEqual({
    id: second.id, name: 'Wise sandbox', environment: 'wise-sandbox', apiUrl: 'https://api.wise-sandbox.com', mtlsUrl: 'https://api-mtls.wise-sandbox.com', clientIdTail: '1a2b', selected: true,
    consentUrl: 'https://wise-sandbox.com/oauth/authorize/', hasOwnHosts: false, hasUserToken: false,
  });
  expect(listConnections(deps)).toEqual([{ ...first, selected: false }, second]);
  expect(deps.audit.lines[1]).toEqual({ kind: 'connection.created', outcome: 'ok', subject: 'Wise sandbox', says: 'wise-sandbox' });
  expect(JSON.stringify([listConnections(deps), deps.audit.lines])).not.toContain('secret-of-wise');
  for (const entry of deps.vault.read().connections) expect(connectionSchema.parse(entry)).toEqual(entry);
});

test('selecting another is kept and audited; an unknown one is refused', async () => {
  const deps = side();
  const first = await createConnection(deps, { environment: 'built-in', name: 'Built-in sandbox' });
  await createConnection(deps, WISE);
  await selectConnection(deps, first.id);
  expect(listConnections(deps).map(({ selected }) => selected)).toEqual([true, false]);
  expect(deps.audit.kinds()).toEqual(['connection.created ok', 'connection.created ok', 'connection.selected ok']);
  await expect(selectConnection(deps, 'none')).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
});

test.each([
  ['clientId', { ...WISE, clientId: undefined }, 'REQUIRED'],
  ['clientSecret', { ...WISE, environment: 'production', clientSecret: undefined }, 'REQUIRED'],
  ['clientId', { ...WISE, environment: 'built-in' }, 'NOT_FOR_BUILT_IN'],
] as const)('%s is checked against the environment', async (field, input, reason) => {
  const deps = side();
  await expect(createConnection(deps, input)).rejects.toMatchObject({ code: 'IPC_INVALID_INPUT', details: { field, reason } });
  expect(deps.vault.read().connections).toEqual([]);
});

test.each([
  ['environment', { environment: 'built-in', name: 'Another' }],
  ['clientId', { ...WISE, name: 'Another' }],
  ['name', { ...WISE, clientId: 'another', name: 'wise SANDBOX' }],
] as const)('a second of the same %s is CONNECTION_EXISTS', async (field, input) => {
  const deps = side();
  await createConnection(deps, { environment: 'built-in', name: 'Built-in sandbox' });
  await createConnection(deps, WISE);
  await expect(createConnection(deps, input)).rejects.toMatchObject({ code: 'CONNECTION_EXISTS', details: { field } });
  expect(deps.vault.read().connections).toHaveLength(2);
});

test('the same client id in production is another connection', async () => {
  const deps = side();
  await createConnection(deps, WISE);
  expect(await createConnection(deps, { ...WISE, environment: 'production', name: 'Wise', clientSecret: 'secret-of-production', word: PRODUCTION_WORD })).toMatchObject({ apiUrl: 'https://api.wise.com' });
});

test('resolves to the hosts of the environment and the credentials of the vault', async () => {
  const deps = side();
  const { id } = await createConnection(deps, WISE);
  const target = await resolveConnection(deps, id);
  expect(target).toMatchObject({ id, name: 'Wise sandbox', environment: 'wise-sandbox', apiUrl: 'https://api.wise-sandbox.com', clientId: 'client-1a2b' });
  expect(target).not.toHaveProperty('ca');
  expect(target.clientSecret.reveal()).toBe('secret-of-wise');
  expect(JSON.stringify(target)).not.toContain('secret-of-wise');
  await expect(resolveConnection(deps, 'none')).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
});

test('the built-in sandbox has no address until it is needed', async () => {
  const deps = side();
  const summary = await createConnection(deps, { environment: 'built-in', name: 'Built-in sandbox' });
  expect(summary).toMatchObject({ clientIdTail: '' });
  expect(summary).not.toHaveProperty('apiUrl');
  expect(await resolveConnection(deps, summary.id)).toMatchObject({ ...SANDBOX, environment: 'built-in' });
  expect(listConnections(deps)[0]).toMatchObject({ apiUrl: SANDBOX.apiUrl, clientIdTail: '9f3c', consentUrl: SANDBOX.consentUrl, redirectUri: SANDBOX.redirectUri, profileId: 7, hasOwnHosts: false, hasUserToken: true });
});
