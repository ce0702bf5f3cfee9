import type { ExpiryItem } from '../../../shared/model/expiry.ts';
import { standingOf } from '../expiry/words.ts';

/** What ends next; what is covered comes after all that matters. What has ended is told under what needs somebody. `items` are soonest first. */
export function endingNext(items: readonly ExpiryItem[], now: number, most: number): ExpiryItem[] {
  const coming = items.filter((item) => Date.parse(item.endsAt) > now);
  const isCovered = (item: ExpiryItem) => standingOf(item, now) === 'covered';
  return [...coming.filter((item) => !isCovered(item)), ...coming.filter(isCovered)].slice(0, most);
}

/** When the first thing ends that matters (ISO 8601); undefined when nothing does. */
export function soonestEnd(items: readonly ExpiryItem[], now: number): string | undefined {
  return items.find((item) => !item.isCovered && Date.parse(item.endsAt) > now)?.endsAt;
}
