import { expect, test } from 'vitest';
import { connectionEntry, memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { setLead } from './set-lead.ts';
import { certificateEntry, uploadedKey } from './testing/things.ts';

const connection = connectionEntry();

test('gives one key or certificate a lead time of its own, and takes it back', async () => {
  const [key, certificate, gone] = [uploadedKey(connection.id), certificateEntry(connection.id), crypto.randomUUID()];
  const vault = memoryVault({ connections: [connection], keys: [key], certificates: [certificate], leadDays: { [gone]: 3 } });
  const audit = memoryAudit();
  await setLead({ vault, audit }, { id: key.id, leadDays: 60 });
  await setLead({ vault, audit }, { id: certificate.id, leadDays: 90 });
  expect(vault.read().leadDays).toEqual({ [key.id]: 60, [certificate.id]: 90 });
  await setLead({ vault, audit }, { id: key.id, leadDays: null });
  expect(vault.read().leadDays).toEqual({ [certificate.id]: 90 });
  expect(audit.lines.map(({ kind, subject, says }) => [kind, subject, says])).toEqual([
    ['expiry.lead-changed', 'payments', '60 days before its end'],
    ['expiry.lead-changed', 'mtls-2026', '90 days before its end'],
    ['expiry.lead-changed', 'payments', 'that of its kind again'],
  ]);
});

test('refuses what is neither, and records nothing', async () => {
  const [vault, audit] = [memoryVault(), memoryAudit()];
  await expect(setLead({ vault, audit }, { id: crypto.randomUUID(), leadDays: 5 })).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' });
  expect([vault.saves, audit.lines]).toEqual([0, []]);
});
