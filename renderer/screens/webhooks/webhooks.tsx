import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { Place } from '../../place.ts';

/** TODO */
export function Webhooks(_props: { place: Extract<Place, { screen: 'webhooks' }>; connection: ConnectionSummary }) {
  return null;
}
