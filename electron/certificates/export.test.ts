import { spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { hasOpenssl } from '../keys/import/testing/openssl.ts';
import { exportCertificate, type ExportDeps } from './export.ts';
import { privateKeyOf } from './entry.ts';
import { chained, importSide, RSA } from './import/testing/import-side.ts';
import { hasKeytool, keytool } from './testing/keytool.ts';

const FILE_PASSPHRASE = 'a passphrase for the file';

/** A side with one imported certificate over an intermediate. */
async function exportSide(key?: typeof RSA, change: Partial<ExportDeps> = {}) {
  const side = await importSide();
  const found = await chained(side.authority, key);
  const { id } = await side.take((await side.inspect([found.certificate, found.intermediate.pem, found.keyPem].join(''))).importId, { name: 'Zahlungen (live) / ü' });
  const deps: ExportDeps = { ...side.deps, session: { confirm: async (passphrase) => (passphrase === 'vault' ? undefined : Promise.reject(new PortcullisError('VAULT_WRONG_PASSPHRASE'))) }, ...change };
  const send = (input: Partial<Parsed<'certificates.export'>> = {}) => exportCertificate(deps, { certificateId: id, passphrase: 'vault', form: 'pkcs12', exportPassphrase: FILE_PASSPHRASE, ...input });
  return { ...side, ...found, id, send };
}

const openssl = (...args: string[]) => spawnSync('openssl', args, { encoding: 'utf8' });

test.each([['EC', undefined, 'EC'], ['RSA', RSA, 'RSA']] as const)('PKCS#12 of an %s key is opened by openssl and by Java’s keytool', async (_, key, name) => {
  const { send, id, folder, audit, vault, keyPem } = await exportSide(key);
  const { savedAs } = await send();
  expect(savedAs).toEqual([join(folder, 'exports', `zahlungen-live-${id.slice(0, 8)}.p12`)]);
  expect(statSync(savedAs[0]!).mode & 0o777).toBe(0o600);
  if (hasOpenssl) {
    const { status, stdout, stderr } = openssl('pkcs12', '-in', savedAs[0]!, '-passin', `pass:${FILE_PASSPHRASE}`, '-nodes', '-info');
    expect([status, stderr]).toEqual([0, expect.stringMatching(/MAC: sha256, Iteration 100000[\s\S]*Certificate bag[\s\S]*PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256/)]);
    expect(stdout.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(stdout).toContain('friendlyName: zahlungen-live');
    expect(createPrivateKey(stdout).equals(createPrivateKey(keyPem))).toBe(true);
    expect(openssl('pkcs12', '-in', savedAs[0]!, '-passin', 'pass:wrong', '-noout').status).not.toBe(0);
    // DER: no indefinite lengths, no strings in pieces.
    expect(openssl('asn1parse', '-inform', 'DER', '-in', savedAs[0]!).stdout).not.toMatch(/inf +cons|cons: OCTET STRING/);
  }
  // A start of Java takes seconds: one run for each key. A request is signed with it, so the key was opened too.
  if (hasKeytool && key) expect(keytool('-certreq', '-keystore', savedAs[0]!, '-storepass', FILE_PASSPHRASE, '-alias', 'zahlungen-live').stdout).toContain('BEGIN NEW CERTIFICATE REQUEST');
  else if (hasKeytool) {
    const { status, stdout } = keytool('-list', '-v', '-keystore', savedAs[0]!, '-storepass', FILE_PASSPHRASE);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/PrivateKeyEntry[\s\S]*chain length: 2/)]);
  } else {
    console.warn('keytool is not here: skipped');
  }
  expect(audit.lines.at(-1)).toMatchObject({ kind: 'certificate.exported', outcome: 'ok', says: 'PKCS#12, encrypted' });
  expect(vault.read().certificates[0]!.history.at(-1)).toMatchObject({ kind: 'exported' });
  expect(name).toBe(privateKeyOf(vault.read().certificates[0]!).asymmetricKeyType?.toUpperCase());
}, 120_000);

