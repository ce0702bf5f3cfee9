import { expect, test } from 'vitest';
import { production } from '../../testing/fixtures.ts';
import { makeToken } from '../../testing/tokens.ts';
import { tokensFor, tokenText } from './token-text.ts';

test('a token is told by label, kind and its last four; one that is over says so', () => {
  expect(tokenText(makeToken({ label: 'Ledger' }))).toBe('Ledger, user token …b7d2');
  expect(tokenText({ ...makeToken({ kind: 'personal', state: 'refused' }), label: '' })).toBe('personal token …41fa (refused by Wise)');
  const { tail: _, ...untested } = makeToken({ label: 'Imported' });
  expect(tokenText(untested)).toBe('Imported, user token');
});

test('a connection is offered its own tokens, and none of the application', () => {
  const own = makeToken({ over: production });
  const offered = tokensFor([makeToken(), own, makeToken({ kind: 'application', over: production })], production.id);
  expect(offered).toEqual([own]);
});
