import { expect, test } from 'vitest';
import { applyInput, DigitEntry } from './digit-entry.ts';

test('only digits are taken, as many as there is room for', () => {
  const entry = new DigitEntry(4);
  for (const typed of ['1', 'x', '2', ' ', '3']) applyInput(entry, 'insertText', typed, false);
  expect([entry.copy(), entry.isWhole]).toEqual([[1, 2, 3], false]);
  applyInput(entry, 'insertText', '45', false);
  expect([entry.copy(), entry.isWhole]).toEqual([[1, 2, 3, 4], true]);
});

test('what is pasted is the whole of it; what is typed over a selection takes its place', () => {
  const entry = new DigitEntry(6);
  applyInput(entry, 'insertText', '9', false);
  applyInput(entry, 'insertFromPaste', ' 111-222 ', false);
  expect(entry.copy()).toEqual([1, 1, 1, 2, 2, 2]);
  applyInput(entry, 'insertText', '7', true);
  expect(entry.copy()).toEqual([7]);
});

test('backspace takes the last, any other removal all; undo, redo and the rest do nothing', () => {
  const entry = new DigitEntry(4);
  applyInput(entry, 'insertText', '123', false);
  applyInput(entry, 'deleteContentBackward', null, false);
  expect(entry.copy()).toEqual([1, 2]);
  for (const type of ['historyUndo', 'formatBold', 'insertLineBreak']) applyInput(entry, type, null, false);
  expect(entry.copy()).toEqual([1, 2]);
  applyInput(entry, 'deleteByCut', null, true);
  expect(entry.count).toBe(0);
});

test('wiped, nothing of it is left; a copy is apart from it', () => {
  const entry = new DigitEntry(4);
  entry.put([5, 6, 7, 8]);
  expect([entry.matches([5, 6, 7, 8]), entry.matches([5, 6, 7]), entry.matches([5, 6, 7, 9])]).toEqual([true, false, false]);
  const copy = entry.copy();
  entry.wipe();
  expect([entry.count, entry.matches([]), copy]).toEqual([0, true, [5, 6, 7, 8]]);
  entry.insert('1');
  expect(entry.copy()).toEqual([1]);
});
