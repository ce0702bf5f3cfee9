import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Parsed } from '../../shared/ipc/contract.ts';
import { contract } from '../../shared/ipc/contract.ts';
import { decryptCompact } from '../jose/decrypt.ts';
import { verifyCompact } from '../jose/verify.ts';
import { withKey } from '../keys/entry.ts';
import { composeToken } from './compose.ts';
import { openToken } from './open.ts';
import { statesOf, stepOf, workbenchSide } from './testing.ts';

let side: Awaited<ReturnType<typeof workbenchSide>>;
let signing: string;
let encryption: string;

beforeAll(async () => {
  side = await workbenchSide();
  await side.keep('RSA-OAEP-256', 4, side.wiseEncryption.publicKey);
  signing = (await side.make()).id;
  encryption = (await side.make({ algorithm: 'RSA-OAEP-256' })).id;
}, 60_000);

const compose = async (change: Partial<Parsed<'workbench.compose'>>) =>
  contract['workbench.compose'].output.parse(await composeToken(side, { payload: '{"a":1}', path: '/v1/any', ...change }));
const toWise = () => ({ kind: 'wise', connectionId: side.connectionId }) as const;
const wiseKey = () => side.wiseEncryption.privateKey;

test('signs any payload for any path', async () => {
  const { run, token } = await compose({ signingKeyId: signing, path: '/v2/profiles/1/pin' });
  expect(run).toMatchObject({ ok: true, says: 'Signed.' });
  expect(statesOf(run)).toEqual(['compose ok', 'sign ok']);
  expect(await verifyCompact(token!, side.publicKeyOf(signing), 'ES512')).toEqual({ header: { alg: 'ES512', typ: 'JWT', kid: signing, url: '/v2/profiles/1/pin' }, payload: Buffer.from('{"a":1}') });
  expect(side.audit.lines.at(-1)).toMatchObject({ kind: 'key.used', outcome: 'ok', says: 'signed POST /v2/profiles/1/pin' });
});

test('encrypts to Wise’s key that is kept, naming the key to answer to', async () => {
  side.audit.lines.length = 0;
  const { run, token } = await compose({ encryptTo: toWise(), encryptionKeyId: encryption, payload: 'plain words' });
  expect(run).toMatchObject({ ok: true, says: 'Encrypted.' });
  expect(statesOf(run)).toEqual(['compose ok', 'wise-encryption-key ok', 'encrypt ok']);
  expect(stepOf(run, 'wise-encryption-key')).toMatchObject({ title: 'Wise’s key at hand', facts: expect.arrayContaining([{ label: 'Version', value: '4' }]) });
  const opened = await decryptCompact(token!, wiseKey());
  expect(opened).toEqual({ header: { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: encryption }, payload: Buffer.from('plain words') });
  expect(side.audit.lines).toEqual([]);
});

test('signs, then encrypts; decrypts, then verifies', async () => {
  const { run, token } = await compose({ signingKeyId: signing, encryptTo: toWise() });
  expect(run.says).toBe('Signed, then encrypted.');
  expect(statesOf(run)).toEqual(['compose ok', 'sign ok', 'wise-encryption-key ok', 'encrypt ok']);
  const opened = await decryptCompact(token!, wiseKey());
  expect(opened.header).toMatchObject({ cty: 'JWT' });
  const inside = opened.payload.toString();
  expect((await verifyCompact(inside, side.publicKeyOf(signing), 'ES512')).payload.toString()).toBe('{"a":1}');
});

test('what is encrypted to a pasted key of ours opens on the workbench', async () => {
  const text = side.publicKeyOf(encryption).export({ format: 'der', type: 'spki' }).toString('base64');
  const { token } = await compose({ encryptTo: { kind: 'public-key', text }, payload: 'grüße' });
  const run = await openToken(side, { token: token!, with: { kind: 'key', keyId: encryption } });
  expect(stepOf(run, 'decrypt').blocks[0]!.text).toBe('grüße');
});

test('the content key stays out of the run', async () => {
  const { run, token } = await compose({ encryptTo: toWise() });
  const { privateDecrypt, constants } = await import('node:crypto');
  const contentKey = privateDecrypt({ key: wiseKey(), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, Buffer.from(token!.split('.')[1]!, 'base64url'));
  for (const form of ['base64url', 'base64', 'hex'] as const) expect(JSON.stringify(run)).not.toContain(contentKey.toString(form));
});

test.each([
  ['a path that is none', 'compose', 'JOSE_HEADER_INVALID', () => ({ signingKeyId: signing, path: 'v1/x' })],
  ['an encryption key to sign with', 'compose', 'KEY_WRONG_USE', () => ({ signingKeyId: encryption })],
  ['a signing key to answer to', 'compose', 'KEY_WRONG_USE', () => ({ encryptTo: toWise(), encryptionKeyId: signing })],
  ['an EC key to encrypt to', 'encrypt', 'KEY_WRONG_USE', () => ({ encryptTo: { kind: 'public-key', text: JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })) } as const })],
  ['a payload that makes it too large to be opened', 'encrypt', 'JOSE_TOO_LARGE', () => ({ encryptTo: toWise(), payload: '€'.repeat(70_000) })],
])('%s fails in its step, and there is no token', async (_, id, code, change) => {
  const { run, token } = await compose(change());
  expect(stepOf(run, id as 'compose').error?.code).toBe(code);
  expect(token).toBeUndefined();
});

test('a retired key is refused in its step, and what would have followed is skipped', async () => {
  const { id } = await side.make();
  await side.vault.update((body) => withKey(body, id, (entry) => ({ ...entry, retiredAt: '2026-11-01T00:00:00.000Z' })));
  const { run } = await compose({ signingKeyId: id, encryptTo: toWise() });
  expect(statesOf(run)).toEqual(['compose ok', 'sign failed', 'wise-encryption-key skipped', 'encrypt skipped']);
  expect(stepOf(run, 'sign').error?.code).toBe('KEY_RETIRED');
});

test('input that cannot be worked with is refused at once', async () => {
  const none = '00000000-0000-4000-8000-000000000000';
  await expect(compose({})).rejects.toMatchObject({ code: 'IPC_INVALID_INPUT' });
  await expect(compose({ signingKeyId: none })).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' });
  await expect(compose({ encryptTo: toWise(), encryptionKeyId: none })).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' });
  await expect(compose({ encryptTo: { kind: 'wise', connectionId: none } })).rejects.toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  const privatePem = String(createPrivateKey({ key: side.wiseEncryption.privateKey.export({ format: 'pem', type: 'pkcs8' }) }).export({ format: 'pem', type: 'pkcs8' }));
  await expect(compose({ encryptTo: { kind: 'public-key', text: privatePem } })).rejects.toMatchObject({ code: 'PUBLIC_KEY_UNREADABLE', details: { reason: 'PRIVATE_KEY' } });
});
