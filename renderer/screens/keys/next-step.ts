import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';

/** The one thing to do next with a key, over the connection that is selected. */
export type NextStep = 'upload' | 'try' | 'successor' | 'none';

/** Which one that is: first Wise must have it, then a call must prove it, and at the end another takes its place. */
export function nextStep(key: KeySummary, connection: ConnectionSummary): NextStep {
  if (key.state === 'expired' || key.state === 'expiring') return 'successor';
  if (!key.uploadedTo.some((place) => place.connectionId === connection.id)) return 'upload';
  return key.use === 'signing' ? 'try' : 'none';
}
