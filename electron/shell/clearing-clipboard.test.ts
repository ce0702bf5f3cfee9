import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ClearingClipboard, CLEAR_AFTER_MS } from './clearing-clipboard.ts';
import type { Clipboard } from './port.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

function system(readable = true) {
  const state = { text: 'before' };
  const clipboard: Clipboard = {
    write: async (text) => { state.text = text; },
    read: async () => (readable ? state.text : undefined),
  };
  return { state, clipboard: new ClearingClipboard(clipboard) };
}

it('clears sensitive text after 30 seconds, not before', async () => {
  const { state, clipboard } = system();
  await clipboard.copy('recovery code', true);
  await vi.advanceTimersByTimeAsync(CLEAR_AFTER_MS - 1);
  expect(state.text).toBe('recovery code');
  await vi.advanceTimersByTimeAsync(1);
  expect(state.text).toBe('');
});

it('clears at once when told so (lock, quit)', async () => {
  const { state, clipboard } = system();
  await clipboard.copy('recovery code', true);
  await clipboard.clear();
  expect(state.text).toBe('');
});

it('clears even where the clipboard cannot be read', async () => {
  const { state, clipboard } = system(false);
  await clipboard.copy('recovery code', true);
  await clipboard.clear();
  expect(state.text).toBe('');
});

it('leaves alone what somebody else copied since', async () => {
  const { state, clipboard } = system();
  await clipboard.copy('recovery code', true);
  state.text = 'a shopping list';
  await vi.advanceTimersByTimeAsync(CLEAR_AFTER_MS);
  expect(state.text).toBe('a shopping list');
});

it('leaves text that is not sensitive', async () => {
  const { state, clipboard } = system();
  await clipboard.copy('secret', true);
  await clipboard.copy('a key id', false);
  await vi.advanceTimersByTimeAsync(CLEAR_AFTER_MS * 2);
  await clipboard.clear();
  expect(state.text).toBe('a key id');
});
