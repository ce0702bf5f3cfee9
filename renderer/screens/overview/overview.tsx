import { Button } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useState } from 'react';
import type { ConnectionSummary, KeySummary, Rotation } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { useNow } from '../../lib/use-now.ts';
import { useCheck } from '../frame/use-check.ts';
import { NewKeyPanel } from '../keys/new-key-panel.tsx';
import { ChainCard } from './chain-card.tsx';
import { Ending } from './ending.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Lately } from './lately.tsx';
import { NeedsCard } from './needs-card.tsx';
import { findNeeds } from './needs.ts';
import { overviewLead, overviewTitle } from './title.ts';
import styles from './overview.module.css';

const NOT_YET = 'This version does keys and their rotation, and all of Wise’s JOSE. Certificates, tokens, approvals and webhooks come in later ones.';

type Props = { connection: ConnectionSummary };

function Loaded({ connection, keys, rotations }: Props & { keys: readonly KeySummary[]; rotations: readonly Rotation[] }) {
  const now = useNow();
  const empty = keys.length === 0;
  // The first key is the only thing to do in an empty vault, so its panel is open from the start.
  const [making, setMaking] = useState(empty);
  const needs = findNeeds(keys, connection, now, rotations);
  const broken = useCheck(connection.id).data?.links.find((link) => link.error)?.error;
  const newKey = (
    <Button variant={making || needs.length > 0 ? 'default' : 'filled'} leftSection={<IconPlus size={16} aria-hidden />} aria-expanded={making} onClick={() => setMaking(true)}>
      New signing key
    </Button>
  );
  return (
    <Page title={overviewTitle(keys, needs, broken !== undefined, now)} lead={overviewLead(keys, needs, broken !== undefined)} actions={newKey} panel={making && <NewKeyPanel onClose={() => setMaking(false)} />} shape="cards">
      <div className={styles.grid} data-narrow={making || undefined}>
        {empty && !broken ? <FirstSteps /> : <NeedsCard needs={needs} keys={keys} broken={broken} />}
        <ChainCard connection={connection} />
        {empty && broken && (
          <div className={styles.wide}>
            <FirstSteps />
          </div>
        )}
        {!empty && (
          <div className={styles.wide}>
            <Ending keys={keys} now={now} />
          </div>
        )}
        <div className={styles.wide}>
          <Lately />
        </div>
      </div>
      <p className={styles.honest}>{NOT_YET}</p>
    </Page>
  );
}

/** What needs somebody, whether calls get through, what ends when, what happened last. */
export function Overview({ connection }: Props) {
  const keys = useAsk('keys.list', {});
  const rotations = useAsk('rotations.list', {});
  const error = keys.error ?? rotations.error;
  if (error) return <ErrorBox error={error} />;
  return keys.data && rotations.data ? <Loaded connection={connection} keys={keys.data} rotations={rotations.data} /> : <Loading />;
}
