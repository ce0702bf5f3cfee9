import { createPrivateKey } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { expect, test } from 'vitest';
import type { CertificateEntry, ConnectionEntry } from '../vault/body.ts';
import { Secret } from '../wise/secret.ts';
import { makeCa, makeClientCertificate, type Dates } from '../wise/testing/certificates.ts';
import { connectionEntry, memoryVault } from '../wise/testing/ports.ts';
import { resolveConnection } from './resolve.ts';
import type { SandboxTarget } from './sandbox-port.ts';

const HOUR_MS = 3_600_000;
const CERTIFICATE_ID = '7f0b1f8e-3c53-4b0e-9a80-3f3f5a2f1c11';
const NEXT_ID = '0f7c1a52-6a1f-4a3e-8f4c-5f8a7a3b2c22';
const SANDBOX: SandboxTarget = {
  apiUrl: 'https://localhost:41123', mtlsUrl: 'https://localhost:41124', ca: 'PEM of the sandbox', clientId: 'sandbox-client', clientSecret: new Secret('sandbox-secret'),
  clientKey: 'sandbox-key', profileId: 7, ownUserToken: new Secret('sandbox-token'), personalToken: new Secret('personal-token'), consentUrl: '', redirectUri: '', webhookKey: 'PEM',
};

async function certificateEntry(connectionId: string, dates: Dates = {}, change: Partial<CertificateEntry> = {}): Promise<CertificateEntry> {
  const { cert, key } = await makeClientCertificate(await makeCa(), 'October', dates);
  const privateJwk = createPrivateKey(key).export({ format: 'jwk' }) as CertificateEntry['privateJwk'];
  return { id: CERTIFICATE_ID, connectionId, name: 'October', kind: 'EC P-256', privateJwk, subject: 'CN=October', certificate: cert, chain: [], madeAt: '2026-11-01T00:00:00.000Z', origin: 'made', uses: 0, history: [], ...change };
}

function side(connection: ConnectionEntry, certificates: CertificateEntry[] = []) {
  let started = false;
  const target = async () => {
    started = true;
    return Promise.resolve(SANDBOX);
  };
  return { vault: memoryVault({ connections: [connection], certificates }), sandbox: { target }, isStarted: () => started };
}

test('with a certificate in use every call goes to the mTLS host with it', async () => {
  const connection = connectionEntry({ clientId: 'c', clientSecret: 's', certificateId: CERTIFICATE_ID });
  const entry = await certificateEntry(connection.id);
  const target = await resolveConnection(side(connection, [entry]), connection.id);
  expect(target).toMatchObject({ apiUrl: 'https://api-mtls.wise-sandbox.com', mtlsUrl: 'https://api-mtls.wise-sandbox.com', certificate: { id: CERTIFICATE_ID, name: 'October' } });
  expect(target.certificate?.pem().cert.trim()).toBe(entry.certificate?.trim());
  expect(JSON.stringify(target)).not.toContain(entry.privateJwk['d']);
});

test('without one calls go to the plain host', async () => {
  const connection = connectionEntry({ clientId: 'c', clientSecret: 's' });
  const target = await resolveConnection(side(connection, [await certificateEntry(connection.id)]), connection.id);
  expect(target.apiUrl).toBe('https://api.wise-sandbox.com');
  expect(target).not.toHaveProperty('certificate');
});

test.each([
  ['gone', 'CERT_NOT_FOUND', undefined, {}],
  ['retired', 'CERT_RETIRED', {}, { retiredAt: '2026-11-02T00:00:00.000Z' }],
  ['ended', 'CERT_EXPIRED', { notAfter: new Date(Date.now() - HOUR_MS) }, {}],
  ['not begun', 'CERT_NOT_YET_VALID', { notBefore: new Date(Date.now() + HOUR_MS) }, {}],
  ['not there yet', 'CERT_NOT_ISSUED', {}, {}],
] as const)('a certificate that is %s is %s, never a call without it', async (_, code, dates, change) => {
  const connection = connectionEntry({ environment: 'built-in', certificateId: CERTIFICATE_ID });
  const entries = dates === undefined ? [] : [await certificateEntry(connection.id, dates, change)];
  const deps = side(connection, code === 'CERT_NOT_ISSUED' ? entries.map(({ certificate: _none, ...entry }) => entry) : entries);
  await expect(resolveConnection(deps, connection.id)).rejects.toMatchObject({ code });
  expect(deps.isStarted()).toBe(false);
});

test('imported authorities are trusted beside Node’s, and are joined once', async () => {
  const { pem } = await makeCa();
  const connection = connectionEntry({ clientId: 'c', clientSecret: 's', wiseCa: [pem] });
  const deps = side(connection);
  const [first, second] = [await resolveConnection(deps, connection.id), await resolveConnection(deps, connection.id)];
  expect(first.ca).toContain(pem);
  expect(first.ca?.match(/BEGIN CERTIFICATE/g)).toHaveLength(rootCertificates.length + 1);
  expect(first.ca).toBe(second.ca);
});

test('the built-in sandbox is trusted by its own authority alone, on its mTLS listener too', async () => {
  const connection = connectionEntry({ environment: 'built-in', certificateId: CERTIFICATE_ID, wiseCa: ['PEM of somebody'] });
  const target = await resolveConnection(side(connection, [await certificateEntry(connection.id)]), connection.id);
  expect(target).toMatchObject({ apiUrl: SANDBOX.mtlsUrl, ca: SANDBOX.ca, certificate: { name: 'October' }, clientKey: 'sandbox-key' });
});

test.each(['switched', 'retired', 'taken out'] as const)('a certificate that is %s while the sandbox starts is not sent', async (how) => {
  const connection = connectionEntry({ environment: 'built-in', certificateId: CERTIFICATE_ID });
  const { vault } = side(connection, [await certificateEntry(connection.id), await certificateEntry(connection.id, {}, { id: NEXT_ID, name: 'November' })]);
  const certificateId = { switched: NEXT_ID, retired: CERTIFICATE_ID, 'taken out': undefined }[how];
  const target = async () => {
    await vault.update((body) => ({
      ...body,
      connections: [connectionEntry({ id: connection.id, environment: 'built-in', ...(certificateId ? { certificateId } : {}) })],
      certificates: body.certificates.map((entry) => (entry.id === CERTIFICATE_ID ? { ...entry, retiredAt: '2026-11-02T00:00:00.000Z' } : entry)),
    }));
    return SANDBOX;
  };
  const resolved = await resolveConnection({ vault, sandbox: { target } }, connection.id).catch((thrown: unknown) => thrown);
  if (how === 'retired') expect(resolved).toMatchObject({ code: 'CERT_RETIRED' });
  if (how === 'switched') expect(resolved).toMatchObject({ apiUrl: SANDBOX.mtlsUrl, certificate: { name: 'November' } });
  if (how === 'taken out') expect(resolved).toEqual({ id: connection.id, name: connection.name, environment: 'built-in', ...SANDBOX });
});
