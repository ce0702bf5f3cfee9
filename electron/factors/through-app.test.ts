import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTestApp, PASSPHRASE } from '../testing/open-app.ts';
import { takeFingerprint } from './take-fingerprint.ts';
import { withValue } from './with-value.ts';

/** As arrays of numbers, which is how a window gives them. */
const PIN = [4, 7, 1, 1];
const PRINT = [...Buffer.from('fingerprint-of-the-test-71aa')];

test('through the whole app, factors are enrolled and no value of them is found afterwards', async () => {
  const { call, result, answers, folder } = await openTestApp();
  const { id: connectionId } = await call('connections.create', { environment: 'built-in', name: 'Sandbox' });
  await call('connections.check', { id: connectionId });
  const profileId = (await call('connections.list', {}))[0]!.profileId!;
  const at = { connectionId, profileId };
  expect(await call('factors.get', at)).toMatchObject({ pin: 'unknown', fingerprints: [], wrongTries: 0, history: [] });
  expect(await call('factors.setPin', { ...at, digits: PIN, replace: true })).toMatchObject({ pin: 'enrolled' });
  expect((await call('factors.addFingerprint', { ...at, fingerprint: PRINT, label: 'Laptop' })).fingerprints).toMatchObject([{ label: 'Laptop', isThisDevice: false }]);
  expect((await call('factors.setPhone', { ...at, number: '+447700900123' })).phone).toMatchObject({ number: '+447700900123' });
  expect((await call('factors.get', at)).phone).toMatchObject({ number: '+447700900123' });
  await call('factors.copyFaceTecKey', at);
  const key = await call('scaKeys.make', { connectionId, label: 'Old way', bits: 2048 });
  await call('scaKeys.copyPublic', { id: key.id });
  expect(await call('scaKeys.list', {})).toEqual([key]);
  await call('scaKeys.remove', { id: key.id });
  expect(await result('factors.setPin', { ...at, digits: [1, 2, 3], replace: false })).toMatchObject({ ok: false, error: { code: 'IPC_INVALID_INPUT' } });

  await call('vault.lock', {});
  expect(await result('factors.get', at)).toMatchObject({ ok: false, error: { code: 'VAULT_LOCKED' } });
  await call('vault.unlock', { passphrase: PASSPHRASE });
  const after = await call('factors.get', at);
  expect(after).toMatchObject({ pin: 'enrolled', fingerprints: [{ label: 'Laptop' }] });
  expect(after).not.toHaveProperty('phone');
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const written = await Promise.all(files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'latin1')));
  for (const text of [...answers, ...written]) expect(text).not.toMatch(/"4711"|\[4,7,1,1\]|fingerprint-of-the-test/);
});

test('what was taken from the window holds zeros afterwards, also when the work fails', async () => {
  const given = [...PRINT];
  const held: Buffer[] = [];
  const work = withValue(() => takeFingerprint(given, () => Promise.reject(new Error('not needed'))), async (value) => {
    held.push(value);
    throw new Error('failed');
  });
  await expect(work).rejects.toThrow('failed');
  expect([given, [...held[0]!]].map((one) => one.every((byte) => byte === 0))).toEqual([true, true]);
});
