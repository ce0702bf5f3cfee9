import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { Place } from '../../place.ts';

/** TODO */
export function Certificates(_props: { place: Extract<Place, { screen: 'certificates' }>; connection: ConnectionSummary }) {
  return null;
}
