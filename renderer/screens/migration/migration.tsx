import { Button } from '@mantine/core';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { go, type Place } from '../../place.ts';
import { Begin } from './begin.tsx';
import { OneMigration } from './one.tsx';
import { Over } from './over.tsx';

type Props = { place: Extract<Place, { screen: 'migration' }>; connections: readonly ConnectionSummary[]; connection: ConnectionSummary };

function Gone() {
  const back = <Button onClick={() => go({ screen: 'migration' })}>All migrations</Button>;
  return (
    <Page title="There is no such migration" lead="It may have been of another vault." actions={back} shape="cards">
      {null}
    </Page>
  );
}

/** From a personal token to OAuth with mTLS: one migration as a guided task, or all there are. */
export function MigrationScreen({ place, connections }: Props) {
  const migrations = useAsk('migrations.list', {});
  const tokens = useAsk('tokens.list', {});
  const error = migrations.error ?? tokens.error;
  if (error) return <ErrorBox error={error} />;
  if (!migrations.data || !tokens.data) return <Loading />;
  if (place.id === undefined) return <Begin migrations={migrations.data} tokens={tokens.data} firstId={place.tokenId} />;
  const migration = migrations.data.find((one) => one.id === place.id);
  if (!migration) return migrations.isFetching ? <Loading /> : <Gone />;
  if (migration.outcome !== 'under way') return <Over migration={migration} connections={connections} tokens={tokens.data} />;
  return <OneMigration key={migration.id} migration={migration} connections={connections} tokens={tokens.data} />;
}
