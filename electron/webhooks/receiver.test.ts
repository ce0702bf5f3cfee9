import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { receiverView } from '../../shared/model/webhooks.ts';
import { makeCa } from '../wise/testing/certificates.ts';
import { signedHeaders, startReceiverSide } from './testing/receiver-side.ts';
import { makeSender, send } from './testing/senders.ts';
import { DELIVERY, EVENT } from './testing/signed.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

async function side(...args: Parameters<typeof startReceiverSide>) {
  const made = await startReceiverSide(...args);
  cleanups.push(() => made.receiver.stop());
  return { ...made, view: () => receiverView.parse(made.receiver.view()) };
}

test('takes a delivery, judges it, and shows what came', async () => {
  const { start, view, told, audit, builtIn } = await side();
  const url = await start(false);
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/webhooks\/[0-9a-f]{32}$/);
  expect(await send(url, EVENT, signedHeaders(EVENT, { 'X-Test-Notification': 'true' }))).toBe(200);
  const [delivery, ...others] = view().deliveries;
  expect(others).toEqual([]);
  expect(delivery).toMatchObject({ deliveryId: DELIVERY, isTest: true, eventType: 'transfers#state-change', body: EVENT, verdict: { ok: true, signedBy: 'built-in' }, tls: 'TLS 1.3, TLS_AES_256_GCM_SHA384' });
  expect(delivery!.senderCertificate).toBeUndefined();
  expect(delivery!.headers).toContainEqual({ name: 'X-Delivery-Id', value: DELIVERY });
  expect(await send(url, `${EVENT}\n`, signedHeaders())).toBe(200);
  expect(view().deliveries[0]!.verdict).toMatchObject({ ok: false, findings: [{ id: 'body-trailing-newline' }] });
  expect(told).toEqual(['webhooks', 'webhooks', 'webhooks']);
  expect(audit.kinds()).toEqual(['webhook.receiver ok', 'webhook.received ok', 'webhook.received refused']);
  expect(audit.lines[1]).toMatchObject({ subject: builtIn.name, says: `transfers#state-change, delivery ${DELIVERY}: The signature verifies: the built-in sandbox sent exactly these bytes.` });
  expect(JSON.stringify(audit.lines)).not.toContain(new URL(url).pathname);
});

test('tells of what Wise itself sent, and of no test notification', async () => {
  const { start, genuine, builtIn } = await side();
  const url = await start(false);
  await send(url, EVENT, signedHeaders(EVENT, { 'X-Test-Notification': 'true' }));
  await send(url, `${EVENT} `, signedHeaders());
  await send(url, EVENT, {});
  expect(genuine).toEqual([]);
  await send(url, EVENT, signedHeaders());
  expect(genuine).toEqual([[builtIn.id, EVENT]]);
});

test.each(['TLSv1.2', 'TLSv1.3'] as const)('over mTLS, %s: only senders with a certificate of Wise’s CA', async (maxVersion) => {
  const { ca, start, view, audit } = await side();
  const url = await start(true);
  expect(await send(url, EVENT, signedHeaders(), { ...(await makeSender(ca)), maxVersion })).toBe(200);
  expect(view().deliveries).toMatchObject([{ verdict: { ok: true }, senderCertificate: { isTrusted: true, facts: { subject: 'O=Wise for tests, CN=Sender', issuer: 'CN=Test CA' } } }]);

  const strangers = [{}, await makeSender(await makeCa()), await makeSender(ca, { ended: true }), await makeSender(ca, { usage: 'serverAuth' }), await makeSender(await makeCa(), { issuer: 'CN=Nobody' })];
  for (const stranger of strangers) await expect(send(url, EVENT, signedHeaders(), { ...stranger, maxVersion })).rejects.toThrow();
  await expect.poll(() => view().refused).toHaveLength(strangers.length);
  expect(view().refused.map(({ says }) => says).toReversed()).toEqual([
    'The sender showed no client certificate.',
    'The sender’s certificate names an authority of the connection’s Wise CA, but was not signed by it.',
    'The sender’s certificate, or one above it, has ended.',
    'The sender’s certificate is not made for client authentication.',
    'The sender’s certificate comes from an authority that is not the connection’s Wise CA.',
  ]);
  expect(view().deliveries).toHaveLength(1);
  expect(audit.kinds().filter((kind) => kind === 'webhook.received refused')).toHaveLength(strangers.length);
});

test('without mTLS a sender’s certificate is shown, trusted or not', async () => {
  const { ca, start, view, vault, wise } = await side();
  const url = await start(false);
  await send(url, EVENT, signedHeaders(), await makeSender(ca));
  await send(url, EVENT, signedHeaders(), await makeSender(await makeCa()));
  expect(view().deliveries.map(({ senderCertificate }) => senderCertificate?.isTrusted)).toEqual([false, true]);
  // Where no authority was imported nobody is trusted.
  await send(await start(false, wise.id), EVENT, signedHeaders(), await makeSender(ca));
  expect(view().deliveries[0]).toMatchObject({ senderCertificate: { isTrusted: false }, verdict: { ok: false, signedBy: 'built-in' } });
  await vault.update((body) => ({ ...body, connections: body.connections.map((one) => ({ ...one, wiseCa: [ca.pem] })) }));
  await send(await start(true, wise.id), EVENT, signedHeaders(), await makeSender(ca));
  expect(view()).toMatchObject({ mtls: true, connectionId: wise.id, deliveries: [{ senderCertificate: { isTrusted: true } }] });
});

