import { findConnection } from '../connections/resolve.ts';
import type { HandlersOf } from '../handlers.ts';
import type { Services } from '../services.ts';
import { findToken } from '../tokens/entry.ts';
import { summarizeToken } from '../tokens/summary.ts';
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
      const body = services.vault.read();
      const token = findToken(body, tokenId);
      return summarizeToken(token, findConnection(body, token.connectionId), { now: services.now() });
    },
    'consents.cancel': (input) => cancelConsent(services, input),
  };
}
