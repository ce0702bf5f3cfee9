import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Agent } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { contract, type Input, type Method, type Output } from '../shared/ipc/contract.ts';
import { makeAuthority } from './certificates/testing/authority.ts';
import { CLIENT_ID } from './certificates/testing/side.ts';
import { resolveConnection } from './connections/resolve.ts';
import { openTestApp, PASSPHRASE } from './testing/open-app.ts';
import { Secret } from './wise/secret.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const NEW = { kind: 'EC P-256', subject: { O: 'Example Ltd' } } as const;

/** The app with the built-in sandbox and a certificate in use. */
async function withCertificate() {
  const side = await openTestApp();
  const { call } = side;
  const { id: connectionId } = await call('connections.create', { environment: 'built-in', name: 'Built-in sandbox' });
  const proved = async (name: string) => {
    const { id } = await call('certificates.request', { connectionId, name, ...NEW });
    await call('certificates.issueInSandbox', { certificateId: id });
    expect(await call('certificates.prove', { certificateId: id })).toMatchObject({ ok: true });
    return id;
  };
  const certificateId = await proved('October');
  await call('connections.setCertificate', { connectionId, certificateId });
  return { ...side, connectionId, certificateId, proved };
}

test('each method of certificates, webhooks and expiry that changes or uses something writes the line it promises', async () => {
  const { call, connectionId, certificateId, proved } = await withCertificate();
  const told: Partial<Record<Method, string[]>> = {};
  const lines = async () => (await call('audit.list', { limit: 500 })).lines.length;
  const tell = async <M extends Method>(method: M, input: Input<M>): Promise<Output<M>> => {
    const before = await lines();
    const output = await call(method, input);
    const { lines: after } = await call('audit.list', { limit: 500 });
    told[method] = after.slice(0, after.length - before).map(({ kind }) => kind);
    return output;
  };
  const scope = { domain: 'application' } as const;
  const { id } = await tell('certificates.request', { connectionId, name: 'Dropped', ...NEW });
  await tell('certificates.discard', { certificateId: id });
  const next = await tell('certificates.request', { connectionId, name: 'Next', ...NEW });
  await tell('certificates.issueInSandbox', { certificateId: next.id });
  await tell('certificates.prove', { certificateId: next.id });
  await tell('certificates.save', { certificateId: next.id, what: 'certificate' });
  await tell('certificates.export', { certificateId: next.id, passphrase: PASSPHRASE, form: 'pem' });
  await tell('connections.setCertificate', { connectionId, certificateId: next.id });
  await tell('connections.check', { id: connectionId });
  await tell('certificates.retire', { certificateId });
  await tell('expiry.setLead', { id: next.id, leadDays: 90 });
  await tell('expiry.saveCalendar', {});
  await tell('wiseCa.export', { connectionId, form: 'pem' });
  const { url } = await tell('webhooks.startReceiver', { connectionId, mtls: true });
  const made = await tell('webhooks.subscribe', { connectionId, scope, name: 'Mine', triggerOn: 'transfers#state-change', version: '4.0.0', url: url!, mtlsEnabled: true });
  await tell('webhooks.list', { connectionId, scope });
  await tell('webhooks.test', { connectionId, subscriptionId: made.id });
  await tell('webhooks.unsubscribe', { connectionId, scope, subscriptionId: made.id });
  await tell('webhooks.stopReceiver', {});
  await tell('webhooks.check', { headers: 'x', body: { kind: 'text', text: '{}' }, environment: 'production' });
  const { id: other } = await call('connections.create', { environment: 'wise-sandbox', name: 'Payments', clientId: CLIENT_ID, clientSecret: 'secret of the test' });
  await tell('connections.change', { connectionId: other, profileId: 42 });
  await tell('wiseCa.import', { connectionId: other, from: { kind: 'text', text: (await makeAuthority()).pem } });
  await tell('wiseCa.remove', { connectionId: other });
  const byImport = new Set<Method>(['certificates.install', 'certificates.import']);
  const promised = (Object.keys(contract) as Method[]).filter((method) => /^(certificates|wiseCa|webhooks|expiry)\./.test(method) && contract[method].auditedAs !== null && !byImport.has(method));
  expect(Object.keys(told)).toEqual(expect.arrayContaining(promised));
  for (const [method, kinds] of Object.entries(told)) expect([method, kinds]).toEqual([method, expect.arrayContaining([contract[method as Method].auditedAs])]);
  await proved('Used by nobody');
  expect(await call('audit.verify', {})).toMatchObject({ ok: true });
});

