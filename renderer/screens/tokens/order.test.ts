import { expect, test } from 'vitest';
import { production } from '../../testing/fixtures.ts';
import { makeToken, overseas } from '../../testing/tokens.ts';
import { filterTokens, searchTokens, sortTokens } from './order.ts';

const ledger = makeToken({ label: 'Ledger', over: production });
const payroll = makeToken({ label: 'Payroll', state: 'refused', profiles: [overseas] });
const script = makeToken({ label: 'A script', kind: 'personal' });
const all = [script, ledger, payroll];
const labels = (tokens: readonly { label: string }[]) => tokens.map(({ label }) => label);

test('what needs somebody stands first, what has no end last', () => {
  expect(labels(sortTokens(all, { by: 'state', down: false }))).toEqual(['Payroll', 'Ledger', 'A script']);
  expect(labels(sortTokens(all, { by: 'state', down: true }))).toEqual(['A script', 'Ledger', 'Payroll']);
  expect(labels(sortTokens(all, { by: 'label', down: false }))).toEqual(['A script', 'Ledger', 'Payroll']);
});

test('the search finds profiles, environments, states and the last four characters', () => {
  expect(labels(searchTokens(all, 'pacific'))).toEqual(['Payroll']);
  expect(labels(searchTokens(all, 'production live'))).toEqual(['Ledger']);
  expect(labels(searchTokens(all, '41FA'))).toEqual(['A script']);
  expect(searchTokens(all, ' ')).toBe(all);
});

test('kinds are told apart', () => {
  expect(labels(filterTokens(all, 'personal'))).toEqual(['A script']);
  expect(filterTokens(all, 'application')).toEqual([]);
});
