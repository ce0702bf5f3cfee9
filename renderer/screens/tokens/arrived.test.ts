import { expect, test } from 'vitest';
import { builtIn, production } from '../../testing/fixtures.ts';
import { makeConsent, makeToken } from '../../testing/tokens.ts';
import { arrivedToken, asTheyAre } from './arrived.ts';

test('a new token of the connection is the one that came', () => {
  const old = makeToken();
  const made = makeToken({ madeIn: 0 });
  const elsewhere = makeToken({ over: production });
  expect(arrivedToken(makeConsent(builtIn), asTheyAre([old]), [elsewhere, old, made])).toBe(made);
  expect(arrivedToken(makeConsent(builtIn), asTheyAre([old]), [old])).toBeUndefined();
});

test('one that was to be renewed came once something happened to it', () => {
  const old = makeToken({ state: 'refused' });
  const consent = makeConsent(builtIn, { tokenId: old.id });
  expect(arrivedToken(consent, asTheyAre([old]), [old])).toBeUndefined();
  const renewed = { ...old, lastEventAt: new Date().toISOString() };
  expect(arrivedToken(consent, asTheyAre([old]), [renewed])).toBe(renewed);
});
