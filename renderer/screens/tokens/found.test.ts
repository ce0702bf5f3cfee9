import { expect, test } from 'vitest';
import type { FoundCredential } from '../../../shared/model/tokens.ts';
import { builtIn, production, wiseSandbox } from '../../testing/fixtures.ts';
import { fittingConnection, mismatch } from './found.ts';

const found = (rest: Partial<FoundCredential> = {}): FoundCredential => ({ index: 0, kind: 'personal-token', name: 'WISE_API_TOKEN', tail: '41fa', says: '', ...rest });

test('a token of production is not quietly put under a sandbox', () => {
  expect(mismatch(found({ environment: 'production' }), wiseSandbox)).toContain('Production');
  expect(mismatch(found({ environment: 'production' }), production)).toBeUndefined();
  expect(mismatch(found(), wiseSandbox)).toBeUndefined();
});

test('client id and secret do not go to the built-in sandbox', () => {
  expect(mismatch(found({ kind: 'client-credentials' }), builtIn)).toContain('its own');
});

test('the connection offered first is one of the guessed environment', () => {
  const all = [builtIn, wiseSandbox, production];
  expect(fittingConnection([found({ environment: 'production' })], all, builtIn)).toBe(production);
  expect(fittingConnection([found()], all, builtIn)).toBe(builtIn);
  expect(fittingConnection([found({ environment: 'custom' })], all, builtIn)).toBe(builtIn);
});
