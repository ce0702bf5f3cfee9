import { onTestFinished, expect, test } from 'vitest';
import { targetOf } from '../built-in-sandbox.ts';
import type { SandboxTarget } from '../connections/sandbox-port.ts';
import { setConnectionCertificate } from '../connections/set-certificate.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { WiseClients } from '../wise/clients.ts';
import { RateLimitWaits } from '../wise/rate-limit.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { MTLS, startTlsServer, type Handler } from '../wise/testing/tls-server.ts';
import { installCertificate, issueInSandbox } from './install.ts';
import { proveCertificate } from './prove.ts';
import { requestCertificate } from './request.ts';
import { retireCertificate } from './retire.ts';
import { makeAuthority, issue } from './testing/authority.ts';

/** A connection to a real sandbox with a certificate that its Developer Hub issued; `change` leads the calls elsewhere. */
async function proveSide(change: Partial<SandboxTarget> = {}) {
  const sandbox = await startSandbox();
  const uses: string[] = [];
  const clients = new WiseClients(new RateLimitWaits(), {}, { onCertificateUse: async ({ certificate }) => void uses.push(certificate.name) });
  onTestFinished(async () => {
    await clients.close();
    await sandbox.close();
  });
  const connection = connectionEntry({ name: 'Sandbox', environment: 'built-in' });
  const target = { ...targetOf(sandbox), ...change };
  const clock = { now: Date.now() };
  const deps = {
    clients,
    vault: memoryVault({ connections: [connection], selectedConnectionId: connection.id }),
    audit: memoryAudit(),
    sandbox: { target: async () => target, running: () => target, issueCertificate: (name: string, csr: string) => sandbox.issueCertificate({ name, csr }) },
    dialogs: { openFile: async () => undefined },
    now: () => clock.now,
  };
  const request = (name = 'October') => requestCertificate(deps, { connectionId: connection.id, name, kind: 'EC P-256', subject: { O: 'Example Ltd' } });
  const ready = async (name?: string) => issueInSandbox(deps, { certificateId: (await request(name)).id });
  const prove = (certificateId: string) => proveCertificate(deps, { certificateId });
  const entryOf = (id: string) => deps.vault.read().certificates.find((entry) => entry.id === id)!;
  return { sandbox, deps, uses, clock, connection, target, request, ready, prove, entryOf };
}

const states = ({ steps }: Awaited<ReturnType<typeof proveCertificate>>): string[] => steps.map(({ id, state, error }) => [id, state, error?.code].filter(Boolean).join(' '));

/** A server of the test's own that takes tokens and answers as told. */
const answering = (status: number): Handler => ({ path }) => (path === '/oauth/token' ? { body: JSON.stringify({ access_token: 'token-of-the-test', token_type: 'bearer', expires_in: 43_199 }) } : { status, body: '{"message":"words of the test"}' });

test('a handshake, a token and a call with the certificate, over sockets of its own', async () => {
  const { sandbox, deps, uses, ready, prove, entryOf } = await proveSide();
  const { id } = await ready();
  const run = await prove(id);
  expect([run.ok, states(run), run.says]).toEqual([true, ['tls ok', 'token ok', 'send ok', 'receive ok'], 'Wise took certificate “October”: a call with it went through.']);
  expect(run.steps[0]!.says).toBe('TLS 1.3. The server asked for the certificate, and it was sent.');
  expect(sandbox.log().map(({ listener, method, path }) => `${listener} ${method} ${path}`)).toEqual(['mtls POST /oauth/token', 'mtls GET /v1/authenticated/playground']);
  expect(entryOf(id)).toMatchObject({ provedAt: new Date(deps.now()).toISOString(), history: [{ kind: 'requested' }, { kind: 'issued' }, { kind: 'proved', says: expect.stringMatching(/^At localhost:\d+ over TLS 1\.3: answered 200/) }] });
  expect(uses).toEqual(expect.arrayContaining(['October', 'October']));
  expect(uses.length).toBeGreaterThanOrEqual(2);
  expect(deps.audit.kinds().slice(-2)).toEqual(['token.fetched ok', 'certificate.proved ok']);
  expect(JSON.stringify([run, deps.audit.lines])).not.toContain('PRIVATE KEY');
});

