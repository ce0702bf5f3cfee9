import { expect, test } from 'vitest';
import { PortcullisError } from '../../shared/errors.ts';
import { publicKeyOf, type PrivateJwk } from '../jose/public-key.ts';
import { verifyAnswer } from '../jose/verify.ts';
import { withKey } from './entry.ts';
import { createSigner } from './sign.ts';
import { keySide } from './testing.ts';

const CALL = { method: 'POST', path: '/v1/auth/jose/playground/jws', payload: '{"message":"hello"}' } as const;

test('signs, audits what for, and counts without a save', async () => {
  const { vault, audit, usage, make, sign } = keySide();
  const { id } = await make();
  const saves = vault.saves;
  const { header, jws } = await sign({ keyId: id, ...CALL });
  expect(header).toEqual({ alg: 'ES512', typ: 'JWT', kid: id, url: CALL.path });
  expect(await verifyAnswer(jws, publicKeyOf(vault.read().keys[0]!.privateJwk as PrivateJwk), 'ES512')).toEqual({ header, payload: CALL.payload });
  expect(audit.lines.at(-1)).toEqual({ kind: 'key.used', outcome: 'ok', subject: `key ${id.slice(0, 8)}`, says: 'signed POST /v1/auth/jose/playground/jws' });
  expect(usage.unsaved(id)?.uses).toBe(1);
  expect(vault.saves).toBe(saves);
});

test('an expired key does not sign, and the try is audited', async () => {
  let now = Date.now();
  const { make, sign, audit, usage } = keySide(undefined, undefined, () => now);
  const { id } = await make({ validDays: 1 });
  now += 86_400_000;
  await expect(sign({ keyId: id, ...CALL })).rejects.toMatchObject({ code: 'KEY_EXPIRED' });
  expect(audit.lines.at(-1)).toMatchObject({ kind: 'key.used', outcome: 'refused', says: 'KEY_EXPIRED' });
  expect(usage.unsaved(id)).toBeUndefined();
});

test('a key does not sign before its first day, nor when it is retired, and each try is audited', async () => {
  const { make, sign, audit, vault } = keySide();
  const early = await make({ validFrom: '2099-01-01T00:00:00.000Z' });
  await expect(sign({ keyId: early.id, ...CALL })).rejects.toMatchObject({ code: 'KEY_NOT_YET_VALID' });
  const retired = await make();
  await vault.update((body) => withKey(body, retired.id, (entry) => ({ ...entry, retiredAt: entry.madeAt })));
  await expect(sign({ keyId: retired.id, ...CALL })).rejects.toMatchObject({ code: 'KEY_RETIRED' });
  expect(audit.lines.filter(({ kind }) => kind === 'key.used').map(({ outcome, says }) => `${outcome} ${says}`)).toEqual(['refused KEY_NOT_YET_VALID', 'refused KEY_RETIRED']);
});

test('a use is counted for the connection it went over', async () => {
  const { make, sign, usage } = keySide();
  const { id } = await make();
  await sign({ keyId: id, ...CALL, connectionId: 'one' });
  await sign({ keyId: id, ...CALL });
  expect(usage.unsaved(id)).toMatchObject({ uses: 2, usedBy: [{ connectionId: 'one', uses: 1 }] });
});

test('an encryption key does not sign', async () => {
  const { make, sign, audit } = keySide();
  const { id } = await make({ algorithm: 'RSA-OAEP-256' });
  await expect(sign({ keyId: id, ...CALL })).rejects.toMatchObject({ code: 'KEY_WRONG_USE', details: { reason: 'RSA-OAEP-256' } });
  expect(audit.kinds()).toEqual(['key.made ok', 'key.used refused']);
});

test('an unknown key and a locked vault are told apart', async () => {
  const { vault, sign } = keySide();
  await expect(sign({ keyId: 'none', ...CALL })).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' });
  vault.lock();
  await expect(sign({ keyId: 'none', ...CALL })).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
});

test('without its audit line a signature is not handed out', async () => {
  const side = keySide();
  const { id } = await side.make();
  const sign = createSigner({ ...side, audit: () => Promise.reject(new PortcullisError('STORAGE_FULL')) });
  await expect(sign({ keyId: id, ...CALL })).rejects.toMatchObject({ code: 'STORAGE_FULL' });
  expect(side.usage.unsaved(id)).toBeUndefined();
});

test('a lock while the key is being readied: nothing is signed', async () => {
  const { vault, make, sign, audit, usage } = keySide();
  const { id } = await make();
  const signing = expect(sign({ keyId: id, ...CALL })).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
  vault.lock();
  await signing;
  expect(audit.kinds()).not.toContain('key.used ok');
  expect(usage.unsaved(id)).toBeUndefined();
});
