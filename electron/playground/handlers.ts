import { PortcullisError } from '../../shared/errors.ts';
import type { HandlersOf } from '../handlers.ts';
import { linkTo } from '../link-to.ts';
import type { Services } from '../services.ts';
import { runJws } from './run-jws.ts';

export function playgroundHandlers(services: Services): HandlersOf<'playground'> {
  return {
    'playground.run': async ({ connectionId, signingKeyId, message }) => runJws(services, await linkTo(services, connectionId), { keyId: signingKeyId ?? '', message }),
    'playground.snippet': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
  };
}
