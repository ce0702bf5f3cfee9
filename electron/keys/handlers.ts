import { PortcullisError } from '../../shared/errors.ts';
import type { HandlersOf } from '../handlers.ts';
import { linkTo } from '../link-to.ts';
import type { Services } from '../services.ts';
import { publicMaterial } from './copy-public.ts';
import { createKey } from './create.ts';
import { listKeys } from './summary.ts';
import { uploadKey } from './upload.ts';

export function keyHandlers(services: Services): HandlersOf<'keys'> {
  return {
    'keys.list': async () => listKeys(services),
    'keys.create': (input) => createKey(services, input),
    'keys.upload': async ({ keyId, connectionId }) => uploadKey(services, await linkTo(services, connectionId), keyId),
    'keys.copyPublic': async (input) => {
      await services.clipboard.copy(await publicMaterial(services, input), false);
      return {};
    },
    'keys.rename': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
    'keys.retire': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
    'keys.inspect': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
    'keys.import': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
    'keys.discardImport': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
    'keys.exportPrivate': () => Promise.reject(new PortcullisError('INTERNAL', { reason: 'TODO' })),
  };
}
