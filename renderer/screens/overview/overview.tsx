import { Button } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useState } from 'react';
import type { ApprovalItem } from '../../../shared/model/approvals.ts';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import type { ExpiryItem } from '../../../shared/model/expiry.ts';
import type { ConnectionSummary, KeySummary, Rotation } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { useNow } from '../../lib/use-now.ts';
import { go } from '../../place.ts';
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

const NO_CERTIFICATE = 'This connection calls Wise without a client certificate. With one, its calls go to the mTLS host, and after that to no other.';

const NOTHING: readonly ApprovalItem[] = [];

type Props = { connection: ConnectionSummary };

type Lists = { keys: readonly KeySummary[]; rotations: readonly Rotation[]; certificates: readonly CertificateSummary[]; tokens: readonly TokenSummary[]; waiting: readonly ApprovalItem[]; items: readonly ExpiryItem[] };

/** Wise does not ask for one everywhere, so it is not among what needs somebody. */
function NoCertificate() {
  return (
    <p className={styles.hint}>
      {NO_CERTIFICATE}{' '}
      <Button size="compact-sm" variant="subtle" onClick={() => go({ screen: 'new-certificate' })}>
        Get a certificate
      </Button>
    </p>
  );
}

function Loaded({ connection, keys, rotations, certificates, tokens, waiting, items }: Props & Lists) {
  const now = useNow();
  const empty = keys.length === 0 && certificates.length === 0;
  // The first key is the only thing to do in an empty vault, so its panel is open from the start.
  const [making, setMaking] = useState(empty);
  const needs = findNeeds(keys, connection, now, rotations, certificates, tokens, waiting);
  const broken = useCheck(connection.id).data?.links.find((link) => link.error)?.error;
  const state = { isEmpty: empty, items, needs, isBroken: broken !== undefined };
  const lacksCertificate = connection.environment === 'production' && !certificates.some((one) => one.connectionId === connection.id && one.state !== 'retired');
  const newKey = (
    <Button variant={making || needs.length > 0 ? 'default' : 'filled'} leftSection={<IconPlus size={16} aria-hidden />} aria-expanded={making} onClick={() => setMaking(true)}>
      New signing key
    </Button>
  );
  const ending = <Ending items={items} now={now} />;
  const needsCard = <NeedsCard needs={needs} keys={keys} broken={broken} />;
  // Where nobody is needed, what ends stands beside the chain: its height would else be a hole.
  const isCalm = !empty && !broken && needs.length === 0;
  const beside = isCalm ? (
    <div className={styles.stack}>
      {needsCard}
      {ending}
    </div>
  ) : (
    needsCard
  );
  const first = empty && !broken ? <FirstSteps /> : beside;
  return (
    <Page title={overviewTitle(state, now)} lead={overviewLead(state, now)} actions={newKey} panel={making && <NewKeyPanel onClose={() => setMaking(false)} />} shape="cards">
      <div className={styles.grid} data-narrow={making || undefined}>
        {first}
        <ChainCard connection={connection} />
        {empty && broken && (
          <div className={styles.wide}>
            <FirstSteps />
          </div>
        )}
        {!empty && !isCalm && (
          <div className={styles.wide}>
            {ending}
          </div>
        )}
        <div className={styles.wide}>
          <Lately />
        </div>
      </div>
      {lacksCertificate && !empty && <NoCertificate />}
    </Page>
  );
}

/** What needs somebody, whether calls get through, what ends when, what happened last. */
export function Overview({ connection }: Props) {
  const keys = useAsk('keys.list', {});
  const rotations = useAsk('rotations.list', {});
  const certificates = useAsk('certificates.list', {});
  const tokens = useAsk('tokens.list', {});
  const items = useAsk('expiry.list', {});
  // What was fetched since the unlock; a fault of it is told on its own screen.
  const inbox = useAsk('approvals.inbox', { connectionId: connection.id });
  const error = keys.error ?? rotations.error ?? certificates.error ?? tokens.error ?? items.error;
  if (error) return <ErrorBox error={error} />;
  if (!keys.data || !rotations.data || !certificates.data || !tokens.data || !items.data) return <Loading />;
  return <Loaded connection={connection} keys={keys.data} rotations={rotations.data} certificates={certificates.data} tokens={tokens.data} waiting={inbox.data?.items ?? NOTHING} items={items.data} />;
}