test('what may not be sent is refused before anything is', async () => {
  const { sandbox, deps, clock, request, ready, prove } = await proveSide();
  const [requested, retired, ending] = [await request('Requested'), await ready('Retired'), await ready('Ending')];
  await retireCertificate(deps, { certificateId: retired.id });
  await expect(prove(requested.id)).rejects.toMatchObject({ code: 'CERT_NOT_ISSUED' });
  await expect(prove(retired.id)).rejects.toMatchObject({ code: 'CERT_RETIRED' });
  await expect(prove(crypto.randomUUID())).rejects.toMatchObject({ code: 'CERT_NOT_FOUND' });
  clock.now = Date.parse(ending.notBefore!) - 1000;
  await expect(prove(ending.id)).rejects.toMatchObject({ code: 'CERT_NOT_YET_VALID' });
  clock.now = Date.parse(ending.notAfter!);
  await expect(prove(ending.id)).rejects.toMatchObject({ code: 'CERT_EXPIRED' });
  expect(sandbox.log()).toEqual([]);
});

test('a host that does not ask for the certificate proves nothing, and gets no token', async () => {
  const server = await startTlsServer(answering(200));
  onTestFinished(server.close);
  const { deps, ready, prove, entryOf } = await proveSide({ mtlsUrl: server.url, ca: server.ca.pem });
  const { id } = await ready();
  expect(states(await prove(id))).toEqual(['tls failed MTLS_NOT_ASKED', 'token skipped', 'send skipped', 'receive skipped']);
  expect([server.received, entryOf(id).provedAt]).toEqual([[], undefined]);
  expect(deps.audit.lines.at(-1)).toMatchObject({ kind: 'certificate.proved', says: expect.stringMatching(/^at localhost:\d+: MTLS_NOT_ASKED/) });
});

test('a certificate of an authority that the server does not know', async () => {
  const { sandbox, deps, request, prove, entryOf, target } = await proveSide();
  const { id } = await request();
  const stranger = await makeAuthority({ name: 'O=Other, CN=Stranger' });
  await installCertificate(deps, { certificateId: id, from: { kind: 'text', text: await issue(stranger, entryOf(id).csr!, { subject: `CN=${target.clientId}` }) } });
  // Node's server closes without an alert, in TLS 1.3 only after it has said that the handshake is done.
  expect(states(await prove(id)).find((step) => step.includes('failed'))).toMatch(/^(tls|token) failed MTLS_(UNKNOWN_CA|CERT_REFUSED)$/);
  expect(sandbox.log()).toEqual([]);
  expect(entryOf(id).provedAt).toBeUndefined();
});

test('a server that is not who it should be is told nothing', async () => {
  const { ready, prove, sandbox } = await proveSide({ ca: (await makeAuthority({ name: 'O=Other, CN=Stranger' })).pem });
  const { id } = await ready();
  expect(states(await prove(id))[0]).toBe('tls failed WISE_TLS_UNTRUSTED');
  expect(sandbox.log()).toEqual([]);
});

test('a refused call is no proof', async () => {
  const server = await startTlsServer(answering(403), { tls: { ...MTLS, rejectUnauthorized: false } });
  onTestFinished(server.close);
  const { deps, ready, prove, entryOf } = await proveSide({ mtlsUrl: server.url, ca: server.ca.pem });
  const { id } = await ready();
  const run = await prove(id);
  expect(states(run)).toEqual(['tls ok', 'token ok', 'send ok', 'receive failed WISE_FORBIDDEN']);
  expect(run.steps.at(-1)!.error?.details).toMatchObject({ wiseMessage: 'words of the test', traceId: 'trace-of-the-test' });
  expect([entryOf(id).provedAt, deps.audit.kinds().at(-1)]).toEqual([undefined, 'certificate.proved refused']);
});

test('the successor of a certificate that has ended while in use can still be proved', async () => {
  const { deps, ready, prove, connection, entryOf } = await proveSide();
  const [old, next] = [await ready('October'), await ready('November')];
  await prove(old.id);
  await setConnectionCertificate(deps, { connectionId: connection.id, certificateId: old.id });
  const stale = await makeAuthority({ name: 'O=Wise, CN=Old' });
  const ended = await issue(stale, entryOf(old.id).csr!, { notBefore: new Date(0), notAfter: new Date(1) });
  await deps.vault.update((body) => ({ ...body, certificates: body.certificates.map((entry) => (entry.id === old.id ? { ...entry, certificate: ended } : entry)) }));
  expect((await prove(next.id)).ok).toBe(true);
});
