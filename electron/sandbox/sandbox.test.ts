import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { X509Certificate, randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { connect } from 'node:tls';
import { Agent, request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
import { issueIdentity } from './testing/client-identity.ts';
import { TestClient, makeKey, sign } from './testing/client.ts';

let open: Sandbox[] = [];
const start = async (options?: SandboxOptions) => {
  const sandbox = await startSandbox(options);
  open.push(sandbox);
  return sandbox;
};
beforeEach(() => {
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((sandbox) => sandbox.close()));
});

test('it tells a client all it needs', async () => {
  const { info, caPem } = await start();
  expect(info).toEqual({
    apiUrl: expect.stringMatching(/^https:\/\/localhost:\d+$/),
    mtlsUrl: expect.stringMatching(/^https:\/\/localhost:\d+$/),
    authorizeUrl: `${info.apiUrl}/oauth/authorize/`,
    pagesUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    clientId: expect.stringMatching(/^sandbox-[0-9a-f]{8}$/),
    clientSecret: expect.stringMatching(/^[0-9a-f-]{36}$/),
    redirectUri: 'http://127.0.0.1:47113/callback',
    redirectUris: ['http://127.0.0.1:47113/callback', 'portcullis://oauth/callback', 'https://app.example.com/wise/callback?tenant=7'],
    personalToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
    userToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
    clientKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
    webhookKey: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----\n/),
    userId: 5940001,
    profileId: 30120001,
    balanceId: 200301,
    transferIds: [50500001, 50500002, 50500003],
    batchGroupId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    otp: '111111',
  });
  const [root, issuing, ...more] = caPem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)!.map((pem) => new X509Certificate(pem));
  expect([root!.checkIssued(root!), issuing!.checkIssued(root!), issuing!.ca, more]).toEqual([true, true, true, []]);
  expect(issuing!.verify(root!.publicKey)).toBe(true);
  expect(caPem).not.toContain('PRIVATE');
});

describe('state', () => {
  test('is kept over a restart: authority, client, uploaded keys, Wise\'s keys; tokens are not', async () => {
    const changes: unknown[] = [];
    const first = await start({ onStateChange: (state) => changes.push(state) });
    const client = new TestClient(first);
    const key = await makeKey('ES256');
    await client.upload(key.upload);
    const wiseKey = (await client.wiseKey('algorithm=ES256&scope=PAYLOAD_SIGNING')).text;
    expect(changes.at(-1)).toEqual(first.state());
    expect(JSON.stringify(changes)).not.toContain((await client.bearer()).authorization.slice('Bearer '.length));
    await first.close();

    const again = await start({ state: JSON.parse(JSON.stringify(changes.at(-1))) });
    expect(again.caPem).toBe(first.caPem);
    expect(again.info.clientSecret).toBe(first.info.clientSecret);
    const other = new TestClient(again);
    expect((await other.wiseKey('algorithm=ES256&scope=PAYLOAD_SIGNING')).text).toBe(wiseKey);
    expect((await other.playground(await sign(key))).status).toBe(200);
    expect((await other.playground(await sign(key), await client.bearer())).status).toBe(401);
  });

  test('two fresh starts share nothing', async () => {
    const [one, two] = [await start(), await start()];
    expect(one.caPem).not.toBe(two.caPem);
    expect(one.info.clientSecret).not.toBe(two.info.clientSecret);
  });

  test.each([[null, ''], [{}, 'format'], [{ format: 2 }, 'format']])('that cannot be read is refused by code: %j', async (state, field) => {
    await expect(startSandbox({ state })).rejects.toMatchObject({ code: 'SANDBOX_FAILED', details: { reason: 'STATE_UNREADABLE', field } });
  });

  test('with a damaged authority is refused by code', async () => {
    const state = { ...(await start()).state(), authority: { certificate: 'x', privateKey: 'x' } };
    await expect(startSandbox({ state })).rejects.toMatchObject({ code: 'SANDBOX_FAILED', details: { field: 'authority' } });
  });

  test('with a damaged issuing authority is refused by code', async () => {
    const state = { ...(await start()).state(), issuing: { certificate: 'x', privateKey: 'x' } };
    await expect(startSandbox({ state })).rejects.toMatchObject({ code: 'SANDBOX_FAILED', details: { field: 'issuing' } });
  });

  test('of before there were client certificates opens, and gets an issuing authority', async () => {
    const first = await start();
    const { issuing, certificates, clientKey, subscriptions, webhookKey, ...earlier } = first.state();
    expect([issuing, certificates, clientKey, subscriptions, webhookKey]).not.toContain(undefined);
    const again = await start({ state: earlier });
    expect(again.info.clientSecret).toBe(first.info.clientSecret);
    expect(again.state()['authority']).toEqual(first.state()['authority']);
    expect((await new TestClient(again, await issueIdentity(again)).askToken()).status).toBe(200);
  });

  test('with a root near its end gets a new one and keeps the rest: client certificates stay good', async () => {
    const first = await start();
    const identity = await issueIdentity(first);
    const state = first.state();
    const authority = { certificate: (await selfSigned(30)).toString('pem'), privateKey: 'unused' };
    const again = await start({ state: { ...state, authority } });
    expect(again.caPem).not.toContain(authority.certificate);
    expect(again.info.clientId).toBe(state['clientId']);
    expect((await new TestClient(again).askToken()).status).toBe(200);
    expect((await new TestClient(again, identity).askToken()).status).toBe(200);
  });
});

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
async function selfSigned(days: number): Promise<x509.X509Certificate> {
  const keys = await crypto.subtle.generateKey(EC, true, ['sign', 'verify']);
  return x509.X509CertificateGenerator.createSelfSigned({ name: 'CN=old', keys, notAfter: new Date(Date.now() + days * 86_400_000), signingAlgorithm: EC });
}

