import { spawnSync } from 'node:child_process';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import { tempFolder } from '../storage/testing/temp-folder.ts';
import { exportPrivate } from './export-private.ts';
import type { VaultStore } from '../ports.ts';
import { openTestApp, PASSPHRASE } from '../testing/open-app.ts';
import { hasOpenssl } from './import/testing/openssl.ts';
import { keySide } from './testing.ts';

const EXPORT_PASSPHRASE = 'a passphrase for the file';
const encrypted = { kind: 'encrypted', exportPassphrase: EXPORT_PASSPHRASE } as const;

/** The app with one key. */
async function openApp() {
  const app = await openTestApp();
  const { call, shell } = app;
  const key = await call('keys.create', { algorithm: 'ES512', label: 'Zahlungen (live) / ü', validDays: 365 });
  const send = (change: Partial<Input<'keys.exportPrivate'>> = {}) => call('keys.exportPrivate', { keyId: key.id, passphrase: PASSPHRASE, protection: encrypted, to: 'file', ...change });
  const lines = async () => (await call('audit.list', { limit: 100 })).lines.map(({ kind, outcome, says }) => `${kind} ${outcome}: ${says}`);
  const isOurs = async (pem: string, passphrase?: string) => {
    await call('keys.copyPublic', { keyId: key.id, format: 'pem' });
    return createPublicKey(createPrivateKey({ key: pem, passphrase })).equals(createPublicKey((await shell.clipboard.read())!));
  };
  return { ...app, key, send, lines, isOurs };
}

test('encrypted, to the folder of the profile where there is no dialog: mode 0600, opened by node and openssl', async () => {
  const { folder, key, send, call, lines, isOurs } = await openApp();
  const { savedAs } = await send();
  expect(savedAs).toBe(join(folder, 'exports', `zahlungen-live-${key.id.slice(0, 8)}.pem`));
  expect([statSync(savedAs!).mode & 0o777, statSync(join(folder, 'exports')).mode & 0o777]).toEqual([0o600, 0o700]);
  const pem = readFileSync(savedAs!, 'utf8');
  expect(pem).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
  expect(await isOurs(pem, EXPORT_PASSPHRASE)).toBe(true);
  expect(() => createPrivateKey({ key: pem, passphrase: 'wrong' })).toThrow();
  if (hasOpenssl) {
    const opened = spawnSync('openssl', ['pkey', '-in', savedAs!, '-passin', `pass:${EXPORT_PASSPHRASE}`, '-noout', '-check']);
    expect([opened.status, opened.stdout.toString()]).toEqual([0, 'Key is valid\n']);
    const parsed = spawnSync('openssl', ['asn1parse', '-in', savedAs!]).stdout.toString();
    expect(parsed).toMatch(/PBES2[\s\S]*PBKDF2[\s\S]*INTEGER +:0927C0[\s\S]*hmacWithSHA256[\s\S]*aes-256-cbc/);
  }
  expect(await lines()).toContain('key.exported ok: encrypted, to a file');
  expect((await call('keys.list', {}))[0]!.history[0]).toMatchObject({ kind: 'exported', says: 'The private half, encrypted, to a file' });
});

test('plain, to the file that was chosen', async () => {
  const { folder, shell, send, isOurs } = await openApp();
  shell.nextSavePath = join(folder, 'chosen.pem');
  expect(await send({ protection: { kind: 'plain' } })).toEqual({ savedAs: shell.nextSavePath });
  expect(await isOurs(readFileSync(shell.nextSavePath, 'utf8'))).toBe(true);
  expect(existsSync(join(folder, 'exports'))).toBe(false);
});

test('to the clipboard, which is cleared on lock', async () => {
  const { shell, send, call, folder } = await openApp();
  expect(await send({ to: 'clipboard' })).toEqual({});
  expect(createPrivateKey({ key: (await shell.clipboard.read())!, passphrase: EXPORT_PASSPHRASE }).asymmetricKeyType).toBe('ec');
  await call('vault.lock', {});
  await expect.poll(() => shell.clipboard.read()).toBe('');
  expect(existsSync(join(folder, 'exports'))).toBe(false);
});

