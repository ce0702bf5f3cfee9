import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { Page } from '../../components/page.tsx';
import type { Place } from '../../place.ts';

type Props = { place: Extract<Place, { screen: 'connections' }>; connections: readonly ConnectionSummary[]; connection: ConnectionSummary };

export function Connections({ place, connection }: Props) {
  return <Page title={place.screen} lead={connection.name} shape="cards"><></></Page>;
}
