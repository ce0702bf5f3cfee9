import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { Place } from '../../place.ts';

/** TODO */
export function NewCertificate(_props: { place: Extract<Place, { screen: 'new-certificate' }>; connection: ConnectionSummary }) {
  return null;
}
