import type { KeySummary } from '../../../shared/model/views.ts';
import { day } from '../../lib/dates.ts';
import type { Need } from './needs.ts';

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
const ONE: Record<Need['kind'], string> = {
  expired: 'One key has ended',
  expiring: 'One key ends soon',
  upload: 'One key needs uploading',
  try: 'One key waits for its first call',
  rotation: 'One rotation waits for you',
  'no-key': 'This connection has no key yet',
};
const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });
const monthYearFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

function soonestEnd(keys: readonly KeySummary[]): string | undefined {
  return keys.filter((key) => key.state !== 'expired' && key.state !== 'retired').map((key) => key.validTill).toSorted()[0];
}

/** "March", or "March 2028" when that is not within the next eleven months. */
function monthOf(iso: string, now: number): string {
  const near = Date.parse(iso) - now < 330 * 86_400_000;
  return (near ? monthFormat : monthYearFormat).format(new Date(iso));
}

/** The state of everything in one line: what needs somebody, or until when nothing does. */
export function overviewTitle(keys: readonly KeySummary[], needs: readonly Need[], isBroken: boolean, now: number): string {
  if (keys.length === 0) return isBroken ? 'Calls do not get through to Wise' : 'Start with a signing key';
  const count = needs.length + Number(isBroken);
  if (count === 1) return isBroken ? 'Calls do not get through to Wise' : ONE[needs[0]!.kind];
  if (count > 1) return `${NUMBERS[count] ?? count.toLocaleString('en')} things need you`;
  const end = soonestEnd(keys);
  return end ? `Nothing ends before ${monthOf(end, now)}` : 'Every key has ended';
}

/** The line under the title: how long everything holds that is not already on the list. */
export function overviewLead(keys: readonly KeySummary[], needs: readonly Need[], isBroken: boolean): string {
  if (keys.length === 0) return 'You keep the private half here; Wise gets the public half. Three steps, about a minute.';
  const listed = new Set(needs.map((need) => need.keyId));
  const end = soonestEnd(keys.filter((key) => !listed.has(key.id)));
  if (needs.length === 0 && !isBroken) return end ? `Nothing needs you. The next key ends on ${day(end)}.` : 'Nothing needs you.';
  return end ? `Everything else holds until ${day(end)}.` : 'Nothing else needs you.';
}
