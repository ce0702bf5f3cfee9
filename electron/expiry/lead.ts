import { DAY_MS } from '../../shared/days.ts';
import type { ExpiryItem } from '../../shared/model/expiry.ts';
import type { VaultSettings } from '../../shared/model/views.ts';
import type { VaultBody } from '../vault/body.ts';

const OF_KIND: Record<ExpiryItem['kind'], 'keyLeadDays' | 'certificateLeadDays' | 'tokenLeadDays'> = {
  certificate: 'certificateLeadDays',
  'signing-key': 'keyLeadDays',
  'encryption-key': 'keyLeadDays',
  token: 'tokenLeadDays',
};

/** Days before its end from which something needs somebody: its own lead time, else that of its kind. `id`: absent for what is not in the vault. */
export function leadOf({ leadDays, settings }: { leadDays: VaultBody['leadDays']; settings: VaultSettings }, kind: ExpiryItem['kind'], id: string | undefined): Pick<ExpiryItem, 'leadDays' | 'hasOwnLead'> {
  const own = id === undefined ? undefined : leadDays[id];
  return own === undefined ? { leadDays: settings[OF_KIND[kind]], hasOwnLead: false } : { leadDays: own, hasOwnLead: true };
}

/** By its end and lead time alone; whether anything stops by it is another matter. */
export function stateAt({ endsAt, leadDays }: Pick<ExpiryItem, 'endsAt' | 'leadDays'>, now: number): ExpiryItem['state'] {
  const left = Date.parse(endsAt) - now;
  if (left <= 0) return 'ended';
  return left <= leadDays * DAY_MS ? 'due' : 'ok';
}
