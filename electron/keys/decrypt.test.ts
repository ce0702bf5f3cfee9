import { expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { encryptCompact } from '../jose/encrypt.ts';
import { publicKeyOf, type PrivateJwk } from '../jose/public-key.ts';
import type { KeyEntry } from '../vault/body.ts';
import { createDecrypter } from './decrypt.ts';
import { withKey } from './entry.ts';
import { keySide } from './testing.ts';

/** One RSA key for all tests of this file: making one takes long. */
const made = (async () => {
  const side = keySide();
  await side.make({ algorithm: 'RSA-OAEP-256' });
  return side.vault.read().keys[0]!;
})();

async function decryptSide(change: Partial<KeyEntry> = {}) {
  const side = keySide();
  const entry = { ...(await made), ...change };
  await side.vault.update((body) => ({ ...body, keys: [entry] }));
  const { jwe } = await encryptCompact(publicKeyOf((await made).privateJwk as PrivateJwk), { kid: entry.id }, '{"message":"hello"}');
  return { ...side, decrypt: createDecrypter(side), request: { keyId: entry.id, jwe, says: 'the answer to GET /v1/test', connectionId: 'one' }, id: entry.id };
}

test('decrypts, audits what, and counts for the connection', async () => {
  const { decrypt, request, audit, usage, id } = await decryptSide();
  const { header, payload } = await decrypt(request);
  expect(header).toEqual({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: id });
  expect(payload.toString()).toBe('{"message":"hello"}');
  expect(audit.lines).toEqual([{ kind: 'key.used', outcome: 'ok', subject: `key ${id.slice(0, 8)}`, says: 'decrypted the answer to GET /v1/test' }]);
  expect(usage.unsaved(id)).toMatchObject({ uses: 1, usedBy: [{ connectionId: 'one', uses: 1 }] });
});

test('a key past its end still decrypts: what was encrypted in time has to be read', async () => {
  const { decrypt, request } = await decryptSide({ validTill: '2020-01-01T00:00:00.000Z' });
  expect((await decrypt(request)).payload.toString()).toContain('hello');
});

test('a retired key does not decrypt, nor does a signing key; each try is audited', async () => {
  const retired = await decryptSide({ retiredAt: '2026-01-01T00:00:00.000Z' });
  await expect(retired.decrypt(retired.request)).rejects.toMatchObject({ code: 'KEY_RETIRED' });
  const { decrypt, request, make, audit } = await decryptSide();
  const { id } = await make();
  await expect(decrypt({ ...request, keyId: id })).rejects.toMatchObject({ code: 'KEY_WRONG_USE', details: { reason: 'ES512' } });
  for (const lines of [retired.audit.lines, audit.lines]) expect(lines.at(-1)).toMatchObject({ kind: 'key.used', outcome: 'refused' });
});

test('what does not decrypt is audited as failed and not counted', async () => {
  const { decrypt, request, audit, usage, id } = await decryptSide();
  const jwe = `${request.jwe.slice(0, -22)}${'A'.repeat(21)}Q`;
  await expect(decrypt({ ...request, jwe })).rejects.toMatchObject({ code: 'JOSE_DECRYPT_FAILED' });
  expect(audit.lines).toMatchObject([{ kind: 'key.used', outcome: 'failed', says: 'JOSE_DECRYPT_FAILED' }]);
  expect(usage.unsaved(id)).toBeUndefined();
});

test('without its audit line the plaintext is not handed out', async () => {
  const side = await decryptSide();
  const decrypt = createDecrypter({ ...side, audit: () => Promise.reject(new PortcullisError('STORAGE_FULL')) });
  await expect(decrypt(side.request)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
  expect(side.usage.unsaved(side.id)).toBeUndefined();
});

test('an unknown key, a locked vault, and a lock while the key is being readied are told apart', async () => {
  const { decrypt, request, vault, audit } = await decryptSide();
  await expect(decrypt({ ...request, keyId: 'none' })).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' });
  const decrypting = expect(decrypt(request)).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  vault.lock();
  await decrypting;
  expect(audit.lines).toEqual([]);
});

test('a key retired while it is being readied is not used', async () => {
  const { decrypt, request, vault, id, usage } = await decryptSide();
  const decrypting = expect(decrypt(request)).rejects.toMatchObject({ code: 'KEY_RETIRED' });
  await vault.update((body) => withKey(body, id, (entry) => ({ ...entry, retiredAt: entry.madeAt })));
  await decrypting;
  expect(usage.unsaved(id)).toBeUndefined();
});
