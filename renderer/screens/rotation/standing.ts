import { DAY_MS as DAY } from '../../../shared/days.ts';
import { ROTATION_STEPS, type KeySummary, type Rotation } from '../../../shared/model/views.ts';


/** A key to be rotated over one connection. */
export type Candidate = { key: KeySummary; connectionId: string; connectionName: string };

/** The rotations that are not over, the oldest first. */
export function underWay(rotations: readonly Rotation[]): Rotation[] {
  return rotations.filter((one) => one.outcome === 'under way').toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
}

/** The rotation under way in which a key is the old or the new one. */
export function rotationOf(keyId: string, rotations: readonly Rotation[]): Rotation | undefined {
  return underWay(rotations).find((one) => one.oldKeyId === keyId || one.newKeyId === keyId);
}

/** The connections over which a key is rotated: those that use it, or failing any, those that Wise has it under. */
export function rotationTargets(key: KeySummary): Candidate[] {
  if (key.state === 'retired' || key.state === 'replaced') return [];
  const places = key.inUseBy.length > 0 ? key.inUseBy : key.uploadedTo;
  return places.map(({ connectionId, connectionName }) => ({ key, connectionId, connectionName }));
}

/** An ended key matters only where a connection still uses it, or has no other of its use. */
function isMissed({ key, connectionId }: Candidate, keys: readonly KeySummary[]): boolean {
  if (key.state !== 'expired' || key.inUseBy.length > 0) return true;
  return !keys.some((other) => other.use === key.use && other.state !== 'expired' && other.state !== 'retired' && other.uploadedTo.some((place) => place.connectionId === connectionId));
}

/** What ends within so many days, or has ended and is missed, and is not being rotated; what ends first comes first. */
export function endingWithin(days: number, keys: readonly KeySummary[], rotations: readonly Rotation[], now: number): Candidate[] {
  const open = underWay(rotations);
  const isOpen = ({ key, connectionId }: Candidate) => open.some((one) => one.oldKeyId === key.id && one.connectionId === connectionId);
  return keys
    .filter((key) => Date.parse(key.validTill) - now <= days * DAY)
    .flatMap(rotationTargets)
    .filter((candidate) => !isOpen(candidate) && isMissed(candidate, keys))
    .toSorted((a, b) => a.key.validTill.localeCompare(b.key.validTill));
}

/** Is the time in which both keys are kept over? One of no days is, whatever a clock that is only looked at now and then says. */
export function isOverlapOver(rotation: Rotation, now: number): boolean {
  return rotation.overlapDays === 0 || rotation.overlapEndsAt === undefined || Date.parse(rotation.overlapEndsAt) <= now;
}

/** When the old key was last used after its connection was switched: a sign that something still needs it. ISO 8601. */
export function usedSinceSwitch(rotation: Rotation, oldKey: KeySummary | undefined): string | undefined {
  const switchedAt = rotation.done.find((done) => done.step === 'switch')?.at;
  const lastUsedAt = oldKey?.lastUsedAt;
  return switchedAt !== undefined && lastUsedAt !== undefined && lastUsedAt > switchedAt ? lastUsedAt : undefined;
}

/**
 * Can the next step be done now without a person deciding anything? Not while both keys are kept, nor before Wise was asked to revoke the
 * old one, nor where something used it after the switch.
 */
export function isDue(rotation: Rotation, now: number, oldKey: KeySummary | undefined): boolean {
  if (!rotation.step) return false;
  if (rotation.step === 'overlap') return isOverlapOver(rotation, now);
  return rotation.step !== 'retire' || (rotation.letterSent && usedSinceSwitch(rotation, oldKey) === undefined);
}

/** Does it wait for nothing but the date on which the overlap ends? */
export function isWaiting(rotation: Rotation, now: number): boolean {
  return rotation.step === 'overlap' && !isOverlapOver(rotation, now);
}

/** Which step is next, counted from 1, and after the last one 7. */
export function stepNumber(rotation: Rotation): number {
  return rotation.step ? ROTATION_STEPS.indexOf(rotation.step) + 1 : rotation.done.length + 1;
}
