import { expect, test } from 'vitest';
import { DAY_MS } from '../../shared/days.ts';
import { certificateSummary } from '../../shared/model/certificates.ts';
import { setConnectionCertificate } from '../connections/set-certificate.ts';
import { retireCertificate } from './retire.ts';
import { listCertificates } from './summary.ts';
import { makeAuthority } from './testing/authority.ts';
import { certificateSide } from './testing/side.ts';

async function listSide() {
  const side = await certificateSide();
  const certificateUsage = { unsaved: (id: string) => (id === counted.id ? { uses: 3, lastAt: '2026-11-23T10:00:00.000Z' } : undefined) };
  const counted = { id: '' };
  const list = () => listCertificates({ ...side.deps, certificateUsage });
  const stands = (id: string) => {
    const { state, step } = list().find((one) => one.id === id)!;
    return step === undefined ? state : `${state}, ${step}`;
  };
  const use = (certificateId: string | null) => setConnectionCertificate(side.deps, { connectionId: side.connection.id, certificateId });
  return { ...side, counted, list, stands, use };
}

test('where a certificate stands, and what comes next', async () => {
  const { request, ready, proved, stands, use, clock, deps } = await listSide();
  const requested = await request({ name: 'Requested' });
  const issued = await ready('Issued');
  const [old, next] = [await proved('Old'), await proved('Next')];
  expect([requested, issued, old].map(({ id }) => stands(id))).toEqual(['requested, issue', 'issued, prove', 'proved, switch']);
  await use(old.id);
  expect(stands(old.id)).toBe('active');
  await use(next.id);
  expect([stands(old.id), stands(next.id)]).toEqual(['replaced', 'active, retire']);
  await retireCertificate(deps, { certificateId: old.id });
  expect([stands(old.id), stands(next.id)]).toEqual(['retired', 'active']);
  clock.now = Date.parse(next.notAfter!) - 30 * DAY_MS - 1;
  expect(stands(next.id)).toBe('active');
  clock.now += 1;
  expect(stands(next.id)).toBe('expiring');
  clock.now = Date.parse(next.notAfter!);
  expect([stands(next.id), stands(issued.id), stands(requested.id), stands(old.id)]).toEqual(['expired', 'expired', 'requested, issue', 'retired']);
});

test('one that has ended needs not be retired', async () => {
  const { request, issued, install, proved, stands, use, clock, vault } = await listSide();
  const { id } = await request({ name: 'Short' });
  await install(id, await issued(id, { notAfter: new Date(clock.now + DAY_MS) }));
  await vault.update((body) => ({ ...body, certificates: body.certificates.map((entry) => ({ ...entry, provedAt: entry.madeAt })) }));
  await use(id);
  expect(stands(id)).toBe('expiring');
  const next = await proved('Next');
  await use(next.id);
  clock.now += 2 * DAY_MS;
  expect([stands(id), stands(next.id)]).toEqual(['expired', 'active']);
});

test('a lead time of its own goes before that of all', async () => {
  const { proved, stands, use, vault, clock } = await listSide();
  const { id, notAfter } = await proved('October');
  await use(id);
  await vault.update((body) => ({ ...body, leadDays: { [id]: 90 } }));
  clock.now = Date.parse(notAfter!) - 80 * DAY_MS;
  expect(stands(id)).toBe('expiring');
});

test('newest first, in the shape of the contract, with handshakes that are not saved yet, and without any private key', async () => {
  const { ready, request, list, clock, counted, vault } = await listSide();
  const first = await ready('First');
  clock.now += 1000;
  await request({ name: 'Second' });
  counted.id = first.id;
  const all = list();
  expect(all.map(({ name }) => name)).toEqual(['Second', 'First']);
  expect(all[1]).toMatchObject({ uses: 3, lastUsedAt: '2026-11-23T10:00:00.000Z', connectionName: 'Payments', serial: expect.stringMatching(/^[0-9A-F]+$/) });
  for (const summary of all) certificateSummary.parse(summary);
  for (const { privateJwk } of vault.read().certificates) expect(JSON.stringify(all)).not.toContain(String(privateJwk['d']));
});

test('checks follow what the connection knows: an authority that is imported later, a name that is taken', async () => {
  const { ready, list, vault, connection } = await listSide();
  await ready('October');
  const chain = () => list()[0]!.checks.find(({ id }) => id === 'chain')!.state;
  const know = (wiseCa: string[]) => vault.update((body) => ({ ...body, connections: body.connections.map((entry) => (entry.id === connection.id ? { ...entry, wiseCa } : entry)) }));
  expect(chain()).toBe('ok');
  await know([]);
  expect(chain()).toBe('unknown');
  await know([(await makeAuthority({ name: 'O=Wise, CN=Another' })).pem]);
  expect(chain()).toBe('failed');
});

test('a locked vault lists nothing', async () => {
  const { list, vault } = await listSide();
  vault.lock();
  expect(list).toThrow(expect.objectContaining({ code: 'VAULT_LOCKED' }));
});
