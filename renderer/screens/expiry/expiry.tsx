import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { Place } from '../../place.ts';

/** TODO */
export function Expiry(_props: { place: Extract<Place, { screen: 'expiry' }>; connection: ConnectionSummary }) {
  return null;
}
