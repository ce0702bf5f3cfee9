import { expect, test } from 'vitest';
import { contract } from '../../../shared/ipc/contract.ts';
import { builtIn, makeKey } from '../../testing/fixtures.ts';
import { asInput, FIRST_DRAFT, missing, payloadHint } from './compose-input.ts';

const key = makeKey();

test('the hint says whether the payload is JSON', () => {
  expect(payloadHint('{"a":1}')).toBe('JSON, 1 member.');
  expect(payloadHint('{}')).toBe('JSON, 0 members.');
  expect(payloadHint('[1]')).toBe('JSON, a list.');
  expect(payloadHint('null')).toBe('JSON, but no object; Wise takes objects.');
  expect(payloadHint('{"a":1')).toBe('Not JSON; taken as it is.');
  expect(payloadHint('  ')).toBe('Empty.');
  expect(payloadHint('x'.repeat(100_001))).toBe('100,001 characters; at most 100,000 are taken.');
});

test('a token needs a signature or a recipient, and what those need', () => {
  expect(missing(FIRST_DRAFT)).toMatch(/Choose a key/);
  expect(missing({ ...FIRST_DRAFT, signingKeyId: key.id })).toBeUndefined();
  expect(missing({ ...FIRST_DRAFT, signingKeyId: key.id, path: 'v1' })).toMatch(/begins with/);
  expect(missing({ ...FIRST_DRAFT, to: 'wise', path: '' })).toBeUndefined();
  expect(missing({ ...FIRST_DRAFT, to: 'public-key', publicKey: ' ' })).toMatch(/Paste/);
  expect(missing({ ...FIRST_DRAFT, to: 'wise', payload: 'x'.repeat(100_001) })).toMatch(/too long/);
});

test('the form becomes what the contract takes; an answer key only where something is encrypted', () => {
  const drafts = [
    { ...FIRST_DRAFT, signingKeyId: key.id, answerKeyId: key.id },
    { ...FIRST_DRAFT, to: 'wise' as const, answerKeyId: key.id },
    { ...FIRST_DRAFT, signingKeyId: key.id, to: 'public-key' as const, publicKey: ' pem ' },
  ];
  const inputs = drafts.map((draft) => asInput(draft, builtIn.id));
  for (const input of inputs) expect(contract['workbench.compose'].input.safeParse(input).error).toBeUndefined();
  expect(inputs[0]).not.toHaveProperty('encryptionKeyId');
  expect(inputs[1]).toMatchObject({ encryptTo: { kind: 'wise', connectionId: builtIn.id }, encryptionKeyId: key.id });
  expect(inputs[2]).toMatchObject({ encryptTo: { kind: 'public-key', text: 'pem' } });
});
