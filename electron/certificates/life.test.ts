import { expect, test } from 'vitest';
import type { CertificateSummary } from '../../shared/model/certificates.ts';
import { openTestApp, PASSPHRASE, startTestApp, type TestApp } from '../testing/open-app.ts';

type Call = TestApp['call'];

/** Requests a certificate, has the sandbox issue it, and proves it. */
async function provedCertificate(call: Call, connectionId: string, name: string, replaces?: string): Promise<CertificateSummary> {
  const { id } = await call('certificates.request', { connectionId, name, kind: 'EC P-256', subject: { O: 'Example Ltd', C: 'GB' }, ...(replaces === undefined ? {} : { replaces }) });
  expect(await call('certificates.issueInSandbox', { certificateId: id })).toMatchObject({ state: 'issued', step: 'prove', subject: expect.stringMatching(/^CN=sandbox-[0-9a-f]{8}, O=Example Ltd, C=GB$/) });
  const run = await call('certificates.prove', { certificateId: id });
  expect(run.steps.map(({ id: step, state }) => `${step} ${state}`)).toEqual(['tls ok', 'token ok', 'send ok', 'receive ok']);
  expect(run).toMatchObject({ ok: true, says: `Wise took certificate “${name}”: a call with it went through.` });
  return one(call, id);
}

async function one(call: Call, id: string): Promise<CertificateSummary> {
  return (await call('certificates.list', {})).find((summary) => summary.id === id)!;
}

test('the life of a certificate: requested, issued, proved, in use, rotated, retired, over a restart', { timeout: 60_000 }, async () => {
  const before = await openTestApp();
  const { id: connectionId } = await before.call('connections.create', { environment: 'built-in', name: 'Sandbox' });
  const october = await provedCertificate(before.call, connectionId, 'October');
  expect(october).toMatchObject({ state: 'proved', step: 'switch', isInUse: false });
  expect(october.checks.map(({ state }) => state)).toEqual(Array.from({ length: 9 }, () => 'ok'));
  expect(await before.call('connections.setCertificate', { connectionId, certificateId: october.id })).toMatchObject({ certificateId: october.id });
  await before.close();

  const { call, answers } = await startTestApp(before.folder);
  await call('vault.unlock', { passphrase: PASSPHRASE });
  expect(await one(call, october.id)).toMatchObject({ state: 'active', isInUse: true, provedAt: october.provedAt });
  expect((await one(call, october.id)).step).toBeUndefined();
  const { links } = await call('connections.check', { id: connectionId });
  expect(links.map(({ id, state }) => `${id} ${state}`)).toEqual(['dns ok', 'tls ok', 'mtls ok', 'client-credentials ok', 'jose ok', 'user-token ok', 'profile ok']);

  const november = await provedCertificate(call, connectionId, 'November', october.id);
  await expect(call('certificates.retire', { certificateId: october.id })).rejects.toMatchObject({ code: 'CERT_IN_USE', details: { reason: 'Sandbox' } });
  await call('connections.setCertificate', { connectionId, certificateId: november.id });
  expect(await one(call, october.id)).toMatchObject({ state: 'replaced', isInUse: false, replacedBy: november.id });
  expect(await one(call, november.id)).toMatchObject({ state: 'active', step: 'retire', replaces: october.id });
  expect((await call('connections.check', { id: connectionId })).links.every(({ state }) => state === 'ok')).toBe(true);

  await call('certificates.retire', { certificateId: october.id });
  expect(await one(call, october.id)).toMatchObject({ state: 'retired', history: expect.arrayContaining([expect.objectContaining({ kind: 'retired' })]) });
  const [newest, oldest] = await call('certificates.list', {});
  expect([newest!.name, oldest!.name]).toEqual(['November', 'October']);
  expect(newest!.step).toBeUndefined();
  expect(oldest!.history.map(({ kind }) => kind)).toEqual(['retired', 'replaced', 'switched-to', 'proved', 'issued', 'requested']);
  expect(newest!.uses).toBeGreaterThan(0);

  for (const what of ['csr', 'certificate', 'chain', 'fingerprint'] as const) await call('certificates.text', { certificateId: november.id, what });
  expect([...before.answers, ...answers].filter((answer) => /PRIVATE KEY|"d":|privateJwk/.test(answer))).toEqual([]);
  const { lines } = await call('audit.list', { limit: 200 });
  expect(lines.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['certificate.requested', 'certificate.issued', 'certificate.proved', 'connection.certificate-switched', 'certificate.retired', 'key.used']));
});
