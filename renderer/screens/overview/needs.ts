import type { KeySummary } from '../../../shared/model/views.ts';
import { relative } from '../../lib/dates.ts';
import { shortId } from '../../lib/ids.ts';
import type { Tone } from '../../components/pill.tsx';

/** Something a person has to do, and where. */
export type Need = {
  kind: 'expired' | 'expiring' | 'upload' | 'try';
  keyId: string;
  title: string;
  says: string;
  pill: string;
  tone: Tone;
  action: string;
};

type Told = Pick<Need, 'kind' | 'says' | 'tone' | 'action'>;

const TOLD: Partial<Record<KeySummary['state'], Told>> = {
  expired: { kind: 'expired', says: 'Wise refuses it. Make a new one and upload it.', tone: 'bad', action: 'Replace' },
  expiring: { kind: 'expiring', says: 'Make a new one and upload it; both work until the old one ends, so nothing stops.', tone: 'warn', action: 'Replace' },
  made: { kind: 'upload', says: 'Made here; Wise does not have its public half yet.', tone: 'plain', action: 'Upload' },
  uploaded: { kind: 'try', says: 'Wise has it; no call with it has been verified yet.', tone: 'plain', action: 'Try it' },
};

const URGENCY = ['expired', 'expiring', 'made', 'uploaded'];

/** An ended key needs nobody once another of its label and use has taken its place. */
function isReplaced(key: KeySummary, keys: readonly KeySummary[]): boolean {
  return keys.some((other) => other.use === key.use && other.label === key.label && other.state !== 'expired');
}

function pill(key: KeySummary, now: number): string {
  if (key.state === 'expired') return `ended ${relative(key.validTill, now)}`;
  if (key.state === 'expiring') return `ends ${relative(key.validTill, now)}`;
  return key.state === 'made' ? 'not uploaded' : 'not tried';
}

/** What needs a person, most pressing first. An encryption key cannot be tried in this version, so it is not asked for. */
export function findNeeds(keys: readonly KeySummary[], now: number): Need[] {
  const pressing = keys.filter((key) => TOLD[key.state] && !(key.state === 'expired' && isReplaced(key, keys)) && !(key.state === 'uploaded' && key.use === 'encryption'));
  const ordered = pressing.toSorted((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state) || a.validTill.localeCompare(b.validTill));
  return ordered.map((key) => ({
    ...TOLD[key.state]!,
    keyId: key.id,
    title: [`${key.use === 'signing' ? 'Signing' : 'Encryption'} key ${shortId(key.id)}`, key.label, key.algorithm].filter(Boolean).join(' · '),
    pill: pill(key, now),
  }));
}
