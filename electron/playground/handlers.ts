import type { HandlersOf } from '../handlers.ts';
import { linkTo } from '../link-to.ts';
import type { Services } from '../services.ts';
import { runPlayground } from './run.ts';
import { snippetFor } from './snippet.ts';

export function playgroundHandlers(services: Services): HandlersOf<'playground'> {
  return {
    'playground.run': async ({ connectionId, ...input }) => runPlayground(services, await linkTo(services, connectionId), input),
    'playground.snippet': async ({ connectionId, ...input }) => snippetFor(services, await linkTo(services, connectionId), input),
  };
}
