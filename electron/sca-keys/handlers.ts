import type { HandlersOf } from '../handlers.ts';
import type { Services } from '../services.ts';
import { copyScaPublic, listScaKeys, makeScaKey, removeScaKey } from './keep.ts';

export function scaKeyHandlers(services: Services): HandlersOf<'scaKeys'> {
  return {
    'scaKeys.list': async () => listScaKeys(services),
    'scaKeys.make': (input) => makeScaKey(services, input),
    // Its parsers are loaded when first needed.
    'scaKeys.import': async (input) => (await import('./import.ts')).importScaKey(services, input),
    'scaKeys.copyPublic': async ({ id }) => {
      await copyScaPublic(services, id);
      return {};
    },
    'scaKeys.remove': async ({ id }) => {
      await removeScaKey(services, id);
      return {};
    },
  };
}
