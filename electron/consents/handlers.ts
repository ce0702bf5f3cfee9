import { PortcullisError } from '../../shared/errors.ts';
import type { HandlersOf } from '../handlers.ts';
import type { Services } from '../services.ts';
import { tokenHandlers } from '../tokens/handlers.ts';
import { finishPasted } from './finish.ts';
import { cancelConsent, listConsents } from './list.ts';
import { reopenConsent, startConsent } from './start.ts';

export function consentHandlers(services: Services): HandlersOf<'consents'> {
  return {
    'consents.list': () => listConsents(services),
    'consents.start': (input) => startConsent(services, input),
    'consents.reopen': (input) => reopenConsent(services, input),
    'consents.finish': async (input) => {
      const tokenId = await finishPasted(services, input);
      const token = (await tokenHandlers(services)['tokens.list']({})).find(({ id }) => id === tokenId);
      if (!token) throw new PortcullisError('TOKEN_NOT_FOUND');
      return token;
    },
    'consents.cancel': (input) => cancelConsent(services, input),
  };
}
