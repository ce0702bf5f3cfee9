import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { WiseCall } from './client.ts';
import { WiseClients } from './clients.ts';
import { RateLimitWaits } from './rate-limit.ts';
import { Secret } from './secret.ts';
import { startTlsServer, type Handler, type TestServer } from './testing/tls-server.ts';

const CALL: WiseCall = { method: 'GET', path: '/', authorization: { scheme: 'Bearer', token: new Secret('token') } };
const waits = new RateLimitWaits();
const clients = new WiseClients(waits);
const servers: TestServer[] = [];
afterEach(async () => {
  await clients.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function targetOf(handler: Handler) {
  const server = await startTlsServer(handler);
  servers.push(server);
  return { id: 'a', name: 'A', environment: 'wise-sandbox', apiUrl: server.url, mtlsUrl: server.url, ca: server.ca.pem, clientId: 'c', clientSecret: new Secret('s') } as const;
}

test('a connection keeps its client until its address or CA changes', async () => {
  const [target, moved] = [await targetOf(() => ({})), await targetOf(() => ({}))];
  const first = clients.link(target).client;
  expect(clients.link({ ...target, name: 'renamed' }).client).toBe(first);
  expect(clients.link({ ...target, id: 'b' }).client).not.toBe(first);
  const second = clients.link({ ...target, apiUrl: moved.apiUrl, ca: moved.ca }).client;
  expect(second).not.toBe(first);
  expect((await second.send(CALL)).status).toBe(200);
  // Who still holds the old one goes on over the new one: its first server sees nothing more.
  expect((await first.send(CALL)).exchange.host).toBe(new URL(moved.apiUrl).host);
  expect(servers[0]!.received).toEqual([]);
});

test('credentials do not go along when the connection has become another client’s', async () => {
  const [target, moved] = [await targetOf(() => ({})), await targetOf(() => ({}))];
  const old = clients.link(target).client;
  clients.link({ ...target, clientId: 'other', apiUrl: moved.apiUrl, ca: moved.ca });
  await expect(old.send(CALL)).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(servers.flatMap(({ received }) => received)).toEqual([]);
});

test('one connection’s client sends nothing to another’s host', async () => {
  const [target, other] = [await targetOf(() => ({})), await targetOf(() => ({}))];
  await expect(clients.link(target).client.send({ ...CALL, path: `${other.apiUrl}/` })).rejects.toMatchObject({ code: 'HOST_FORBIDDEN' });
  expect(servers.flatMap(({ received }) => received)).toEqual([]);
});

test('close ends calls and waits with CANCELLED, and a new client can be had afterwards', async () => {
  const answers: Handler[] = [() => ({ status: 429, headers: { 'retry-after': '50' } }), () => undefined, () => ({})];
  const target = await targetOf((received, res) => answers.shift()!(received, res));
  const waiting = clients.link(target).client.send(CALL).catch((thrown: unknown) => thrown);
  await expect.poll(() => waits.list()).toHaveLength(1);
  const hanging = clients.link(target).client.send(CALL).catch((thrown: unknown) => thrown);
  await expect.poll(() => servers[0]!.received).toHaveLength(2);
  await clients.close();
  expect([await waiting, await hanging]).toMatchObject([{ code: 'CANCELLED' }, { code: 'CANCELLED' }]);
  expect((await clients.link(target).client.send(CALL)).status).toBe(200);
});

test('close ends a handshake that no call belongs to', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const apiUrl = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const accepted = new Promise<void>((resolve) => silent.once('connection', () => resolve()));
  const probe = clients.probe({ id: 'a', name: 'A', environment: 'wise-sandbox', apiUrl, mtlsUrl: apiUrl, clientId: 'c', clientSecret: new Secret('s') }).catch((thrown: unknown) => thrown);
  await accepted;
  await clients.close();
  expect(await probe).toMatchObject({ code: 'CANCELLED' });
  await new Promise((resolve) => silent.close(resolve));
});

test('a dropped client sends nothing more, its call under way ends, and a new one can be had', async () => {
  const { promise: go, resolve } = Promise.withResolvers<void>();
  const target = await targetOf(async () => {
    await go;
    return {};
  });
  const { client } = clients.link(target);
  const underWay = client.send(CALL);
  await expect.poll(() => servers[0]!.received).toHaveLength(1);
  clients.drop(target.id);
  expect([clients.has(target.id), clients.newestTls(target.id)]).toEqual([false, undefined]);
  await expect(client.send(CALL)).rejects.toMatchObject({ code: 'CANCELLED' });
  resolve();
  expect((await underWay).status).toBe(200);
  expect((await clients.link(target).client.send(CALL)).status).toBe(200);
});
