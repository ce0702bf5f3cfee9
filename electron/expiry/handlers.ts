import type { HandlersOf } from '../handlers.ts';
import type { Services } from '../services.ts';
import { listExpiry } from './list.ts';
import { setLead } from './set-lead.ts';

/** `expiry.locked` is among the core's handlers: it is asked before the unlock. */
export function expiryHandlers(services: Services): Omit<HandlersOf<'expiry'>, 'expiry.locked'> {
  return {
    'expiry.list': async () => listExpiry(services),
    'expiry.setLead': async (input) => {
      await setLead(services, input);
      return {};
    },
    'expiry.saveCalendar': async () => (await import('./calendar.ts')).saveCalendar(services),
  };
}
