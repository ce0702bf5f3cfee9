import { expect, test } from 'vitest';
import { setConnectionCertificate } from '../connections/set-certificate.ts';
import { discardRequest, retireCertificate } from './retire.ts';
import { certificateSide } from './testing/side.ts';

test('retired by hand, once', async () => {
  const side = await certificateSide();
  const { id } = await side.ready('October');
  await retireCertificate(side.deps, { certificateId: id });
  const { retiredAt } = side.entryOf(id);
  side.clock.now += 1000;
  await retireCertificate(side.deps, { certificateId: id });
  expect(side.entryOf(id)).toMatchObject({ retiredAt, history: [{ kind: 'requested' }, { kind: 'issued' }, { kind: 'retired', at: retiredAt }] });
  expect(side.audit.kinds().filter((kind) => kind.startsWith('certificate.retired'))).toHaveLength(1);
});

test('not while its connection uses it, and the connection is named', async () => {
  const side = await certificateSide();
  const { id } = await side.proved('October');
  await setConnectionCertificate(side.deps, { connectionId: side.connection.id, certificateId: id });
  await expect(retireCertificate(side.deps, { certificateId: id })).rejects.toMatchObject({ code: 'CERT_IN_USE', details: { reason: 'Payments' } });
  await setConnectionCertificate(side.deps, { connectionId: side.connection.id, certificateId: null });
  await retireCertificate(side.deps, { certificateId: id });
});

test('a request is not retired but discarded, with its key and its lead time', async () => {
  const side = await certificateSide();
  const { id } = await side.request();
  const { id: kept } = await side.request({ name: 'November' });
  await side.vault.update((body) => ({ ...body, leadDays: { [id]: 60, [kept]: 45 } }));
  await expect(retireCertificate(side.deps, { certificateId: id })).rejects.toMatchObject({ code: 'CERT_NOT_ISSUED' });
  await discardRequest(side.deps, { certificateId: id });
  expect(side.vault.read()).toMatchObject({ certificates: [{ id: kept }], leadDays: { [kept]: 45 } });
  expect(side.vault.read().leadDays).not.toHaveProperty(id);
  await expect(discardRequest(side.deps, { certificateId: id })).rejects.toMatchObject({ code: 'CERT_NOT_FOUND' });
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'certificate.discarded', subject: 'certificate “October”' });
});

test('what has come back is not discarded', async () => {
  const side = await certificateSide();
  const { id } = await side.ready('October');
  await expect(discardRequest(side.deps, { certificateId: id })).rejects.toMatchObject({ code: 'CERT_EXISTS' });
  expect(side.entryOf(id).certificate).toBeDefined();
});
