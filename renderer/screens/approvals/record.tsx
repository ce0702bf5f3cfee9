import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { Place } from '../../place.ts';
export function RecordTab(_: { place: Extract<Place, { screen: 'approvals' }>; connection: ConnectionSummary }) { return null; }
