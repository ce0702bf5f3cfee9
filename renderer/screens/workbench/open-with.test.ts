import { expect, test } from 'vitest';
import { ALGORITHMS } from '../../../shared/model/algorithms.ts';
import { builtIn, makeKey } from '../../testing/fixtures.ts';
import { asWith, fittingKeys, likelyWith, offeredWith, openAction } from './open-with.ts';

const signing = makeKey();
const encryption = makeKey({ algorithm: ALGORITHMS.find((one) => one.use === 'encryption')!.id });
const keys = [signing, encryption];
const empty = { keyId: undefined, publicKey: ' ', contentKey: '' };

test('only what fits the message is offered', () => {
  expect(offeredWith('jws')).not.toContain('content-key');
  expect(offeredWith('jwe')).not.toContain('wise-key');
  expect(offeredWith('jwe')).not.toContain('public-key');
  expect(fittingKeys(keys, 'jws')).toEqual([signing]);
  expect(fittingKeys(keys, 'jwe')).toEqual([encryption]);
});

test('the key that the header names is chosen, unless it is of the wrong use', () => {
  expect(likelyWith({ kind: 'jws', kid: signing.id }, keys)).toEqual({ kind: 'key', keyId: signing.id });
  expect(likelyWith({ kind: 'jws', kid: encryption.id }, keys)).toEqual({ kind: 'nothing' });
  expect(likelyWith({ kind: 'jwe', kid: encryption.id }, keys)).toEqual({ kind: 'key', keyId: encryption.id });
});

test('Wise’s own messages go to Wise’s key, direct encryption to a content key', () => {
  expect(likelyWith({ kind: 'jws', hasVersion: true }, keys)).toEqual({ kind: 'wise-key' });
  expect(likelyWith({ kind: 'jwe', alg: 'dir' }, keys)).toEqual({ kind: 'content-key' });
  expect(likelyWith({}, keys)).toEqual({ kind: 'nothing' });
});

test('a choice is passed on once it is whole', () => {
  expect(asWith({ ...empty, kind: 'nothing' }, builtIn.id)).toEqual({ kind: 'nothing' });
  expect(asWith({ ...empty, kind: 'wise-key' }, builtIn.id)).toEqual({ kind: 'wise-key', connectionId: builtIn.id });
  for (const kind of ['key', 'public-key', 'content-key'] as const) expect(asWith({ ...empty, kind }, builtIn.id), kind).toBeUndefined();
  expect(asWith({ ...empty, kind: 'content-key', contentKey: ' AAAA ' }, builtIn.id)).toEqual({ kind: 'content-key', base64url: 'AAAA' });
});

test('the button is named by the message and waits for a key', () => {
  expect(openAction('jws', { kind: 'nothing' })).toEqual({ name: 'Verify', isReady: false });
  expect(openAction('jwe', { kind: 'content-key', base64url: 'AAAA' })).toEqual({ name: 'Decrypt', isReady: true });
  expect(openAction(undefined, { kind: 'wise-key', connectionId: builtIn.id }).isReady).toBe(false);
  expect(openAction('jws', undefined).isReady).toBe(false);
});
