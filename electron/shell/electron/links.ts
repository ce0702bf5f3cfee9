import { isPortcullisLink } from '../../links/scheme.ts';
import type { ElectronCalls } from './calls.ts';

type Listener = (url: string) => void;

/** Links as Electron gets them: `open-url` on macOS, the command line of a second start elsewhere. The newest that came before anybody listened is kept. */
export function electronLinks({ app }: Pick<ElectronCalls, 'app'>): { on(listener: Listener): () => void } {
  const listeners = new Set<Listener>();
  let early: string | undefined;
  const take = (url: string | undefined) => {
    if (url === undefined) return;
    if (listeners.size === 0) early = url;
    for (const listener of listeners) listener(url);
  };
  app.on('open-url', (event, url) => {
    event.preventDefault();
    take(url);
  });
  app.on('second-instance', (_event, argv) => take(argv.find(isPortcullisLink)));
  return {
    on(listener) {
      listeners.add(listener);
      const url = early;
      early = undefined;
      if (url !== undefined) listener(url);
      return () => void listeners.delete(listener);
    },
  };
}
