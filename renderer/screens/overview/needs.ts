import type { ApprovalItem } from '../../../shared/model/approvals.ts';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import { ROTATION_STEPS, type ConnectionSummary, type KeySummary, type Rotation } from '../../../shared/model/views.ts';
import { relative } from '../../lib/dates.ts';
import { ENVIRONMENT_LOOKS, ownName } from '../../lib/environments.ts';
import { shortId } from '../../lib/ids.ts';
import type { Tone } from '../../components/pill.tsx';
import { isWaiting, rotationTargets, stepNumber, underWay } from '../rotation/standing.ts';
import { standing } from '../rotation/words.ts';
import { approvalNeeds } from './approval-needs.ts';
import { certificateNeeds } from './certificate-needs.ts';
import { tokenNeeds } from './token-needs.ts';

/** Something a person has to do, and where. */
export type Need = {
  kind: 'expired' | 'expiring' | 'upload' | 'try' | 'no-key' | 'rotation' | 'certificate-ended' | 'certificate-ending' | 'certificate' | 'token' | 'approval' | 'lost-answer';
  /** The key it is about; empty where it is about the connection, a certificate or a token. */
  keyId: string;
  certificateId?: string;
  tokenId?: string;
  rotationId?: string;
  title: string;
  says: string;
  pill: string;
  tone: Tone;
  action: string;
};

type Told = Pick<Need, 'kind' | 'says' | 'tone' | 'action'>;

const TOLD: Partial<Record<KeySummary['state'], Told>> = {
  expired: { kind: 'expired', says: 'Wise refuses it. Rotate it: a successor takes its place.', tone: 'bad', action: 'Rotate' },
  expiring: { kind: 'expiring', says: 'Rotation overlaps: both keys work until the old one is retired, so nothing stops.', tone: 'warn', action: 'Rotate' },
  made: { kind: 'upload', says: 'Made here; Wise does not have its public half yet.', tone: 'plain', action: 'Upload' },
  uploaded: { kind: 'try', says: 'Wise has it; no call with it has been verified yet.', tone: 'plain', action: 'Try it' },
};

const URGENCY = ['expired', 'expiring', 'made', 'uploaded'];

/** A key that Wise has over no connection cannot be rotated; another is made in its place. */
function told(key: KeySummary): Told {
  const words = TOLD[key.state]!;
  return words.action === 'Rotate' && rotationTargets(key).length === 0 ? { ...words, says: 'Wise never had it. Make a new one in its place.', action: 'Replace' } : words;
}

/** An ended key needs nobody once another of its label and use has taken its place. */
function isReplaced(key: KeySummary, keys: readonly KeySummary[]): boolean {
  return keys.some((other) => other.use === key.use && other.label === key.label && other.state !== 'expired' && other.state !== 'retired');
}

function pill(key: KeySummary, now: number): string {
  if (key.state === 'expired') return `ended ${relative(key.validTill, now)}`;
  if (key.state === 'expiring') return `ends ${relative(key.validTill, now)}`;
  return key.state === 'made' ? 'not uploaded' : 'not tried';
}

/** A connection that no key of this vault works over yet, while none is on its way either. */
function keylessNeed(keys: readonly KeySummary[], connection: ConnectionSummary): Need[] {
  const isServed = keys.some((key) => key.state !== 'expired' && key.state !== 'retired' && (key.state === 'made' || key.uploadedTo.some((place) => place.connectionId === connection.id)));
  if (keys.length === 0 || isServed) return [];
  const name = [ENVIRONMENT_LOOKS[connection.environment].name, ownName(connection)].filter(Boolean).join(' ');
  return [{ kind: 'no-key', keyId: '', title: `${name} has no key yet`, says: 'Wise knows a key only over the connection it was uploaded to. Best make one for this connection alone.', pill: 'no key', tone: 'plain', action: 'Make a key' }];
}

/** Names a key by use, id, label and algorithm; an algorithm that the label names is not said twice. */
function keyTitle(key: KeySummary): string {
  return [`${key.use === 'signing' ? 'Signing' : 'Encryption'} key ${shortId(key.id)}`, key.label, !key.label.includes(key.algorithm) && key.algorithm].filter(Boolean).join(' · ');
}

/** Rotations with something to do; one whose overlap runs waits by itself. */
function rotationNeeds(open: readonly Rotation[], keys: readonly KeySummary[], now: number): Need[] {
  return open
    .filter((rotation) => !isWaiting(rotation, now))
    .map((rotation) => ({
      kind: 'rotation',
      keyId: rotation.oldKeyId,
      rotationId: rotation.id,
      title: `Rotation of key ${[shortId(rotation.oldKeyId), keys.find((key) => key.id === rotation.oldKeyId)?.label].filter(Boolean).join(' · ')}`,
      says: `${rotation.connectionName}. ${standing(rotation, now)}.`,
      pill: `step ${stepNumber(rotation)} of ${ROTATION_STEPS.length}`,
      tone: 'plain',
      action: 'Go on',
    }));
}

const PRESSING: Record<Need['tone'], number> = { bad: 0, warn: 1, plain: 2, ok: 3 };

/** What needs a person, most pressing first. Keys and certificates that are being rotated stand under their rotation or successor. */
export function findNeeds(keys: readonly KeySummary[], connection: ConnectionSummary, now: number, rotations: readonly Rotation[] = [], certificates: readonly CertificateSummary[] = [], tokens: readonly TokenSummary[] = [], waiting: readonly ApprovalItem[] = []): Need[] {
  const ofApprovals = approvalNeeds(waiting);
  const ofCertificates = certificateNeeds(certificates, now);
  const ofKeys = keyNeeds(keys, now, rotations);
  const isEnding = (need: Need) => PRESSING[need.tone] < PRESSING.plain;
  // At the same pressure a certificate comes first: without it no call gets through at all; then tokens, then keys.
  const ending = [...ofApprovals, ...ofCertificates, ...tokenNeeds(tokens), ...ofKeys].filter(isEnding).toSorted((a, b) => PRESSING[a.tone] - PRESSING[b.tone]);
  const others = (needs: readonly Need[]) => needs.filter((need) => !isEnding(need));
  return [...ending, ...others(ofApprovals), ...rotationNeeds(underWay(rotations), keys, now), ...others(ofCertificates), ...others(ofKeys), ...keylessNeed(keys, connection)];
}

function keyNeeds(keys: readonly KeySummary[], now: number, rotations: readonly Rotation[]): Need[] {
  const inRotation = new Set(underWay(rotations).flatMap((rotation) => [rotation.oldKeyId, rotation.newKeyId]));
  const pressing = keys.filter((key) => TOLD[key.state] && !inRotation.has(key.id) && !(key.state === 'expired' && isReplaced(key, keys)));
  // What ends next, and what ended last: the longer a key has been over, the less anybody misses it.
  const distance = (key: KeySummary) => Math.abs(Date.parse(key.validTill) - now);
  const ordered = pressing.toSorted((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state) || distance(a) - distance(b));
  return ordered.map((key) => ({ ...told(key), keyId: key.id, title: keyTitle(key), pill: pill(key, now) }));
}