test('PEM for servers: certificate with chain, and the key beside it, plain or encrypted', async () => {
  const { send, keyPem, audit, shell, folder } = await exportSide();
  shell.nextSavePath = join(folder, 'server.crt');
  const { savedAs } = await send({ form: 'pem', exportPassphrase: undefined });
  expect(savedAs).toEqual([join(folder, 'server.crt'), join(folder, 'server.key')]);
  expect(savedAs.map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
  const [certificates, key] = savedAs.map((path) => readFileSync(path, 'utf8'));
  expect(certificates!.match(/-----BEGIN CERTIFICATE-----/g)).toHaveLength(2);
  expect(createPrivateKey(key!).equals(createPrivateKey(keyPem))).toBe(true);
  expect(new X509Certificate(certificates!).checkPrivateKey(createPrivateKey(key!))).toBe(true);
  expect(audit.lines.at(-1)).toMatchObject({ says: 'PEM, the key plain' });
  // Once more: the key that lies there is somebody’s, and stays.
  const again = await send({ form: 'pem' });
  expect(again.savedAs[1]).toBe(join(folder, 'server-2.key'));
  const sealed = readFileSync(again.savedAs[1]!, 'utf8');
  expect(sealed).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
  expect(createPrivateKey({ key: sealed, passphrase: FILE_PASSPHRASE }).equals(createPrivateKey(keyPem))).toBe(true);
  if (hasOpenssl) expect(openssl('asn1parse', '-in', again.savedAs[1]!).stdout).toMatch(/PBES2[\s\S]*PBKDF2[\s\S]*0927C0[\s\S]*hmacWithSHA256[\s\S]*aes-256-cbc/);
  expect(audit.lines.at(-1)).toMatchObject({ says: 'PEM, the key encrypted' });
});

test('a passphrase that is short, missing, or not plain ASCII is refused before the vault’s is asked for', async () => {
  const { send, audit, folder } = await exportSide();
  const refused = (exportPassphrase: string | undefined, code: string) => expect(send({ exportPassphrase, passphrase: 'wrong' })).rejects.toMatchObject({ code, details: { field: 'exportPassphrase' } });
  await refused('short', 'PASSPHRASE_TOO_SHORT');
  await refused(undefined, 'PASSPHRASE_TOO_SHORT');
  await refused('Grüße aus der Küche', 'PASSPHRASE_NOT_ASCII');
  await expect(send({ passphrase: 'wrong' })).rejects.toMatchObject({ code: 'VAULT_WRONG_PASSPHRASE' });
  expect(audit.kinds()).toEqual(['certificate.imported ok']);
  expect(existsSync(join(folder, 'exports'))).toBe(false);
});

test('without its audit line nothing leaves; a failure to write is audited; a request has nothing to export', async () => {
  const untold = await exportSide(undefined, { audit: () => Promise.reject(new PortcullisError('AUDIT_UNWRITABLE')) });
  untold.shell.nextSavePath = join(untold.folder, 'client.p12');
  await expect(untold.send()).rejects.toMatchObject({ code: 'AUDIT_UNWRITABLE' });
  expect(existsSync(untold.shell.nextSavePath)).toBe(false);
  const side = await exportSide();
  writeFileSync(join(side.folder, 'file'), '');
  side.shell.nextSavePath = join(side.folder, 'file', 'client.p12');
  await expect(side.send()).rejects.toMatchObject({ code: expect.stringMatching(/^STORAGE_/) });
  expect(side.audit.kinds().slice(-2)).toEqual(['certificate.exported ok', 'certificate.exported failed']);
  const { id } = await side.request({ name: 'November' });
  await expect(side.send({ certificateId: id })).rejects.toMatchObject({ code: 'CERT_NOT_ISSUED' });
});
