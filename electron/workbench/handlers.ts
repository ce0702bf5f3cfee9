import type { HandlersOf } from '../handlers.ts';
import { linkTo } from '../link-to.ts';
import type { Services } from '../services.ts';
import { composeToken } from './compose.ts';
import { openToken } from './open.ts';

export function workbenchHandlers(services: Services): HandlersOf<'workbench'> {
  const deps = { ...services, linkTo: (connectionId: string) => linkTo(services, connectionId) };
  return {
    'workbench.open': (request) => openToken(deps, request),
    'workbench.compose': (request) => composeToken(deps, request),
  };
}