describe('TLS', () => {
  test('is trusted by the authority alone', async () => {
    const { info } = await start();
    await expect(request(info.apiUrl)).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    await expect(request(info.apiUrl, { dispatcher: new Agent({ connect: { ca: (await start()).caPem } }) })).rejects.toThrow();
  });

  test.each(['localhost', '127.0.0.1'])('answers to the name %s', async (host) => {
    const { info, caPem } = await start();
    const answer = await request(info.apiUrl.replace('localhost', host), { dispatcher: new Agent({ connect: { ca: caPem } }) });
    expect([answer.statusCode, await answer.body.text()]).toEqual([200, expect.stringContaining('POST   /v1/auth/jose/playground/jws')]);
  });

  test('older than 1.2 is refused', async () => {
    const { info, caPem } = await start();
    const fault = await new Promise<NodeJS.ErrnoException>((resolve) => {
      connect({ port: Number(new URL(info.apiUrl).port), ca: caPem, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }).on('error', resolve);
    });
    expect(fault.code).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
  });
});

describe('a port that is taken', () => {
  const hasIPv6 = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'));
  const CASES = [['port', '127.0.0.1'], ['mtlsPort', '127.0.0.1'], ['pagesPort', '127.0.0.1'], ...(hasIPv6 ? [['port', '::1'] as const] : [])] as const;
  test.each(CASES)('is refused by code, and nothing stays open: %s on %s', async (which, host) => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, host, resolve));
    const { port } = taken.address() as AddressInfo;
    await expect(startSandbox({ [which]: port })).rejects.toMatchObject({ code: 'SANDBOX_PORT_TAKEN', details: { host: `${host}:${port}`, reason: 'EADDRINUSE' } });
    await new Promise((resolve) => taken.close(resolve));
    const { apiUrl, mtlsUrl, pagesUrl } = (await start({ [which]: port })).info;
    expect(new URL({ port: apiUrl, mtlsPort: mtlsUrl, pagesPort: pagesUrl }[which]).port).toBe(String(port));
  });
});

test('closed, it answers no more', async () => {
  const sandbox = await start();
  const client = new TestClient(sandbox);
  await client.askToken();
  await sandbox.close();
  await expect(client.askToken(undefined, { 'x-external-correlation-id': randomUUID() })).rejects.toThrow();
});
