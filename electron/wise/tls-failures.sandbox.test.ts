import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import { targetOf } from '../built-in-sandbox.ts';
import { resolveConnection } from '../connections/resolve.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { requestToken } from './oauth.ts';
import { WiseClients, type WiseLink } from './clients.ts';
import { RateLimitWaits } from './rate-limit.ts';
import { connectionEntry, memoryVault } from './testing/ports.ts';

const CREDENTIALS = { grant_type: 'client_credentials' } as const;

/** The causes of failure, as the built-in sandbox plays them. */
const connection = connectionEntry({ environment: 'built-in' });
let sandbox: Sandbox;
let clients: WiseClients;
let link: WiseLink;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  clients = new WiseClients(new RateLimitWaits());
  link = clients.link(await resolveConnection({ vault: memoryVault({ connections: [connection] }), sandbox: { target: () => Promise.resolve(targetOf(sandbox)) } }, connection.id));
  return () => clients.close();
});

const onMtlsHost = () => clients.link({ ...link.target, apiUrl: link.target.mtlsUrl });

test.each([
  [44, 'MTLS_CERT_REVOKED'], [45, 'MTLS_CERT_EXPIRED'], [48, 'MTLS_UNKNOWN_CA'], [40, 'MTLS_HANDSHAKE'],
] as const)('alert %i is %s', async (alert, code) => {
  sandbox.setFaults({ tlsAlert: { count: 1, alert } });
  await expect(requestToken(link, CREDENTIALS)).rejects.toMatchObject({ code, details: { alert } });
  expect((await requestToken(link, CREDENTIALS)).status).toBe(200);
});

test('plain text is a proxy', async () => {
  sandbox.setFaults({ plainText: { count: 1 } });
  await expect(requestToken(link, CREDENTIALS)).rejects.toMatchObject({ code: 'WISE_TLS_PROXY' });
});

const WRONG: [kind: 'expired' | 'wrong-host' | 'unknown-ca' | 'not-yet-valid', code: ErrorCode][] = [
  ['expired', 'WISE_TLS_EXPIRED'], ['wrong-host', 'WISE_TLS_WRONG_HOST'], ['unknown-ca', 'WISE_TLS_UNTRUSTED'], ['not-yet-valid', 'WISE_TLS_NOT_YET_VALID'],
];
test.each(WRONG)('a server certificate that is %s is %s', async (kind, code) => {
  sandbox.setFaults({ serverCertificate: { count: 2, kind } });
  await expect(requestToken(link, CREDENTIALS)).rejects.toMatchObject({ code, details: { issuer: expect.stringContaining('CN=') } });
});

test('the mTLS host without a certificate is MTLS_CERT_MISSING', async () => {
  await expect(requestToken(onMtlsHost(), CREDENTIALS)).rejects.toMatchObject({ code: 'MTLS_CERT_MISSING' });
});

test('a clock that is off is seen in the first answer', async () => {
  sandbox.setFaults({ clockSkew: { seconds: 600 } });
  const { exchange } = await requestToken(link, CREDENTIALS);
  expect(Math.abs(exchange.tls!.clockOffsetSeconds! - 600)).toBeLessThan(30);
});
