import { DAY_MS } from '../../shared/days.ts';
import type { WiseTransfer } from '../wise/transfers.ts';
import { activityPages } from './activity-pages.ts';
import type { Ask } from './ask.ts';
import type { Owner } from './waiting.ts';

const MOST_PAGES = 20;

/** Names of payees by transfer id, as the list of activities has them: one call tells a hundred. Without that list there are none. */
export async function fetchNames(ask: Ask, { id: profileId }: Owner, transfers: readonly WiseTransfer[], known: ReadonlyMap<number, string>): Promise<Map<number, string>> {
  const wanted = new Set(transfers.filter(({ id }) => !known.has(id)).map(({ id }) => id));
  const found = new Map<number, string>();
  const since = oldest(transfers.filter(({ id }) => wanted.has(id)));
  if (wanted.size === 0) return found;
  for await (const page of activityPages(ask, profileId, { type: 'TRANSFER', ...(since === undefined ? {} : { since }) }, MOST_PAGES)) {
    if ('error' in page) break;
    for (const { resourceId, title } of page.value) {
      if (title !== undefined && wanted.delete(Number(resourceId))) found.set(Number(resourceId), title);
    }
    if (wanted.size === 0) break;
  }
  return found;
}

/** A day before the oldest was made; undefined where that is not known of all. */
function oldest(transfers: readonly WiseTransfer[]): string | undefined {
  const times = transfers.map(({ created }) => (created === undefined ? Number.NaN : Date.parse(created)));
  const first = times.reduce((one, other) => Math.min(one, other), Infinity);
  return Number.isFinite(first) ? new Date(first - DAY_MS).toISOString() : undefined;
}
