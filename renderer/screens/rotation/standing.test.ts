import { expect, test } from 'vitest';
import { builtIn, inDays, makeKey, production } from '../../testing/fixtures.ts';
import { makeRotation } from '../../testing/rotations.ts';
import { endingWithin, isDue, isWaiting, rotationOf, rotationTargets, stepNumber, usedSinceSwitch } from './standing.ts';

const NOW = Date.now();
const soon = { ...makeKey({ label: 'soon', state: 'expiring', endsIn: 12 }), lastUsedAt: inDays(-5) };
const later = makeKey({ label: 'later', state: 'active', endsIn: 50 });
const ended = makeKey({ label: 'ended', state: 'expired', endsIn: -3 });
const labels = (...args: Parameters<typeof endingWithin>) => endingWithin(...args).map(({ key }) => key.label);

test('what ends within the days asked for comes soonest first, an ended key that is still used before all', () => {
  const all = [later, soon, ended, makeKey({ state: 'active', endsIn: 200 })];
  expect(labels(30, all, [], NOW)).toEqual(['ended', 'soon']);
  expect(labels(60, all, [], NOW)).toEqual(['ended', 'soon', 'later']);
});

test('an ended key with another in its place, a replaced and a retired one are left alone', () => {
  const keys = [{ ...ended, inUseBy: [] }, makeKey({ state: 'active' }), makeKey({ state: 'replaced', endsIn: 3 }), makeKey({ state: 'retired', endsIn: 3 }), makeKey({ state: 'made', endsIn: 3 })];
  expect(endingWithin(30, keys, [], NOW)).toEqual([]);
});

test('an ended key is not forgotten where the connection has no other of its use', () => {
  const other = makeKey({ state: 'active', algorithm: 'RSA-OAEP-256' });
  expect(labels(30, [{ ...ended, inUseBy: [] }, other], [], NOW)).toEqual(['ended']);
});

test('a key that is being rotated over one connection is still asked about over the other', () => {
  const both = { ...soon, inUseBy: [{ connectionId: builtIn.id, connectionName: 'a' }, { connectionId: production.id, connectionName: 'b' }] };
  expect(endingWithin(30, [both], [makeRotation(both, builtIn, 'prove')], NOW).map((one) => one.connectionName)).toEqual(['b']);
  expect(endingWithin(30, [both], [makeRotation(both, builtIn, undefined)], NOW)).toHaveLength(2);
});

test('a key nothing uses is rotated where Wise has it', () => {
  expect(rotationTargets(makeKey({ state: 'uploaded' })).map((one) => one.connectionId)).toEqual([builtIn.id]);
});

test('a rotation is found by its old and its new key, until it is over', () => {
  const rotation = makeRotation(soon, builtIn, 'prove', later.id);
  expect(rotationOf(soon.id, [rotation])).toBe(rotation);
  expect(rotationOf(later.id, [rotation])).toBe(rotation);
  expect(rotationOf(soon.id, [{ ...rotation, outcome: 'rolled back' }])).toBeUndefined();
});

test('all steps are due at once but the overlap and the retirement', () => {
  for (const step of ['make', 'upload', 'prove', 'switch'] as const) expect(isDue(makeRotation(soon, builtIn, step), NOW, soon), step).toBe(true);
  const overlap = makeRotation(soon, builtIn, 'overlap');
  expect([isDue(overlap, NOW, soon), isWaiting(overlap, NOW)]).toEqual([false, true]);
  const over = { ...overlap, overlapEndsAt: inDays(-1) };
  expect([isDue(over, NOW, soon), isWaiting(over, NOW)]).toEqual([true, false]);
  expect(isDue({ ...overlap, overlapDays: 0, overlapEndsAt: inDays(0.0001) }, NOW, soon)).toBe(true);
  const retire = makeRotation(soon, builtIn, 'retire');
  expect([isDue(retire, NOW, soon), isDue({ ...retire, letterSent: true }, NOW, soon)]).toEqual([false, true]);
  expect(isDue({ ...retire, letterSent: true }, NOW, { ...soon, lastUsedAt: inDays(-0.5) })).toBe(false);
  expect(isDue(makeRotation(soon, builtIn, undefined), NOW, soon)).toBe(false);
});

test('a use of the old key after the switch is noticed, one before is not', () => {
  const rotation = makeRotation(soon, builtIn, 'retire');
  const usedAt = inDays(-0.5);
  expect(usedSinceSwitch(rotation, { ...soon, lastUsedAt: usedAt })).toBe(usedAt);
  expect(usedSinceSwitch(rotation, { ...soon, lastUsedAt: inDays(-5) })).toBeUndefined();
  expect(usedSinceSwitch(makeRotation(soon, builtIn, 'switch'), { ...soon, lastUsedAt: usedAt })).toBeUndefined();
  expect(usedSinceSwitch(rotation, undefined)).toBeUndefined();
});

test('steps are counted from one', () => {
  expect([stepNumber(makeRotation(soon, builtIn, 'make')), stepNumber(makeRotation(soon, builtIn, 'retire')), stepNumber(makeRotation(soon, builtIn, undefined))]).toEqual([1, 6, 7]);
});
