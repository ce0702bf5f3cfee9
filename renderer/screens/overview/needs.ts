import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';
import { relative } from '../../lib/dates.ts';
import { ENVIRONMENT_LOOKS, ownName } from '../../lib/environments.ts';
import { shortId } from '../../lib/ids.ts';
import type { Tone } from '../../components/pill.tsx';

/** Something a person has to do, and where. */
export type Need = {
  kind: 'expired' | 'expiring' | 'upload' | 'try' | 'no-key';
  /** The key it is about; empty where it is about the connection. */
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

/** A connection that no key of this vault works over yet, while none is on its way either. */
function keylessNeed(keys: readonly KeySummary[], connection: ConnectionSummary): Need[] {
  const isServed = keys.some((key) => key.state !== 'expired' && (key.state === 'made' || key.uploadedTo.some((place) => place.connectionId === connection.id)));
  if (keys.length === 0 || isServed) return [];
  const name = [ENVIRONMENT_LOOKS[connection.environment].name, ownName(connection)].filter(Boolean).join(' ');
  return [{ kind: 'no-key', keyId: '', title: `${name} has no key yet`, says: 'Wise knows a key only over the connection it was uploaded to. Best make one for this connection alone.', pill: 'no key', tone: 'plain', action: 'Make a key' }];
}

/** What needs a person, most pressing first. An encryption key cannot be tried in this version, so it is not asked for. */
export function findNeeds(keys: readonly KeySummary[], connection: ConnectionSummary, now: number): Need[] {
  const pressing = keys.filter((key) => TOLD[key.state] && !(key.state === 'expired' && isReplaced(key, keys)) && !(key.state === 'uploaded' && key.use === 'encryption'));
  // What ends next, and what ended last: the longer a key has been over, the less anybody misses it.
  const distance = (key: KeySummary) => Math.abs(Date.parse(key.validTill) - now);
  const ordered = pressing.toSorted((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state) || distance(a) - distance(b));
  const needs = ordered.map((key) => ({
    ...TOLD[key.state]!,
    keyId: key.id,
    title: [`${key.use === 'signing' ? 'Signing' : 'Encryption'} key ${shortId(key.id)}`, key.label, !key.label.includes(key.algorithm) && key.algorithm].filter(Boolean).join(' · '),
    pill: pill(key, now),
  }));
  return [...needs, ...keylessNeed(keys, connection)];
}
