import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contract, type Input, type Method, type Output } from '../shared/ipc/contract.ts';
import { PRODUCTION_WORD } from '../shared/production-word.ts';
import { openTestApp, PASSPHRASE } from './testing/open-app.ts';

const HOSTS = { apiUrl: 'https://wise.example.com', mtlsUrl: 'https://mtls.example.com', consentUrl: 'https://example.com/oauth/authorize/' };
const PRODUCTION = { environment: 'production', name: 'Real', clientId: 'client-of-production', clientSecret: 'secret-of-production-5d0c', word: PRODUCTION_WORD } as const;

async function withSandbox() {
  const side = await openTestApp();
  const { id: connectionId } = await side.call('connections.create', { environment: 'built-in', name: 'Built-in sandbox' });
  return { ...side, connectionId };
}

test('each method of connections and users that changes or uses something writes the line it promises', async () => {
  const { call, connectionId } = await withSandbox();
  const told: Partial<Record<Method, string[]>> = {};
  const lines = async () => (await call('audit.list', { limit: 500 })).lines;
  const tell = async <M extends Method>(method: M, input: Input<M>): Promise<Output<M>> => {
    const before = (await lines()).length;
    const output = await call(method, input);
    const after = await lines();
    told[method] = after.slice(0, after.length - before).map(({ kind }) => kind);
    return output;
  };
  const { id: other } = await tell('connections.create', PRODUCTION);
  await tell('connections.select', { id: connectionId });
  await tell('connections.change', { connectionId: other, hosts: HOSTS, passphrase: PASSPHRASE, redirectUri: 'https://example.com/back' });
  await tell('connections.remove', { connectionId: other });
  const { id: keyId } = await call('keys.create', { algorithm: 'ES256', label: 'k' });
  await call('keys.upload', { keyId, connectionId });
  await tell('connections.setKey', { connectionId, keyId });
  await tell('connections.check', { id: connectionId });
  const { user } = await tell('users.create', { connectionId, email: 'new.user@example.com' });
  await tell('users.fetchToken', { id: user.id });
  await tell('users.claimCode', { id: user.id });
  await tell('connections.setUserToken', { connectionId, tokenId: user.tokenId! });
  await tell('users.forget', { id: user.id });
  // Told by the test of certificates.
  const elsewhere = new Set<Method>(['connections.setCertificate']);
  const promised = (Object.keys(contract) as Method[]).filter((method) => /^(connections|users)\./.test(method) && contract[method].auditedAs !== null && !elsewhere.has(method));
  expect(Object.keys(told)).toEqual(expect.arrayContaining(promised));
  for (const [method, kinds] of Object.entries(told)) expect([method, kinds]).toEqual([method, expect.arrayContaining([contract[method as Method].auditedAs])]);
  expect(await call('audit.verify', {})).toMatchObject({ ok: true });
});

test('the whole chain of the built-in sandbox holds; it is removed, made anew, and works with the key it had', async () => {
  const { call, connectionId } = await withSandbox();
  const chain = async (id: string) => (await call('connections.check', { id })).links.map((link) => `${link.id} ${link.state}`);
  const whole = ['dns ok', 'tls ok', 'client-credentials ok', 'jose ok', 'user-token ok', 'profile ok'];
  expect(await chain(connectionId)).toEqual(whole);
  const { id: keyId } = await call('keys.create', { algorithm: 'ES256', label: 'k' });
  await call('keys.upload', { keyId, connectionId });
  await call('connections.remove', { connectionId });
  expect(await call('connections.list', {})).toEqual([]);
  expect(await call('keys.list', {})).toMatchObject([{ uploadedTo: [{ connectionId, connectionName: '' }] }]);
  await expect(call('connections.check', { id: connectionId })).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  await call('vault.lock', {});
  await call('vault.unlock', { passphrase: PASSPHRASE });
  const { id: next } = await call('connections.create', { environment: 'built-in', name: 'Built-in sandbox' });
  expect(await chain(next)).toEqual(whole);
  expect(await call('keys.upload', { keyId, connectionId: next })).toMatchObject({ ok: true });
  expect(await call('playground.run', { connectionId: next, signingKeyId: keyId, method: 'jws', message: 'again' })).toMatchObject({ ok: true });
});

test('hosts of one’s own with their own authority: a changed secret is used at once, and the token of the old one is dropped', async () => {
  const { call, app, connectionId } = await withSandbox();
  await call('connections.check', { id: connectionId });
  const { sandbox } = await app.work();
  const { apiUrl, mtlsUrl, ca, clientId, clientSecret } = sandbox.running()!;
  const { id } = await call('connections.create', { environment: 'custom', name: 'Ours', clientId, clientSecret: clientSecret.reveal(), hosts: { ...HOSTS, apiUrl, mtlsUrl } });
  const broken = async () => (await call('connections.check', { id })).links.find(({ state }) => state === 'failed');
  expect(await broken()).toMatchObject({ id: 'tls', error: { code: 'WISE_TLS_UNTRUSTED' } });
  await call('wiseCa.import', { connectionId: id, from: { kind: 'text', text: ca } });
  expect(await broken()).toBeUndefined();
  const held = async () => (await call('tokens.list', {})).filter(({ kind, connectionId: of }) => kind === 'application' && of === id).length;
  expect(await held()).toBe(1);
  await call('connections.change', { connectionId: id, credentials: { clientId, clientSecret: 'another-secret-of-ours' } });
  expect(await held()).toBe(0);
  expect(await broken()).toMatchObject({ id: 'client-credentials', error: { code: 'WISE_UNAUTHORIZED' } });
  const { id: certificateId } = await call('certificates.request', { connectionId: id, name: 'October', kind: 'EC P-256', subject: { O: 'Example Ltd' } });
  await expect(call('certificates.issueInSandbox', { certificateId })).rejects.toMatchObject({ code: 'CERT_BY_HAND' });
});

test('no client secret is in an answer, a file or the log', async () => {
  const { call, answers, folder } = await withSandbox();
  const { id } = await call('connections.create', PRODUCTION);
  await call('connections.change', { connectionId: id, credentials: { clientId: 'client-of-production', clientSecret: 'next-secret-of-production-77aa' } });
  await expect(call('connections.create', { environment: 'wise-sandbox', name: 'Play', clientId: 'c', clientSecret: 'next-secret-of-production-77aa' })).rejects.toMatchObject({ code: 'CREDENTIAL_SHARED' });
  await call('connections.list', {});
  await call('audit.list', { limit: 100 });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  for (const secret of [PRODUCTION.clientSecret, 'next-secret-of-production-77aa']) expect([...files, ...answers].some((text) => text.includes(secret))).toBe(false);
});
