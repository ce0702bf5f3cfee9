import type { ConnectionSummary, KeySummary, Rotation } from '../../../shared/model/views.ts';
import { rotationOf, rotationTargets } from '../rotation/standing.ts';

/** The one thing to do next with a key, over the connection that is selected. */
export type NextStep = 'upload' | 'try' | 'rotate' | 'go-on' | 'successor' | 'none';

/**
 * Which one that is: first Wise must have it, then a call must prove it, and at the end another takes its place: by rotation where
 * Wise has it, else by a new key. A rotation that is under way goes before all.
 */
export function nextStep(key: KeySummary, connection: ConnectionSummary, rotations: readonly Rotation[]): NextStep {
  if (rotationOf(key.id, rotations)) return 'go-on';
  if (key.state === 'retired' || key.state === 'replaced') return 'none';
  if (key.state === 'expired' || key.state === 'expiring') return rotationTargets(key).length > 0 ? 'rotate' : 'successor';
  return key.uploadedTo.some((place) => place.connectionId === connection.id) ? 'try' : 'upload';
}
