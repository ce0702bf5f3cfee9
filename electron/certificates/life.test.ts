import { onTestFinished, expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { CALL_CHANNEL } from '../../shared/ipc/api.ts';
import type { Input, Method, Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/ipc/result.ts';
import type { CertificateSummary } from '../../shared/model/certificates.ts';
import { createApp } from '../app.ts';
import { createMemoryShell } from '../shell/memory.ts';
import { openProfile } from '../storage/profile.ts';
import { tempFolder } from '../storage/testing/temp-folder.ts';

const PASSPHRASE = 'correct horse battery';

/** The whole app with a real vault and its own sandbox, called as the window calls it. */
async function openApp(folder: string) {
  const profile = await openProfile(folder);
  const app = createApp({ shell: createMemoryShell(), profile, version: 'test', onReady() {}, kdf: { m: 1024, t: 1, p: 1 } });
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await app.close('quit');
    await profile.close();
  };
  onTestFinished(close);
  const answers: string[] = [];
  const call = async <M extends Method>(method: M, input: Input<M>): Promise<Output<M>> => {
    const answer = (await app.onInvoke(CALL_CHANNEL, [method, input], { trusted: true, url: 'app://portcullis/' })) as Result<Output<M>>;
    answers.push(JSON.stringify(answer));
    if (!answer.ok) throw new PortcullisError(answer.error.code, answer.error.details);
    return answer.value;
  };
  return { call, close, answers };
}

type Call = Awaited<ReturnType<typeof openApp>>['call'];

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
  const folder = tempFolder();
  const before = await openApp(folder);
  await before.call('vault.create', { passphrase: PASSPHRASE });
  const { id: connectionId } = await before.call('connections.create', { environment: 'built-in', name: 'Sandbox' });
  const october = await provedCertificate(before.call, connectionId, 'October');
  expect(october).toMatchObject({ state: 'proved', step: 'switch', isInUse: false });
  expect(october.checks.map(({ state }) => state)).toEqual(Array.from({ length: 9 }, () => 'ok'));
  expect(await before.call('connections.setCertificate', { connectionId, certificateId: october.id })).toMatchObject({ certificateId: october.id });
  await before.close();

  const { call, answers } = await openApp(folder);
  await call('vault.unlock', { passphrase: PASSPHRASE });
  expect(await one(call, october.id)).toMatchObject({ state: 'active', isInUse: true, provedAt: october.provedAt });
  expect((await one(call, october.id)).step).toBeUndefined();
  const { links } = await call('connections.check', { id: connectionId });
  expect(links.map(({ id, state }) => `${id} ${state}`)).toEqual(['tls ok', 'mtls ok', 'client-credentials ok', 'jose ok']);

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
