import { expect, test } from 'vitest';
import { PRODUCTION_WORD } from '../../shared/production-word.ts';
import { connectionEntry as connectionSchema } from '../vault/body.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { createConnection, type NewConnection } from './create.ts';

const WISE: NewConnection = { environment: 'wise-sandbox', name: 'Wise sandbox', clientId: 'client-1a2b', clientSecret: 'secret-of-wise' };
const PRODUCTION: NewConnection = { environment: 'production', name: 'Wise', clientId: 'client-3c4d', clientSecret: 'secret-of-production', word: PRODUCTION_WORD };
const HOSTS = { apiUrl: 'https://wise.example.com/', mtlsUrl: 'https://mtls.example.com:8443', consentUrl: 'https://example.com/oauth/authorize/?tenant=1#top' };
const CUSTOM: NewConnection = { environment: 'custom', name: 'Ours', clientId: 'client-5e6f', clientSecret: 'secret-of-ours', hosts: HOSTS };

function side(...connections: ReturnType<typeof connectionEntry>[]) {
  const deps = { vault: memoryVault({ connections }), audit: memoryAudit(), sandbox: { running: () => undefined } };
  return { ...deps, create: (input: NewConnection) => createConnection(deps, input) };
}

test.each([undefined, '', 'production', 'PRODUCTION '])('production is not made with the word %j', async (word) => {
  const { create, vault } = side();
  await expect(create({ ...PRODUCTION, word })).rejects.toMatchObject({ code: 'CONNECTION_WORD', details: { field: 'word' } });
  expect(vault.read().connections).toEqual([]);
  expect(await create(PRODUCTION)).toMatchObject({ environment: 'production', apiUrl: 'https://api.wise.com', hasOwnHosts: false });
});

test('hosts of one’s own are kept as origins, the consent page with its path, and the redirect URI as it was typed', async () => {
  const { create, vault, audit } = side();
  const redirectUri = 'https://Pay.Example.com:443/back/../here?a=%2f&b';
  expect(await create({ ...CUSTOM, redirectUri })).toMatchObject({
    apiUrl: 'https://wise.example.com', mtlsUrl: 'https://mtls.example.com:8443', consentUrl: 'https://example.com/oauth/authorize/?tenant=1', hasOwnHosts: true, redirectUri,
  });
  for (const entry of vault.read().connections) expect(connectionSchema.parse(entry)).toEqual(entry);
  expect(audit.lines).toEqual([{ kind: 'connection.created', outcome: 'ok', subject: 'Ours', says: 'custom' }]);
});

test('addresses that are the usual ones of the environment are not hosts of one’s own', async () => {
  const { create, vault } = side();
  const hosts = { apiUrl: 'https://API.wise-sandbox.com/', mtlsUrl: 'https://api-mtls.wise-sandbox.com', consentUrl: 'https://wise-sandbox.com/oauth/authorize/' };
  expect(await create({ ...WISE, hosts })).toMatchObject({ hasOwnHosts: false });
  expect(vault.read().connections[0]).not.toHaveProperty('hosts');
});

test.each([
  ['hosts', { ...CUSTOM, hosts: undefined }, 'REQUIRED'],
  ['hosts', { environment: 'built-in', name: 'Mine', hosts: HOSTS }, 'NOT_FOR_BUILT_IN'],
  ['redirectUri', { environment: 'built-in', name: 'Mine', redirectUri: 'http://127.0.0.1:1/' }, 'NOT_FOR_BUILT_IN'],
  ['hosts.apiUrl', { ...CUSTOM, hosts: { ...HOSTS, apiUrl: 'https://wise.example.com/v1' } }, 'NOT_AN_ORIGIN'],
  ['hosts.mtlsUrl', { ...CUSTOM, hosts: { ...HOSTS, mtlsUrl: 'https://mtls.example.com/?a' } }, 'NOT_AN_ORIGIN'],
  ['hosts.apiUrl', { ...CUSTOM, hosts: { ...HOSTS, apiUrl: 'https://me:pass@wise.example.com' } }, 'HOLDS_CREDENTIALS'],
  ['hosts.consentUrl', { ...CUSTOM, hosts: { ...HOSTS, consentUrl: 'https://me@example.com/' } }, 'HOLDS_CREDENTIALS'],
  ['hosts.apiUrl', { ...PRODUCTION, hosts: { ...HOSTS, apiUrl: 'https://api.wise-sandbox.com' } }, 'HOST_OF_SANDBOX'],
  ['hosts.mtlsUrl', { ...PRODUCTION, hosts: { ...HOSTS, mtlsUrl: 'https://api-mtls.sandbox.transferwise.tech' } }, 'HOST_OF_SANDBOX'],
] satisfies [string, NewConnection, string][])('%s of %j is %s', async (field, input, reason) => {
  const { create, vault } = side();
  await expect(create(input)).rejects.toMatchObject({ code: 'IPC_INVALID_INPUT', details: { field, reason } });
  expect(vault.read().connections).toEqual([]);
});

