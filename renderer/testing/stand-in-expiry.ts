import type { Method } from '../../shared/ipc/contract.ts';
import { itemsOf } from './expiry-items.ts';
import type { World } from './scenarios.ts';
import { refuse, type Methods, type StandInTools } from './tools.ts';

type Area = Extract<Method, `expiry.${string}`>;

/** What ends, and lead times of single things. */
export function expiryMethods(world: World, { log, changed }: StandInTools): Pick<Methods, Area> {
  const own = new Map<string, number>();
  return {
    'expiry.list': () => itemsOf(world, own),
    'expiry.locked': () => itemsOf(world, own).filter((item) => !item.isCovered && item.kind !== 'token'),
    'expiry.setLead': ({ id, leadDays }) => {
      if (leadDays === null) own.delete(id);
      else own.set(id, leadDays);
      log('expiry.lead-changed', id.slice(0, 8), leadDays === null ? 'that of its kind again' : `${leadDays} days before its end`);
      changed('keys', 'certificates');
      return {};
    },
    'expiry.saveCalendar': () => {
      const events = itemsOf(world, own).filter((item) => item.state !== 'ended' && !item.isCovered).length;
      if (events === 0) refuse('CALENDAR_EMPTY');
      log('expiry.calendar-saved', 'calendar', `${events} events`);
      return { savedAs: '/home/someone/Documents/portcullis-expiry.ics', events };
    },
  };
}
