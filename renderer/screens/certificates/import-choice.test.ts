import { expect, test } from 'vitest';
import { certificatesIn } from '../../testing/certificate-imports.ts';
import { choiceOf, firstName, verdictOf } from './import-choice.ts';

const view = (text: string, fileName?: string) => ({ importId: crypto.randomUUID(), ...certificatesIn(text, fileName) });

test('the first that fits is taken, unless another that fits is chosen', () => {
  expect(choiceOf(view('pem'), undefined)?.index).toBe(0);
  expect(choiceOf(view('two'), 1)?.index).toBe(0);
  expect(choiceOf(view('cert'), 0)).toBeUndefined();
  expect(choiceOf(undefined, 0)).toBeUndefined();
});

test('one that is known already is not imported again', () => {
  const known = view('pem');
  const identities = known.identities.map((one) => ({ ...one, knownAs: crypto.randomUUID() }));
  expect(choiceOf({ ...known, identities }, 0)).toBeUndefined();
  expect(verdictOf(identities[0]!).word).toBe('already here');
});

test.each([
  ['pem', 'fits Wise'],
  ['cert', 'key missing'],
  ['mismatch', 'does not fit'],
])('%s: %s', (text, word) => {
  expect(verdictOf(view(text).identities[0]!).word).toBe(word);
});

test('the name is that of the file without its ending', () => {
  expect(firstName(view('pem', 'acme.client.p12'))).toBe('acme.client');
  expect(firstName(view('pem'))).toBe('');
});