test.each([
  ['apiUrl', 'https://api.wise.com'], ['apiUrl', 'https://API.TransferWise.com:8443'], ['mtlsUrl', 'https://api-mtls.transferwise.com.'], ['consentUrl', 'https://wise.com/oauth/authorize/'],
] as const)('%s %s is Wise’s production, which no other connection goes to', async (field, address) => {
  for (const input of [WISE, CUSTOM]) {
    await expect(side().create({ ...input, hosts: { ...HOSTS, [field]: address } })).rejects.toMatchObject({ code: 'HOSTS_OF_PRODUCTION', details: { field: `hosts.${field}` } });
  }
  expect(await side().create({ ...PRODUCTION, hosts: { ...HOSTS, [field]: address } })).toMatchObject({ hasOwnHosts: true });
});

test('a host whose name only looks like Wise’s is nobody’s', async () => {
  expect(await side().create({ ...CUSTOM, hosts: { ...HOSTS, apiUrl: 'https://api-wise.com' } })).toMatchObject({ apiUrl: 'https://api-wise.com' });
});

test.each([
  ['/back', 'NOT_AN_ABSOLUTE_URI'], ['https:example.com', 'NOT_AN_ABSOLUTE_URI'], ['https://exa\nmple.com/', 'NOT_AN_ABSOLUTE_URI'], ['https://example.com/#', 'HAS_FRAGMENT'],
  ['JavaScript:alert(1)', 'SCHEME_FORBIDDEN'], ['data:text/html,x', 'SCHEME_FORBIDDEN'], ['file:///etc/passwd', 'SCHEME_FORBIDDEN'], ['blob:https://example.com/1', 'SCHEME_FORBIDDEN'],
])('no redirect URI: %j', async (redirectUri, reason) => {
  await expect(side().create({ ...WISE, redirectUri })).rejects.toMatchObject({ code: 'IPC_INVALID_INPUT', details: { field: 'redirectUri', reason } });
});

test.each(['http://127.0.0.1:8081/', 'http://localhost:3000/cb?x=1', 'portcullis://consent', 'https://example.com'])('redirect URI %s is kept', async (redirectUri) => {
  expect(await side().create({ ...WISE, redirectUri: ` ${redirectUri} ` })).toMatchObject({ redirectUri });
});

test('a client secret is in one environment only', async () => {
  const { create, vault } = side();
  await create(WISE);
  const shared = { ...PRODUCTION, clientSecret: WISE.clientSecret };
  const refusal: unknown = await create(shared).catch((thrown: unknown) => thrown);
  expect(refusal).toMatchObject({ code: 'CREDENTIAL_SHARED', details: { field: 'clientSecret', reason: 'Wise sandbox has it' } });
  expect(JSON.stringify(refusal)).not.toContain(WISE.clientSecret);
  expect(vault.read().connections).toHaveLength(1);
  expect(await create({ ...WISE, name: 'The same, another client', clientId: 'client-9' })).toMatchObject({ environment: 'wise-sandbox' });
});

test('servers of one’s own may know different clients by one id', async () => {
  const { create } = side();
  await create(CUSTOM);
  await expect(create({ ...CUSTOM, name: 'Again' })).rejects.toMatchObject({ code: 'CONNECTION_EXISTS', details: { field: 'clientId' } });
  expect(await create({ ...CUSTOM, name: 'Elsewhere', hosts: { ...HOSTS, apiUrl: 'https://other.example.com' } })).toMatchObject({ apiUrl: 'https://other.example.com' });
});
