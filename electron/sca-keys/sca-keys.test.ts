import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { scaKey } from '../../shared/model/approvals.ts';
import { ClearingClipboard } from '../shell/clearing-clipboard.ts';
import { createMemoryShell } from '../shell/memory.ts';
import { scaKeyEntry } from '../vault/body.ts';
import { Secret } from '../wise/secret.ts';
import { connectionEntry, memoryAudit, memoryVault } from '../wise/testing/ports.ts';
import { importScaKey } from './import.ts';
import { copyScaPublic, listScaKeys, makeScaKey, removeScaKey } from './keep.ts';
import { signOneTimeToken } from './sign-token.ts';

const TOKEN = '9f5f5812-2609-4e48-8418-b64437c0c7cd';
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

function side() {
  const [connection, shell, clock] = [connectionEntry({ name: 'Wise' }), createMemoryShell(), { now: Date.parse('2026-11-23T08:00:00Z') }];
  const deps = { vault: memoryVault({ connections: [connection] }), audit: memoryAudit(), now: () => clock.now, clipboard: new ClearingClipboard(shell.clipboard), dialogs: shell.dialogs };
  const take = (text: string, passphrase?: string) => importScaKey(deps, { connectionId: connection.id, label: '', from: { kind: 'text', text }, ...(passphrase === undefined ? {} : { passphrase }) });
  return { deps, shell, connectionId: connection.id, take, sign: () => signOneTimeToken(deps, connection.id, new Secret(TOKEN)) };
}

test('a key that was made signs as Wise checks it, and its public half goes to the clipboard', async () => {
  const { deps, shell, connectionId, sign } = side();
  await expect(sign()).rejects.toMatchObject({ code: 'SCA_KEY_MISSING' });
  const made = scaKey.parse(await makeScaKey(deps, { connectionId, label: '', bits: 2048 }));
  expect(made).toMatchObject({ label: 'RSA 2048 2026-11-23', bits: 2048, origin: 'made', uses: 0 });
  await copyScaPublic(deps, made.id);
  const publicKey = createPublicKey((await shell.clipboard.read()) ?? '');
  const signature = await sign();
  expect(verify('RSA-SHA256', Buffer.from(TOKEN), publicKey, Buffer.from(signature, 'base64'))).toBe(true);
  expect(listScaKeys(deps)).toMatchObject([{ uses: 1, lastUsedAt: '2026-11-23T08:00:00.000Z' }]);
  for (const entry of deps.vault.read().scaKeys) expect(scaKeyEntry.parse(entry)).toEqual(entry);
  expect(deps.audit.kinds()).toEqual(['sca-key.made ok', 'sca-key.copied ok', 'sca-key.used ok']);
  expect(JSON.stringify([listScaKeys(deps), deps.audit.lines])).not.toMatch(/"d"|9f5f5812/);
  await removeScaKey(deps, made.id);
  await expect(sign()).rejects.toMatchObject({ code: 'SCA_KEY_MISSING' });
  await expect(removeScaKey(deps, made.id)).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' });
});

test('no signature is handed out that is not on record', async () => {
  const { deps, connectionId, take } = side();
  await take(RSA.export({ format: 'pem', type: 'pkcs8' }).toString());
  await expect(signOneTimeToken({ ...deps, audit: () => Promise.reject(new Error('disk full')) }, connectionId, new Secret(TOKEN))).rejects.toThrow('disk full');
});

test.each([
  ['PKCS#8', RSA.export({ format: 'pem', type: 'pkcs8' }).toString(), undefined],
  ['PKCS#1', RSA.export({ format: 'pem', type: 'pkcs1' }).toString(), undefined],
  ['encrypted PKCS#8', RSA.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'open sesame' }).toString(), 'open sesame'],
])('an RSA key is imported from %s, in the place of the one before', async (_, pem, passphrase) => {
  const { deps, take } = side();
  const first = await take(pem, passphrase);
  const second = await take(pem, passphrase);
  expect([second.origin, second.bits, second.fingerprint === first.fingerprint, second.id === first.id]).toEqual(['imported', 2048, true, false]);
  expect(listScaKeys(deps).map(({ id }) => id)).toEqual([second.id]);
  if (passphrase !== undefined) for (const wrong of [undefined, 'wrong']) await expect(take(pem, wrong)).rejects.toMatchObject({ code: 'IMPORT_WRONG_PASSPHRASE' });
});

test.each([
  ['EC P-256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()],
  ['RSA 1024', generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()],
  ['RSA 2048, the public half only', createPublicKey(RSA).export({ format: 'pem', type: 'spki' }).toString()],
])('%s cannot sign one-time tokens', async (reason, pem) => {
  const { deps, take } = side();
  await expect(take(pem)).rejects.toMatchObject({ code: 'SCA_KEY_UNFIT', details: { reason } });
  await expect(take('nothing')).rejects.toMatchObject({ code: 'IMPORT_UNREADABLE' });
  expect(listScaKeys(deps)).toEqual([]);
});