test('a wrong passphrase exports nothing, is audited, and is slowed down as at the lock screen', async () => {
  const { send, lines, folder, call } = await openApp();
  for (let tries = 0; tries < 3; tries += 1) await expect(send({ passphrase: 'wrong wrong wrong' })).rejects.toMatchObject({ code: 'VAULT_WRONG_PASSPHRASE' });
  await expect(send()).rejects.toMatchObject({ code: 'VAULT_WAIT' });
  expect((await call('vault.status', {})).retryAt).toBeDefined();
  expect((await lines()).filter((line) => line.startsWith('vault.unlock-failed'))).not.toEqual([]);
  expect((await lines()).filter((line) => line.startsWith('key.exported'))).toEqual([]);
  expect(existsSync(join(folder, 'exports'))).toBe(false);
});

test('a short export passphrase is refused before the vault’s is asked for', async () => {
  const { send } = await openApp();
  await expect(send({ passphrase: 'wrong', protection: { kind: 'encrypted', exportPassphrase: 'short' } })).rejects.toMatchObject({ code: 'PASSPHRASE_TOO_SHORT', details: { field: 'exportPassphrase' } });
});

test('a folder that cannot be written to leaves nothing behind, and the failure is audited', async () => {
  const { folder, shell, send, lines } = await openApp();
  const closed = tempFolder();
  chmodSync(closed, 0o500);
  shell.nextSavePath = join(closed, 'key.pem');
  if (process.getuid?.() === 0) shell.nextSavePath = join(folder, 'missing', 'key.pem');
  await expect(send()).rejects.toMatchObject({ code: expect.stringMatching(/^STORAGE_/) });
  expect(readdirSync(closed)).toEqual([]);
  expect((await lines()).filter((line) => line.startsWith('key.exported failed'))).toHaveLength(1);
});

/** The use case alone, for what the whole app cannot be brought to. */
async function alone(change: Partial<Parameters<typeof exportPrivate>[0]> = {}, side = keySide(), keyId?: string) {
  const id = keyId ?? (await side.make()).id;
  const copied: string[] = [];
  const deps = {
    ...side,
    session: { confirm: async () => undefined },
    clipboard: { copy: async (text: string) => void copied.push(text) },
    dialogs: { openFile: async () => undefined, saveFile: async () => undefined },
    info: () => ({ host: 'electron', profileDir: '/nowhere' }) as const,
    ...change,
  };
  const send = (to: 'file' | 'clipboard') => exportPrivate(deps, { keyId: id, passphrase: '', protection: { kind: 'plain' }, to });
  return { ...side, copied, send };
}

test('a cancelled dialog is CANCELLED where the host has one', async () => {
  const { send, audit } = await alone();
  await expect(send('file')).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(audit.kinds()).toEqual(['key.made ok']);
});

test('locked while it is recorded, nothing leaves, and the log says so', async () => {
  const side = keySide();
  const { id } = await side.make();
  let isLocked = false;
  const vault: VaultStore = {
    read: () => {
      if (isLocked) throw new PortcullisError('VAULT_LOCKED');
      return side.vault.read();
    },
    // As the vault does: what is being saved when it locks is saved.
    update: async (change) => {
      isLocked = true;
      return side.vault.update(change);
    },
  };
  const { send, copied, audit } = await alone({ vault }, side, id);
  await expect(send('clipboard')).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  expect(copied).toEqual([]);
  expect(audit.kinds().slice(-2)).toEqual(['key.exported ok', 'key.exported failed']);
});

test('without its audit line nothing leaves', async () => {
  const { send, copied } = await alone({ audit: () => Promise.reject(new PortcullisError('AUDIT_UNWRITABLE')) });
  await expect(send('clipboard')).rejects.toMatchObject({ code: 'AUDIT_UNWRITABLE' });
  expect(copied).toEqual([]);
});
