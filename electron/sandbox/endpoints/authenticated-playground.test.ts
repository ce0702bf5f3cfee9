import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../sandbox.ts';
import { issueIdentity, type ClientIdentity } from '../testing/client-identity.ts';
import { TestClient } from '../testing/client.ts';

const PATH = '/v1/authenticated/playground';
let plain: TestClient;
let identity: ClientIdentity;
let client: TestClient;
beforeEach(async () => {
  plain = new TestClient(await startSandbox());
  identity = await issueIdentity(plain.sandbox, 'laptop');
  client = new TestClient(plain.sandbox, identity);
});
afterEach(async () => {
  await client.hangUp();
  await plain.close();
});

test('with certificate and token it answers, and the log names the certificate', async () => {
  const { status, json } = await client.call('GET', PATH, { headers: await client.bearer() });
  expect([status, json]).toEqual([200, { message: 'authenticated-playground-response' }]);
  const certificate = new X509Certificate(identity.cert);
  const shown = { name: 'laptop', serial: certificate.serialNumber, fingerprint: certificate.fingerprint256, notAfter: certificate.validToDate.toISOString() };
  expect(client.sandbox.log().map(({ listener, path, clientCertificate }) => [listener, path, clientCertificate])).toEqual([['mtls', '/oauth/token', shown], ['mtls', PATH, shown]]);
});

test('a personal token is a live token too', async () => {
  const { status } = await client.call('GET', PATH, { headers: { authorization: `Bearer ${client.sandbox.info.personalToken}` } });
  expect(status).toBe(200);
});

test('a token that is missing, unknown or dead is refused', async () => {
  const bearer = await client.bearer();
  const ask = async (headers: Record<string, string>) => {
    const { status, json, headers: { 'www-authenticate': challenge } } = await client.call('GET', PATH, { headers });
    return [status, json['error'], challenge];
  };
  expect(await ask({})).toEqual([401, 'unauthorized', 'Bearer realm="sandbox"']);
  expect(await ask({ authorization: 'Bearer unknown' })).toEqual([401, 'invalid_token', 'Bearer realm="sandbox", error="invalid_token"']);
  client.sandbox.setFaults({ clockSkew: { seconds: 50_000 } });
  expect(await ask(bearer)).toEqual([401, 'invalid_token', 'Bearer realm="sandbox", error="invalid_token"']);
});

test('on the host without mTLS it is not there, and says where it is', async () => {
  const { status, json } = await plain.call('GET', PATH, { headers: await plain.bearer() });
  expect([status, json['message']]).toEqual([404, 'This endpoint is on the mTLS host only.']);
  expect(plain.sandbox.log()[0]).not.toHaveProperty('clientCertificate');
});

test('mtlsOnly refuses Wise\'s calls on the host without mTLS until it is cleared, and no others', async () => {
  plain.sandbox.setFaults({ mtlsOnly: {} });
  expect((await plain.call('GET', '/__sandbox/faults')).json).toEqual({ mtlsOnly: {} });
  const { status, json } = await plain.askToken();
  expect([status, json['message']]).toEqual([403, expect.stringContaining('on the mTLS host only')]);
  expect(plain.sandbox.log().at(-1)!.faults).toEqual(['mtlsOnly']);
  expect((await client.askToken()).status).toBe(200);
  await plain.call('DELETE', '/__sandbox/faults');
  expect((await plain.askToken()).status).toBe(200);
});
