import { expect, test } from 'vitest';
import { generateKey } from './generate.ts';
import { PrivateKeys } from './private-keys.ts';

test('imports a key once, as one that cannot be exported, until it is cleared', async () => {
  const keys = new PrivateKeys();
  const stored = { id: 'a', algorithm: 'ES256', privateJwk: (await generateKey('ES256')).privateJwk } as const;
  const [first, second] = await Promise.all([keys.get(stored), keys.get(stored)]);
  expect(second).toBe(first);
  expect(first).toMatchObject({ extractable: false, type: 'private', usages: ['sign'] });
  keys.clear();
  expect(await keys.get(stored)).not.toBe(first);
});

test('an encryption key is imported to decrypt, and for nothing else', async () => {
  const { privateJwk } = await generateKey('RSA-OAEP-256');
  const key = await new PrivateKeys().get({ id: 'a', algorithm: 'RSA-OAEP-256', privateJwk });
  expect(key).toMatchObject({ extractable: false, type: 'private', algorithm: { name: 'RSA-OAEP', hash: { name: 'SHA-256' } } });
  expect(key.usages).toContain('decrypt');
  expect(key.usages).not.toContain('sign');
});
