import type { ExpiryItem } from '../../../shared/model/expiry.ts';
import { day } from '../../lib/dates.ts';
import { countWord, monthOf } from '../expiry/words.ts';
import { soonestEnd } from './ending-next.ts';
import type { Need } from './needs.ts';

const ONE: Record<Need['kind'], string> = {
  expired: 'One key has ended',
  expiring: 'One key ends soon',
  upload: 'One key needs uploading',
  try: 'One key waits for its first call',
  rotation: 'One rotation waits for you',
  'no-key': 'This connection has no key yet',
  'certificate-ended': 'One certificate has ended',
  'certificate-ending': 'One certificate ends soon',
  certificate: 'One certificate waits for you',
  token: 'One token needs you',
  approval: 'Approvals wait for you',
  'lost-answer': 'An answer of Wise was lost',
};

type State = {
  /** There is neither a key nor a certificate. */
  isEmpty: boolean;
  /** Everything that ends, soonest first. */
  items: readonly ExpiryItem[];
  needs: readonly Need[];
  /** Calls do not get through. */
  isBroken: boolean;
};

/** The state of everything in one line: what needs somebody, or until when nothing does. */
export function overviewTitle({ isEmpty, items, needs, isBroken }: State, now: number): string {
  if (isEmpty) return isBroken ? 'Calls do not get through to Wise' : 'Start with a signing key';
  const count = needs.length + Number(isBroken);
  if (count === 1) return isBroken ? 'Calls do not get through to Wise' : ONE[needs[0]!.kind];
  if (count > 1) return `${countWord(count)} things need you`;
  const end = soonestEnd(items, now);
  return end ? `Nothing ends before ${monthOf(end, now)}` : 'Nothing in use is going to end';
}

/** The line under the title: how long everything holds that is not already on the list. */
export function overviewLead({ isEmpty, items, needs, isBroken }: State, now: number): string {
  if (isEmpty) return 'You keep the private half here; Wise gets the public half. Three steps, about a minute.';
  const listed = new Set(needs.flatMap((need) => [need.keyId, need.certificateId, need.tokenId]));
  const end = soonestEnd(items.filter((item) => !listed.has(item.id)), now);
  if (needs.length === 0 && !isBroken) return end ? `Nothing needs you. The next end is on ${day(end)}.` : 'Nothing needs you.';
  return end ? `Everything else holds until ${day(end)}.` : 'Nothing else needs you.';
}
