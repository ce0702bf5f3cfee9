import type { HandlersOf } from '../handlers.ts';
import { linkTo } from '../link-to.ts';
import type { Services } from '../services.ts';
import { publicMaterial } from './copy-public.ts';
import { createKey } from './create.ts';
import { exportPrivate } from './export-private.ts';
import { renameKey } from './rename.ts';
import { retireKey } from './retire.ts';
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
    'keys.rename': async (input) => {
      await renameKey(services, input);
      return {};
    },
    'keys.retire': async ({ keyId }) => {
      await retireKey(services, keyId);
      return {};
    },
    'keys.inspect': async (input) => (await import('./import/inspect.ts')).inspectImport(services, input),
    'keys.import': async (input) => (await import('./import/import-key.ts')).importKey(services, input),
    'keys.discardImport': async ({ importId }) => {
      services.imports.drop(importId);
      return {};
    },
    'keys.exportPrivate': (input) => exportPrivate(services, input),
  };
}
