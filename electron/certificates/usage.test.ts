import { expect, test } from 'vitest';
import type { CertificateEntry } from '../vault/body.ts';
import type { CertificateUse } from '../wise/clients.ts';
import { Secret } from '../wise/secret.ts';
import { memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { CertificateUsage } from './usage.ts';

const ENTRY: CertificateEntry = {
  id: 'one', connectionId: 'a', name: 'October', kind: 'EC P-256', privateJwk: { kty: 'EC' }, subject: 'CN=x', chain: [], madeAt: '2026-11-01T00:00:00.000Z', origin: 'made', uses: 2, history: [],
};

function side() {
  const [vault, audit] = [memoryVault({ certificates: [ENTRY, { ...ENTRY, id: 'two' }] }), memoryAudit()];
  return { vault, audit, usage: new CertificateUsage({ vault, audit }) };
}

function use(at: string, id = 'one'): CertificateUse {
  return { certificate: { id, name: 'October', fingerprint: '', notAfter: '', pem: () => ({ cert: '', key: new Secret('') }) }, connectionName: 'Wise', host: 'api-mtls.wise-sandbox.com', at };
}

const counts = ({ vault }: ReturnType<typeof side>) => vault.read().certificates.map(({ uses, lastUsedAt }) => [uses, lastUsedAt]);

test('counts gather and are saved together', async () => {
  const deps = side();
  for (const second of ['01', '03', '02']) await deps.usage.record(use(`2026-11-02T00:00:${second}.000Z`));
  expect(deps.usage.unsaved('one')).toEqual({ uses: 3, lastAt: '2026-11-02T00:00:03.000Z' });
  await deps.usage.flush();
  expect(counts(deps)).toEqual([[5, '2026-11-02T00:00:03.000Z'], [2, undefined]]);
  expect(deps.vault.saves).toBe(1);
  await deps.usage.flush();
  expect([deps.vault.saves, deps.usage.unsaved('one')]).toEqual([1, undefined]);
});

test('what is counted while it is being saved goes with the next save', async () => {
  const deps = side();
  await deps.usage.record(use('2026-11-02T00:00:01.000Z'));
  const saving = deps.usage.flush();
  await Promise.resolve();
  const recorded = deps.usage.record(use('2026-11-02T00:00:02.000Z'));
  await Promise.all([saving, recorded]);
  await deps.usage.flush();
  expect(counts(deps)[0]).toEqual([4, '2026-11-02T00:00:02.000Z']);
});

test('the first use of a session is audited, by certificate', async () => {
  const deps = side();
  await Promise.all([deps.usage.record(use('2026-11-02T00:00:01.000Z')), deps.usage.record(use('2026-11-02T00:00:02.000Z')), deps.usage.record(use('2026-11-02T00:00:03.000Z', 'two'))]);
  const line = { kind: 'key.used', outcome: 'ok', subject: 'certificate “October”', says: 'sent to api-mtls.wise-sandbox.com for Wise' };
  expect(deps.audit.lines).toEqual([line, line]);
  deps.usage.clear();
  await deps.usage.record(use('2026-11-02T00:00:04.000Z'));
  expect(deps.audit.lines).toHaveLength(3);
});

test('a use that cannot be audited is thrown, and tried again the next time', async () => {
  const { vault } = side();
  const results = [() => Promise.reject(new Error('disk full')), () => Promise.resolve()];
  const usage = new CertificateUsage({ vault, audit: () => results.shift()!() });
  await expect(usage.record(use('2026-11-02T00:00:01.000Z'))).rejects.toThrow('disk full');
  await usage.record(use('2026-11-02T00:00:02.000Z'));
  expect(results).toEqual([]);
});

test('counts outlive a save that fails', async () => {
  const deps = side();
  await deps.usage.record(use('2026-11-02T00:00:01.000Z'));
  deps.vault.lock();
  await expect(deps.usage.flush()).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  expect(deps.usage.unsaved('one')).toMatchObject({ uses: 1 });
});
