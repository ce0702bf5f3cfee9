import { Button } from '@mantine/core';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { go, type Place } from '../../place.ts';
import { ManyRotations } from './many.tsx';
import { OneRotation } from './one.tsx';
import { Over } from './over.tsx';

type Props = { place: Extract<Place, { screen: 'rotation' }>; connections: readonly ConnectionSummary[] };

function Gone() {
  const back = <Button onClick={() => go({ screen: 'rotation' })}>All rotations</Button>;
  return (
    <Page title="There is no such rotation" lead="It may have been of another vault." actions={back} shape="cards">
      {null}
    </Page>
  );
}

/** One rotation as a guided task, or all that ends soon. */
export function RotationScreen({ place, connections }: Props) {
  const rotations = useAsk('rotations.list', {});
  const keys = useAsk('keys.list', {});
  const error = rotations.error ?? keys.error;
  if (error) return <ErrorBox error={error} />;
  if (!rotations.data || !keys.data) return <Loading />;
  if (place.id === undefined) return <ManyRotations keys={keys.data} rotations={rotations.data} />;
  const rotation = rotations.data.find((one) => one.id === place.id);
  if (!rotation) return rotations.isFetching ? <Loading /> : <Gone />;
  const find = (id: string | undefined) => keys.data.find((key) => key.id === id);
  if (rotation.outcome !== 'under way') return <Over rotation={rotation} oldKey={find(rotation.oldKeyId)} newKey={find(rotation.newKeyId)} />;
  return <OneRotation key={rotation.id} rotation={rotation} keys={keys.data} connection={connections.find((one) => one.id === rotation.connectionId)} />;
}
