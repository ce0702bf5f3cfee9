import { beforeEach, expect, test, vi } from 'vitest';
import { METHODS } from '../shared/ipc/contract.ts';

const exposed = new Map<string, Record<string, (argument: unknown) => unknown>>();
const invoke = vi.fn(async (...args: unknown[]) => args);
const listeners = new Map<string, Set<(...args: unknown[]) => void>>();

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: Record<string, (argument: unknown) => unknown>) => exposed.set(name, api) },
  ipcRenderer: {
    invoke,
    on: (channel: string, listener: () => void) => listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener)),
    removeListener: (channel: string, listener: () => void) => listeners.get(channel)?.delete(listener),
  },
}));

beforeEach(async () => {
  vi.stubGlobal('__METHODS__', METHODS);
  await import('./preload.ts');
});

test('exposes every method of the contract, onChanged, and nothing else', () => {
  expect([...exposed.keys()]).toEqual(['portcullis']);
  expect(Object.keys(exposed.get('portcullis') ?? {}).sort()).toEqual([...METHODS, 'onChanged'].sort());
});

test('a call goes out on the one channel with its method and only its first argument', async () => {
  const api = exposed.get('portcullis') ?? {};
  await api['vault.status']?.({});
  expect(invoke).toHaveBeenLastCalledWith('portcullis:call', 'vault.status', {});
});

test('onChanged hands on the topics without the event, until it is undone', () => {
  const seen: unknown[][] = [];
  const undo = exposed.get('portcullis')?.['onChanged']?.((...args: unknown[]) => seen.push(args)) as () => void;
  for (const listener of listeners.get('portcullis:changed') ?? []) listener({ sender: 'electron' }, ['keys']);
  undo();
  expect(seen).toEqual([[['keys']]]);
  expect(listeners.get('portcullis:changed')?.size).toBe(0);
});
