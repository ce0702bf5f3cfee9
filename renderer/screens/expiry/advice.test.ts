import { expect, test } from 'vitest';
import type { KeySummary } from '../../../shared/model/views.ts';
import { makeCertificate } from '../../testing/certificates.ts';
import { makeItem } from '../../testing/expiry-items.ts';
import { builtIn, makeKey } from '../../testing/fixtures.ts';
import { makeRotation } from '../../testing/rotations.ts';
import { adviceFor, homeOf, remedyFor, type Known } from './advice.ts';

const NOTHING: Known = { keys: [], rotations: [], certificates: [] };
const says = (item: ReturnType<typeof makeItem>) => adviceFor(item, Date.now());
const ofKey = (key: KeySummary, known: Partial<Known> = {}) => remedyFor(makeItem({ id: key.id, kind: 'signing-key' }), { ...NOTHING, keys: [key], ...known });

test('a key that Wise has is rotated, or its rotation is gone on with', () => {
  const key = makeKey({ state: 'expiring', endsIn: 20 });
  expect(ofKey(key)).toMatchObject({ name: 'Rotate key', rotate: [{ connectionId: builtIn.id }] });
  const rotation = makeRotation(key, builtIn, 'prove');
  expect(ofKey(key, { rotations: [rotation] })).toEqual({ name: 'Go on rotating', to: { screen: 'rotation', id: rotation.id } });
});

test('an ended key that Wise never had is made anew; for one that stops nothing there is nothing to do', () => {
  const never = { ...makeKey({ state: 'expired', endsIn: -2 }), inUseBy: [], uploadedTo: [] };
  expect(ofKey(never)).toMatchObject({ name: 'Make another', to: { likeKeyId: never.id } });
  expect([ofKey(makeKey({ state: 'made' })), ofKey(makeKey({ state: 'replaced' })), remedyFor(makeItem(), NOTHING)]).toEqual([undefined, undefined, undefined]);
});

test('a certificate is rotated by a new request, or the one under way is gone on with', () => {
  const old = makeCertificate({ state: 'expiring', endsIn: 12 });
  const item = makeItem({ id: old.id, kind: 'certificate', endsIn: 12 });
  expect(remedyFor(item, { ...NOTHING, certificates: [old] })).toEqual({ name: 'Rotate certificate', to: { screen: 'new-certificate', replaces: old.id } });
  const next = makeCertificate({ state: 'requested', replaces: old.id });
  expect(remedyFor(item, { ...NOTHING, certificates: [old, next] })).toEqual({ name: 'Go on rotating', to: { screen: 'new-certificate', certificateId: next.id } });
  expect(remedyFor({ ...item, isCovered: true }, { ...NOTHING, certificates: [old] })).toBeUndefined();
  const issued = makeCertificate({ state: 'issued' });
  expect(remedyFor(makeItem({ id: issued.id, kind: 'certificate' }), { ...NOTHING, certificates: [issued] })).toEqual({ name: 'Go on', to: { screen: 'new-certificate', certificateId: issued.id } });
});

test('an application token needs nobody', () => {
  const token = makeItem({ id: `token-${builtIn.id}`, kind: 'token', isCovered: true, endsIn: 0.5 });
  expect([remedyFor(token, NOTHING), homeOf(token).to]).toEqual([undefined, { screen: 'tokens', tokenId: `application-${builtIn.id}` }]);
  expect(adviceFor(token, Date.now())).toMatchObject({ tone: 'plain', says: expect.stringContaining('by itself') });
});

test('a token of the vault is opened, and renewed by consent or a new one', () => {
  const token = makeItem({ kind: 'token', endsIn: 3 });
  expect(homeOf(token).to).toEqual({ screen: 'tokens', tokenId: token.id });
  expect(adviceFor(token, Date.now())).toMatchObject({ tone: 'warn', says: expect.stringContaining('consent anew') });
  expect(adviceFor({ ...token, isCovered: true }, Date.now())).toMatchObject({ tone: 'plain' });
  expect(adviceFor(makeItem({ kind: 'token', endsIn: 300 }), Date.now())).toMatchObject({ tone: 'ok' });
});

test('each standing is told in its own words', () => {
  expect(says(makeItem({ endsIn: 200, leadDays: 1 }))).toEqual({ tone: 'ok', says: 'Nothing to do yet. It asks for you 1 day before its end.' });
  expect(says(makeItem({ endsIn: 3 }))).toMatchObject({ tone: 'warn', says: expect.stringMatching(/^It ends on .* UTC\. Rotate it now/) });
  expect(says(makeItem({ endsIn: -3 }))).toMatchObject({ tone: 'bad', says: expect.stringMatching(/^It ended on/) });
  expect(says(makeItem({ isCovered: true, connectionNames: [] })).says).toBe('Wise does not have this key, so nothing stops when it ends.');
  expect(says(makeItem({ isCovered: true, kind: 'certificate' })).says).toContain('Another is used in its place');
});
