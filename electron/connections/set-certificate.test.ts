import { expect, test } from 'vitest';
import { retireCertificate } from '../certificates/retire.ts';
import { certificateSide } from '../certificates/testing/side.ts';
import { setConnectionCertificate } from './set-certificate.ts';

async function switchSide() {
  const side = await certificateSide();
  const use = (certificateId: string | null, connectionId = side.connection.id) => setConnectionCertificate(side.deps, { connectionId, certificateId });
  const inUse = () => side.vault.read().connections[0]!.certificateId;
  const events = (id: string) => side.entryOf(id).history.slice(2).map(({ kind, says }) => `${kind}: ${says}`);
  return { ...side, use, inUse, events };
}

test('a first switch, to a proved certificate', async () => {
  const { use, inUse, events, proved, entryOf, audit } = await switchSide();
  const { id } = await proved('October');
  expect(await use(id)).toMatchObject({ name: 'Payments', certificateId: id });
  expect([inUse(), events(id), entryOf(id).replaces]).toEqual([id, ['switched-to: From no certificate'], undefined]);
  expect(audit.lines.at(-1)).toEqual({ kind: 'connection.certificate-switched', outcome: 'ok', subject: 'Payments', says: 'certificate “October”' });
});

test('a switch to the next one, back, and on again', async () => {
  const { use, inUse, events, proved, entryOf, audit } = await switchSide();
  const [october, november] = [await proved('October'), await proved('November')];
  await use(october.id);
  await use(november.id);
  expect([entryOf(october.id).replacedBy, entryOf(november.id).replaces]).toEqual([november.id, october.id]);
  await use(october.id);
  expect(inUse()).toBe(october.id);
  expect([entryOf(october.id).replacedBy, entryOf(november.id).replacedBy]).toEqual([undefined, undefined]);
  expect(events(october.id)).toEqual(['switched-to: From no certificate', 'replaced: By certificate “November”', 'restored: In the place of certificate “November”']);
  expect(events(november.id)).toEqual(['switched-to: From certificate “October”', 'replaced: Switched back to certificate “October”']);
  await use(november.id);
  expect(entryOf(october.id).replacedBy).toBe(november.id);
  expect(audit.lines.at(-1)?.says).toBe('certificate “October” replaced by certificate “November”');
});

test('back to none', async () => {
  const { use, inUse, events, proved, entryOf, audit } = await switchSide();
  const { id } = await proved('October');
  await use(id);
  const summary = await use(null);
  expect(summary.certificateId).toBeUndefined();
  expect([inUse(), entryOf(id).replacedBy, events(id).at(-1)]).toEqual([undefined, undefined, 'replaced: Taken out of use: calls go without a certificate']);
  expect(audit.lines.at(-1)?.says).toBe('certificate “October” taken out of use');
});

test('a switch to what is in use changes nothing and writes no line', async () => {
  const { use, proved, vault, audit } = await switchSide();
  const { id } = await proved('October');
  await use(id);
  const [before, lines] = [vault.read(), audit.lines.length];
  await use(id);
  expect(vault.read()).toBe(before);
  await use(null);
  await use(null);
  expect(audit.lines).toHaveLength(lines + 1);
});

test('what does not fit is refused, and nothing is changed', async () => {
  const { use, proved, ready, request, vault, clock, other, ...side } = await switchSide();
  const [good, unproved, requested] = [await proved('October'), await ready('November'), await request({ name: 'December' })];
  const retired = await proved('September');
  await retireCertificate(side.deps, { certificateId: retired.id });
  await use(good.id);
  const before = vault.read();
  await expect(use(crypto.randomUUID())).rejects.toMatchObject({ code: 'CERT_NOT_FOUND' });
  await expect(use(good.id, other.id)).rejects.toMatchObject({ code: 'CERT_OTHER_CONNECTION' });
  await expect(use(good.id, crypto.randomUUID())).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  await expect(use(unproved.id)).rejects.toMatchObject({ code: 'CERT_NOT_PROVED' });
  await expect(use(requested.id)).rejects.toMatchObject({ code: 'CERT_NOT_ISSUED' });
  await expect(use(retired.id)).rejects.toMatchObject({ code: 'CERT_RETIRED' });
  clock.now = Date.parse(good.notAfter!);
  await expect(use(good.id)).rejects.toMatchObject({ code: 'CERT_EXPIRED' });
  expect(vault.read()).toBe(before);
});

test('a certificate that is retired while it is switched to is not left in use', async () => {
  const { use, inUse, proved, deps, entryOf } = await switchSide();
  const { id } = await proved('October');
  const results = await Promise.allSettled([retireCertificate(deps, { certificateId: id }), use(id)]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(inUse() === id).toBe(entryOf(id).retiredAt === undefined);
});
