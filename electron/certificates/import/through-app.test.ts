import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openTestApp, PASSPHRASE } from '../../testing/open-app.ts';
import { makeAuthority } from '../testing/authority.ts';
import { CLIENT_ID } from '../testing/side.ts';
import { certificateFor, ecKey, pemOfKey } from './testing/import-side.ts';

const FILE_PASSPHRASE = 'a passphrase for the file';

test('through the whole app: Wise CA imported, a pair imported, exported, forgotten by a lock', async () => {
  const { call } = await openTestApp();
  const { id: connectionId } = await call('connections.create', { environment: 'wise-sandbox', name: 'Payments', clientId: CLIENT_ID, clientSecret: 'secret of the test' });
  const [authority, key] = [await makeAuthority(), ecKey()];
  const text = (await certificateFor(authority, key)) + pemOfKey(key);
  expect((await call('wiseCa.import', { connectionId, from: { kind: 'text', text: authority.pem } })).source).toBe('imported');
  const { importId, identities } = await call('certificates.inspect', { connectionId, from: { kind: 'text', text } });
  expect(identities).toMatchObject([{ isFit: true }]);
  const { id } = await call('certificates.import', { importId, index: 0, connectionId, name: 'November' });
  expect(await call('certificates.list', {})).toMatchObject([{ id, name: 'November', origin: 'imported', state: 'issued' }]);
  const { savedAs } = await call('certificates.export', { certificateId: id, passphrase: PASSPHRASE, form: 'pem', exportPassphrase: FILE_PASSPHRASE });
  const [certificate, sealed] = savedAs.map((path) => readFileSync(path, 'utf8'));
  expect(new X509Certificate(certificate!).checkPrivateKey(createPrivateKey({ key: sealed!, passphrase: FILE_PASSPHRASE }))).toBe(true);
  await call('certificates.discardImport', { importId });
  const again = () => call('certificates.inspect', { connectionId, from: { kind: 'again' }, addTo: importId, passphrase: 'x' });
  await expect(again()).rejects.toMatchObject({ code: 'IMPORT_GONE' });
  const later = await call('certificates.inspect', { connectionId, from: { kind: 'text', text } });
  await call('vault.lock', {});
  await call('vault.unlock', { passphrase: PASSPHRASE });
  await expect(call('certificates.inspect', { connectionId, from: { kind: 'again' }, addTo: later.importId })).rejects.toMatchObject({ code: 'IMPORT_GONE' });
  const kinds = (await call('audit.list', { limit: 100 })).lines.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['wise-ca.imported', 'certificate.imported', 'certificate.exported']));
});

test('the built-in sandbox’s own authorities are exported without being imported', async () => {
  const { call } = await openTestApp();
  const { id: connectionId } = await call('connections.create', { environment: 'built-in', name: 'Sandbox' });
  const { savedAs, config } = await call('wiseCa.export', { connectionId, form: 'nginx' });
  expect(config).toContain(savedAs);
  const { source, certificates } = await call('wiseCa.get', { connectionId });
  expect(source).toBe('built-in');
  expect(readFileSync(savedAs, 'utf8').match(/-----BEGIN CERTIFICATE-----/g)).toHaveLength(certificates.length);
  expect(certificates.length).toBeGreaterThan(0);
});
