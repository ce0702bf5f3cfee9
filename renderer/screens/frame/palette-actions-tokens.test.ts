import { expect, test } from 'vitest';
import { builtIn } from '../../testing/fixtures.ts';
import { makeToken } from '../../testing/tokens.ts';
import { tokenEntries } from './palette-actions-tokens.ts';
import { paletteEntries } from './palette-actions.ts';

const labels = (...tokens: ReturnType<typeof makeToken>[]) => tokenEntries(tokens).map((entry) => entry.label);

test('a user token can be opened and refreshed, a personal one only opened', () => {
  expect(labels(makeToken({ label: 'Ledger' }))).toEqual(['Open token Ledger', 'Refresh token Ledger']);
  expect(labels(makeToken({ label: 'Script', kind: 'personal' }))).toEqual(['Open token Script']);
  expect(labels(makeToken({ kind: 'application' }))).toEqual(['Open token Application token']);
});

test('one that Wise refuses is asked for anew, for that very token', () => {
  const refused = makeToken({ label: 'Payroll', state: 'refused' });
  expect(tokenEntries([refused]).map(({ deed }) => deed)).toContainEqual({ do: 'go', to: { screen: 'tokens', consenting: true, tokenId: refused.id } });
  expect(labels(refused)).not.toContain('Refresh token Payroll');
});

test('tokens, consent, import, users and the migration are found from the start', () => {
  const all = paletteEntries([], [builtIn]).map((entry) => entry.label);
  expect(all).toEqual(expect.arrayContaining(['Add a personal token', 'Ask for consent', 'Import tokens', 'Tokens', 'Users', 'Move to OAuth with mTLS']));
  const token = makeToken({ label: 'Ledger' });
  expect(paletteEntries([], [builtIn], [], [], [token]).map((entry) => entry.id)).toContain(`refresh-token-${token.id}`);
});
