import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ClearingClipboard, CLEAR_AFTER_MS } from './clearing-clipboard.ts';
import type { Clipboard } from './port.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

function system(readable = true) {
  const state = { text: 'before', refused: false };
  const clipboard: Clipboard = {
    write: async (text) => {
      await Promise.resolve();
      if (state.refused) throw new Error('refused');
      state.text = text;
    },
    read: async () => (readable ? state.text : undefined),
  };
  const refuse = (refused = true): void => { state.refused = refused; };
  return { state, refuse, clipboard: new ClearingClipboard(clipboard) };
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

it('a lock while the text is still being copied clears it all the same', async () => {
  const { state, clipboard } = system();
  const copying = clipboard.copy('recovery code', true);
  await Promise.all([copying, clipboard.clear()]);
  expect(state.text).toBe('');
});

it('a refused copy leaves what is there to be cleared', async () => {
  const { state, clipboard, refuse } = system();
  await clipboard.copy('recovery code', true);
  refuse();
  await expect(clipboard.copy('another', true)).rejects.toThrow('refused');
  refuse(false);
  await vi.advanceTimersByTimeAsync(CLEAR_AFTER_MS);
  expect(state.text).toBe('');
});

it('a clipboard that hangs does not hold up whoever clears it', async () => {
  const clipboard = new ClearingClipboard({ write: async () => undefined, read: () => new Promise(() => undefined) });
  await clipboard.copy('recovery code', true);
  const clearing = clipboard.clear();
  await vi.advanceTimersByTimeAsync(CLEAR_AFTER_MS);
  await expect(clearing).resolves.toBeUndefined();
});
