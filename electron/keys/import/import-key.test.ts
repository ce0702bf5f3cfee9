import { createPublicKey, randomUUID } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { keySummary } from '../../../shared/model/views.ts';
import { verifyAnswer } from '../../jose/verify.ts';
import { keyEntry } from '../../vault/body.ts';
import { KEEP_MS } from './kept.ts';
import { openTestApp, PASSPHRASE } from '../../testing/open-app.ts';
import { ecKey, importSide, pem, rsaKey } from './testing/import-side.ts';

const EC = ecKey('P-521');
const PEM = pem(EC);
const NOW = Date.parse('2026-11-22T10:00:00.789Z');
afterEach(() => void vi.useRealTimers());

test('an imported key is in the vault with where it came from, and signs', async () => {
  const side = importSide(() => NOW);
  const { importId, items } = await side.inspect(Buffer.from(PEM));
  const summary = await side.take({ importId, validDays: 30 });
  const entry = side.vault.read().keys[0]!;
  expect(keyEntry.parse(entry)).toEqual(entry);
  expect(keySummary.parse(summary)).toMatchObject({ origin: 'imported', kind: 'EC P-521', state: 'made', label: 'ES512 2026-11-22', thumbprint: items[0]!.thumbprint, validTill: '2026-12-22T10:00:00.000Z' });
  expect(summary.history).toEqual([{ at: '2026-11-22T10:00:00.000Z', kind: 'imported', says: 'ES512, PKCS#8 private key in signing.bin, valid 2026-11-22 to 2026-12-22 (UTC)' }]);
  expect(side.audit.lines).toEqual([{ kind: 'key.imported', outcome: 'ok', subject: `key ${entry.id.slice(0, 8)}`, says: `ES512, thumbprint ${entry.thumbprint}` }]);
  const { jws } = await side.sign({ keyId: entry.id, method: 'POST', path: '/x', payload: 'hello' });
  expect(await verifyAnswer(jws, createPublicKey(EC), 'ES512')).toMatchObject({ payload: 'hello' });
});

test('an RSA key of another size is taken for the algorithm that was chosen, under the id that Wise knows', async () => {
  const side = importSide();
  const { importId } = await side.inspect(pem(rsaKey(2048), 'pkcs1'));
  const keyId = randomUUID();
  expect(await side.take({ importId, algorithm: 'RSA-OAEP-256', keyId, label: 'Old' })).toMatchObject({ id: keyId, use: 'encryption', kind: 'RSA 2048', label: 'Old' });
});

test('a key that is there already is told at once, and not taken twice', async () => {
  const side = importSide();
  const { importId } = await side.inspect(PEM);
  const { id } = await side.take({ importId, label: 'Payments' });
  expect((await side.inspect(PEM)).items[0]).toMatchObject({ knownAs: id, says: 'Fits Wise: signs with ES512. It is in this vault already, as “Payments”.' });
  await expect(side.take({ importId })).rejects.toMatchObject({ code: 'KEY_EXISTS' });
  const other = await side.inspect(pem(ecKey('P-256')));
  await expect(side.take({ importId: other.importId, algorithm: 'ES256', keyId: id })).rejects.toMatchObject({ code: 'KEY_EXISTS', details: { field: 'keyId' } });
  await expect(side.take({ importId: other.importId, algorithm: 'ES256', keyId: id.toUpperCase() })).rejects.toMatchObject({ code: 'KEY_EXISTS', details: { field: 'keyId' } });
  expect(side.vault.read().keys).toHaveLength(1);
});

test('what does not fit is refused, whatever the window says', async () => {
  const side = importSide();
  const text = [PEM, createPublicKey(EC).export({ format: 'pem', type: 'spki' }), pem(rsaKey(1024))].join('');
  const { importId } = await side.inspect(text);
  const refused = (change: Parameters<typeof side.take>[0]) => expect(side.take({ importId, ...change })).rejects.toMatchObject({ code: 'IMPORT_UNFIT' });
  await refused({ algorithm: 'ES256' });
  await refused({ index: 1 });
  await refused({ index: 2, algorithm: 'PS256' });
  await refused({ index: 9 });
  await expect(side.take({ importId, validTill: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({ code: 'KEY_DATES' });
  expect(side.vault.read().keys).toEqual([]);
});

test('it is gone after five minutes, after a discard and after a lock, its bytes zeroed', async () => {
  vi.useFakeTimers();
  const side = importSide();
  const gone = (importId: string) => expect(side.again(importId)).rejects.toMatchObject({ code: 'IMPORT_GONE' });
  const first = await side.inspect(PEM);
  const { bytes } = side.imports.get(first.importId);
  vi.advanceTimersByTime(KEEP_MS - 1);
  expect((await side.again(first.importId)).items).toHaveLength(1);
  // Asked again, it is kept anew.
  vi.advanceTimersByTime(KEEP_MS - 1);
  expect(side.imports.get(first.importId).bytes).toBe(bytes);
  vi.advanceTimersByTime(1);
  await gone(first.importId);
  expect(bytes.every((byte) => byte === 0)).toBe(true);
  const second = await side.inspect(PEM);
  side.imports.drop(second.importId);
  await gone(second.importId);
  const third = await side.inspect(PEM);
  side.imports.clear();
  await gone(third.importId);
  await expect(side.take({ importId: third.importId })).rejects.toMatchObject({ code: 'IMPORT_GONE' });
});

test('through the whole app: inspected, imported, discarded, and forgotten by a lock', async () => {
  const { call } = await openTestApp();
  const inspect = async () => (await call('keys.inspect', { from: { kind: 'text', text: PEM } })).importId;
  const again = (importId: string) => call('keys.inspect', { from: { kind: 'again', importId } });
  const [first, second] = [await inspect(), await inspect()];
  await call('keys.discardImport', { importId: first });
  await expect(again(first)).rejects.toMatchObject({ code: 'IMPORT_GONE' });
  await call('vault.lock', {});
  await call('vault.unlock', { passphrase: PASSPHRASE });
  await expect(again(second)).rejects.toMatchObject({ code: 'IMPORT_GONE' });
  await call('keys.import', { importId: await inspect(), index: 0, algorithm: 'ES512', label: 'Payments' });
  expect(await call('keys.list', {})).toMatchObject([{ origin: 'imported', label: 'Payments' }]);
});

test('a lock while it is read: nothing is kept', async () => {
  const side = importSide();
  const keep = vi.spyOn(side.imports, 'keep');
  const reading = expect(side.inspect(PEM)).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  side.vault.lock();
  await reading;
  expect(keep).not.toHaveBeenCalled();
});

test('a picked file: cancelled, too large, read', async () => {
  const side = importSide();
  await expect(side.pick()).rejects.toMatchObject({ code: 'CANCELLED' });
  side.picked.file = { name: 'disk.img', bytes: Buffer.alloc(300_001) };
  await expect(side.pick()).rejects.toMatchObject({ code: 'IMPORT_UNREADABLE' });
  side.picked.file = { name: 'signing.pem', bytes: Buffer.from(PEM) };
  expect(await side.pick()).toMatchObject({ fileName: 'signing.pem', items: [{ fits: ['ES512'] }] });
});
