import { contextBridge, ipcRenderer } from 'electron';
import { CALL_CHANNEL, CHANGED_CHANNEL, type Api } from '../shared/ipc/api.ts';
import type { Method, Topic } from '../shared/ipc/contract.ts';

declare global {
  /** The contract's method names, put in at build time so that no schema is bundled into the preload. */
  const __METHODS__: readonly Method[];
}

function onChanged(listener: (topics: Topic[]) => void): () => void {
  // The event itself stays here: it would hand the page Electron's own objects.
  const forward = (_event: unknown, topics: Topic[]): void => listener(topics);
  ipcRenderer.on(CHANGED_CHANNEL, forward);
  return () => {
    ipcRenderer.removeListener(CHANGED_CHANNEL, forward);
  };
}

const calls = __METHODS__.map((method) => [method, (input: unknown) => ipcRenderer.invoke(CALL_CHANNEL, method, input)] as const);

contextBridge.exposeInMainWorld('portcullis', { ...Object.fromEntries(calls), onChanged } as Api);
