import { expect, test } from 'vitest';
import { ROTATION_STEPS } from '../../../shared/model/views.ts';
import { builtIn, inDays, makeKey } from '../../testing/fixtures.ts';
import { day } from '../../lib/dates.ts';
import { makeRotation } from '../../testing/rotations.ts';
import { manyTitle, shownStep, standing, stepsToDo, stepWords, taskSteps } from './words.ts';

const NOW = Date.now();
const old = makeKey({ id: '663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71', state: 'expiring', endsIn: 12 });
const at = (step: Parameters<typeof makeRotation>[2]) => makeRotation(old, builtIn, step, 'b3748150-aa4a-4ff0-a9f8-cd99f5fbad71');

test('each step has a title and a button of its own', () => {
  const words = ROTATION_STEPS.map((step) => stepWords(at(step), 'built-in', NOW));
  expect(new Set(words.map(({ title }) => title)).size).toBe(6);
  expect(words.map(({ action }) => action)).toEqual(['Make the successor', 'Upload to Wise', 'Prove it', 'Switch to b3748150', 'Back to keys', 'Retire key 663a0e44']);
});

const title = (oldEnds: string) => stepWords(at('overlap'), 'built-in', NOW, oldEnds).title;

test('the old key’s own end bounds the overlap', () => {
  expect(title(inDays(-3))).toBe('Key 663a0e44 has ended already');
  expect(title(inDays(3))).toBe(`Both keys work until ${day(inDays(3))}`);
  expect(title(inDays(90))).toBe(`Both keys work until ${day(inDays(12))}`);
});

test('an upload to production says so', () => {
  expect(stepWords(at('upload'), 'production', NOW).action).toBe('Upload to production');
});

test('an overlap that is over is no step of its own: the button that retires ends it first', () => {
  const waiting = at('overlap');
  expect([shownStep(waiting, NOW), stepsToDo(waiting, NOW)]).toEqual(['overlap', ['overlap']]);
  const over = { ...waiting, overlapEndsAt: inDays(-1) };
  expect([shownStep(over, NOW), stepsToDo(over, NOW)]).toEqual(['retire', ['overlap', 'retire']]);
  expect(stepWords(over, 'built-in', NOW).action).toBe('Retire key 663a0e44');
  expect(stepsToDo(at(undefined), NOW)).toEqual([]);
});

test('a step that is done says what it found, one to come what it is for', () => {
  const steps = taskSteps(at('upload'));
  expect(steps[0]?.hint).toContain('Made key b3748150');
  expect(steps[1]?.hint).toBe('Wise gets the public half');
});

test('a list says where each stands', () => {
  expect(standing(at('upload'), NOW)).toBe('Next: upload the successor');
  expect(standing(at('overlap'), NOW)).toMatch(/^Both keys work until /);
  expect(standing(at(undefined), NOW)).toBe('Done');
});

test('the title counts what ends before what is under way', () => {
  expect([manyTitle(1, 4, 30), manyTitle(3, 0, 90), manyTitle(0, 1, 30), manyTitle(0, 2, 30), manyTitle(0, 0, 60)]).toEqual(['One key ends within 30 days', '3 keys end within 90 days', 'One rotation under way', '2 rotations under way', 'Nothing ends within 60 days']);
});
