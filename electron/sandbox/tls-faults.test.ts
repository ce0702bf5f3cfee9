import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { connect, type ConnectionOptions } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox } from './sandbox.ts';
import { issueIdentity, type ClientIdentity } from './testing/client-identity.ts';
import { TestClient } from './testing/client.ts';

let client: TestClient;
let identity: ClientIdentity;
beforeEach(async () => {
  client = new TestClient(await startSandbox());
  identity = await issueIdentity(client.sandbox);
});
afterEach(() => client.close());

const portOf = (listener: 'api' | 'mtls') => Number(new URL(client.sandbox.info[`${listener}Url`]).port);

/** The code of the error that a new connection ends with, or `connected`. */
function dial(listener: 'api' | 'mtls', options: ConnectionOptions = {}): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: 'localhost', port: portOf(listener), ca: client.sandbox.caPem, ...(listener === 'mtls' ? identity : {}), ...options });
    socket.on('secureConnect', () => {
      resolve('connected');
      socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(shorten(error.code ?? error.message)));
  });
}

/** OpenSSL's versions differ in what stands before the alert. */
const shorten = (code: string) => code.replace(/^ERR_SSL_.*_(?=ALERT_)/, '');

describe.each(['api', 'mtls'] as const)('on the listener %s', (listener) => {
  test.each([
    [40, 'ALERT_HANDSHAKE_FAILURE'],
    [42, 'ALERT_BAD_CERTIFICATE'],
    [44, 'ALERT_CERTIFICATE_REVOKED'],
    [45, 'ALERT_CERTIFICATE_EXPIRED'],
    [46, 'ALERT_CERTIFICATE_UNKNOWN'],
    [48, 'ALERT_UNKNOWN_CA'],
  ])('tlsAlert %i ends the next connection, and the one after is well', async (alert, code) => {
    client.sandbox.setFaults({ tlsAlert: { count: 1, alert } });
    expect(await dial(listener)).toBe(code);
    expect(await dial(listener)).toBe('connected');
  });

  test.each([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['not-yet-valid', 'CERT_NOT_YET_VALID'],
    ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['unknown-ca', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ] as const)('serverCertificate %s is shown to the next connection', async (kind, code) => {
    client.sandbox.setFaults({ serverCertificate: { count: 1, kind } });
    expect(await dial(listener)).toBe(code);
    expect(await dial(listener)).toBe('connected');
  });

  test('plainText answers TLS with HTTP', async () => {
    client.sandbox.setFaults({ plainText: { count: 1 } });
    expect(await dial(listener)).toMatch(/ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)/);
    expect(await dial(listener)).toBe('connected');
  });
});

test('a caller that does not look at the certificate is served all the same', async () => {
  client.sandbox.setFaults({ serverCertificate: { count: 1, kind: 'self-signed' } });
  const socket = connect({ host: 'localhost', port: portOf('mtls'), rejectUnauthorized: false, ...identity }, () => socket.write('GET /v1/nothing HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 404 /);
  socket.destroy();
});

test('count is of connections, and a connection that is open goes on', async () => {
  const open = connect({ host: 'localhost', port: portOf('mtls'), ca: client.sandbox.caPem, ...identity });
  await once(open, 'secureConnect');
  client.sandbox.setFaults({ tlsAlert: { count: 2, alert: 42 } });
  for (let call = 0; call < 3; call += 1) {
    open.write('GET /v1/nothing HTTP/1.1\r\nhost: x\r\n\r\n');
    const [answer] = (await once(open, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 404 /);
  }
  expect(client.sandbox.setFaults({})).toEqual({ tlsAlert: { count: 2, alert: 42 } });
  expect([await dial('api'), await dial('mtls'), await dial('api')]).toEqual(['ALERT_BAD_CERTIFICATE', 'ALERT_BAD_CERTIFICATE', 'connected']);
  open.destroy();
});

test('of a listener that is named only its connections meet the fault', async () => {
  client.sandbox.setFaults({ tlsAlert: { count: 1, listener: 'mtls' } });
  expect([await dial('api'), await dial('mtls')]).toEqual(['connected', 'ALERT_HANDSHAKE_FAILURE']);
});

test('a port that is merely tried uses no fault up', async () => {
  client.sandbox.setFaults({ plainText: { count: 1 } });
  const tried = connectPlain(portOf('api'), '127.0.0.1');
  await once(tried, 'connect');
  tried.end().resume();
  await once(tried, 'close');
  expect(client.sandbox.setFaults({})).toEqual({ plainText: { count: 1 } });
});

test('a silent connection under a fault does not hold up the end', async () => {
  const other = await startSandbox();
  other.setFaults({ tlsAlert: { count: 1 } });
  const silent = connectPlain(Number(new URL(other.info.apiUrl).port), '127.0.0.1').on('error', () => undefined);
  await once(silent, 'connect');
  await other.close();
  await expect.poll(() => silent.closed).toBe(true);
});

test.each(['127.0.0.1', '::1'])('it is the same on %s', async (host) => {
  client.sandbox.setFaults({ tlsAlert: { count: 1, alert: 48 } });
  const ended = await dial('api', { host });
  expect(['ALERT_UNKNOWN_CA', ...(host === '::1' ? ['EADDRNOTAVAIL', 'ECONNREFUSED', 'ENETUNREACH'] : [])]).toContain(ended);
});

test.each(['{"tlsAlert": {"alert": 0}}', '{"tlsAlert": {"alert": 256}}', '{"serverCertificate": {}}', '{"serverCertificate": {"kind": "odd"}}', '{"plainText": {"listener": "x"}}', '{"mtlsOnly": true}'])('what does not fit is refused: %s', async (body) => {
  const { status, json } = await client.call('POST', '/__sandbox/faults', { body });
  expect([status, json['error']]).toEqual([400, 'faults_malformed']);
});