test('mTLS without an imported authority is refused', async () => {
  const { receiver, wise, audit } = await side();
  await expect(receiver.start(wise.id, true)).rejects.toMatchObject({ code: 'RECEIVER_FAILED', details: { reason: expect.stringContaining('not imported') as string } });
  expect(receiver.view().isRunning).toBe(false);
  expect(audit.lines).toMatchObject([{ kind: 'webhook.receiver', outcome: 'failed', says: 'not started: RECEIVER_FAILED' }]);
  await expect(receiver.start('00000000-0000-4000-8000-000000000000', false)).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
});

test('a sender that does not trust the receiver, or speaks no TLS, is told of', async () => {
  const { start, view } = await side();
  const url = await start(false);
  await expect(send(url, EVENT, {}, { rejectUnauthorized: true })).rejects.toThrow();
  const plain = connectTcp(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined).resume();
  plain.write('POST / HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(plain, 'close');
  await expect.poll(() => view().refused.map(({ says }) => says)).toEqual([
    'The sender spoke plain HTTP. The address begins with https.',
    'The sender hung up during the handshake. Perhaps it does not trust the receiver’s certificate, which is self-signed.',
  ]);
});

test('another path, method or size is turned away', async () => {
  const { start, view } = await side();
  const url = await start(false);
  expect(await send(new URL('/webhooks/', url).href, EVENT)).toBe(404);
  expect(await send(`${url}?x`, EVENT)).toBe(404);
  expect(await send(url, '', {}, { method: 'GET' })).toBe(405);
  expect(await send(url, '', { 'x-long': 'a'.repeat(20_000) })).toBe(431);
  // A sender that does not listen while it sends sees the connection end.
  expect(await send(url, Buffer.alloc(1024 * 1024 + 1)).catch(() => 413)).toBe(413);
  expect(view().deliveries).toEqual([]);
  expect(await send(url, Buffer.alloc(1024 * 1024, 'a'))).toBe(200);
  expect(view().deliveries[0]!.body).toBe('a'.repeat(65_536));
});

test('a large body is judged whole, and the last 50 are kept', async () => {
  const { start, view } = await side();
  const url = await start(false);
  const large = JSON.stringify({ event_type: 'large', filler: 'x'.repeat(100_000) });
  for (let count = 0; count < 50; count += 1) await send(url, `{"event_type":"${count}"}`);
  await send(url, large, signedHeaders(large));
  const { deliveries } = view();
  expect(deliveries).toHaveLength(50);
  expect([deliveries[0]!.eventType, deliveries[0]!.verdict.ok, deliveries[0]!.body.length]).toEqual(['large', true, 65_536]);
  expect(deliveries.at(-1)!.eventType).toBe('1');
});

test('slow and silent senders are cut off, and others are served meanwhile', async () => {
  const { start, view } = await side({ handshakeMs: 1500, headersMs: 1500, requestMs: 2000, checkMs: 100 });
  const url = await start(false);
  const port = Number(new URL(url).port);
  const silent = connectTcp(port, '127.0.0.1');
  const slowHeaders = connect({ port, rejectUnauthorized: false });
  slowHeaders.write('POST / HTTP/1.1\r\nx');
  const slowBody = connect({ port, rejectUnauthorized: false });
  slowBody.write(`POST ${new URL(url).pathname} HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{`);
  const closed = [silent, slowHeaders, slowBody].map((socket) => once(socket.on('error', () => undefined).resume(), 'close'));
  expect(await send(url, EVENT, signedHeaders())).toBe(200);
  await Promise.all(closed);
  expect(view()).toMatchObject({ deliveries: [{ verdict: { ok: true } }], refused: [{ says: 'The sender took too long over the handshake.' }] });
});

test('so many connections and no more', async () => {
  const { start } = await side({ connections: 2 });
  const url = await start(false);
  const held = [1, 2].map(() => connectTcp(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined));
  await Promise.all(held.map((socket) => once(socket, 'connect')));
  await expect(send(url, EVENT)).rejects.toThrow();
  for (const socket of held) socket.destroy();
  await expect.poll(() => send(url, EVENT).catch(() => 0)).toBe(200);
});

test('stopping cuts senders off and forgets; starting again takes another address', async () => {
  const { start, receiver, view, audit, wise } = await side();
  const url = await start(false);
  expect(await start(false)).toBe(url);
  await send(url, EVENT, signedHeaders());
  const socket = connectTcp(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined).resume();
  await once(socket, 'connect');
  await Promise.all([receiver.stop(), once(socket, 'close')]);
  expect(view()).toEqual({ isRunning: false, mtls: false, deliveries: [], refused: [] });
  await expect(send(url, EVENT)).rejects.toThrow('ECONNREFUSED');
  const next = await start(false, wise.id);
  expect(new URL(next).pathname).not.toBe(new URL(url).pathname);
  expect(view()).toMatchObject({ isRunning: true, connectionId: wise.id, deliveries: [] });
  expect(audit.lines.map(({ says }) => says.split(' ', 1)[0])).toEqual(['started', 'transfers#state-change,', 'stopped,', 'started']);
});

test('a lock while it starts leaves nothing running', async () => {
  const { receiver, sandbox, vault, builtIn } = await side();
  const { target } = sandbox;
  sandbox.target = () => {
    vault.lock();
    return target();
  };
  await expect(receiver.start(builtIn.id, false)).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  expect(receiver.view().isRunning).toBe(false);
});

test('starts and stops at once end as the last one says', async () => {
  const { receiver, builtIn, wise } = await side();
  const [, , last] = await Promise.all([receiver.start(builtIn.id, false), receiver.stop(), receiver.start(wise.id, false), receiver.start(builtIn.id, true), receiver.stop()]);
  expect(last).toMatchObject({ connectionId: wise.id });
  expect(receiver.view().isRunning).toBe(false);
});