test('the first call of a session with the certificate is recorded before its answer is told, and again after a lock', async () => {
  const { call, connectionId } = await withCertificate();
  const uses = async () => (await call('audit.list', { limit: 500, kinds: ['key.used'] })).lines.map(({ subject }) => subject);
  await call('connections.check', { id: connectionId });
  expect(await uses()).toEqual(['certificate “October”']);
  await call('vault.lock', {});
  await call('vault.unlock', { passphrase: PASSPHRASE });
  await call('connections.check', { id: connectionId });
  expect(await uses()).toEqual(['certificate “October”', 'certificate “October”']);
});

/** Switches a fault of the sandbox on, as another program would. */
async function setFaults({ apiUrl, ca }: { apiUrl: string; ca: string }, faults: object): Promise<void> {
  const agent = new Agent({ connect: { ca } });
  const { statusCode, body } = await agent.request({ origin: apiUrl, path: '/__sandbox/faults', method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(faults) });
  expect([statusCode, await body.text()]).toEqual([200, expect.any(String)]);
  await agent.close();
}

test('a call that waits for a 429 goes on with the new certificate, though no other call was begun and the old one is retired', async () => {
  const { app, call, connectionId, certificateId, proved } = await withCertificate();
  const { clients, sandbox, waits } = await app.work();
  const next = await proved('November');
  await call('connections.check', { id: connectionId });
  await setFaults(sandbox.running()!, { rateLimit: { count: 1, retryAfter: 2 } });
  const checking = call('connections.check', { id: connectionId });
  await expect.poll(() => waits.list()).toHaveLength(1);
  await call('connections.setCertificate', { connectionId, certificateId: next });
  await call('certificates.retire', { certificateId });
  expect((await checking).links.map(({ state }) => state)).not.toContain('failed');
  expect(clients.newestTls(connectionId)).toMatchObject({ certificateName: 'November' });
});

test('a call that begins while the vault is being locked does not outlive the lock', async () => {
  const { app, call, connectionId } = await withCertificate();
  const { clients, receiver } = await app.work();
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  const apiUrl = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const stop = receiver.stop.bind(receiver);
  let late: Promise<unknown> | undefined;
  // The clients are closed by then.
  receiver.stop = async () => {
    late ??= clients.link({ id: connectionId, name: 'Late', environment: 'built-in', apiUrl, mtlsUrl: apiUrl, clientId: 'c', clientSecret: new Secret('s') })
      .client.send({ method: 'GET', path: '/', authorization: { scheme: 'Bearer', token: new Secret('token') } }).catch((thrown: unknown) => thrown);
    await stop();
  };
  await call('vault.lock', {});
  expect(await late).toMatchObject({ code: 'CANCELLED' });
});

test('after a lock nothing refers to a certificate’s private key, and no answer or file ever showed it', async () => {
  const { app, call, folder, answers, connectionId } = await withCertificate();
  await call('connections.check', { id: connectionId });
  const secrets: string[] = [];
  const held = await (async () => {
    const { vault, clients, sandbox } = await app.work();
    const [entry] = vault.read().certificates;
    const target = await resolveConnection({ vault, sandbox }, connectionId);
    const { key } = target.certificate!.pem();
    secrets.push(String(entry!.privateJwk['d']), key.reveal().split('\n')[1]!, (await sandbox.target()).ownUserToken.reveal());
    return [entry!, entry!.privateJwk, key, target, clients.link(target).client].map((object) => new WeakRef<object>(object));
  })();
  await call('vault.lock', {});
  await expect.poll(() => {
    collectGarbage();
    return held.map((ref) => ref.deref() !== undefined);
  }).toEqual(held.map(() => false));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  for (const secret of secrets) expect([...files, ...answers].some((text) => text.includes(secret) || text.includes(Buffer.from(secret).toString('base64')))).toBe(false);
});
