import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';
import { ChainLinks } from '../../components/chain-links.tsx';
import { EnvironmentName } from '../../components/environment-name.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Notice } from '../../components/notice.tsx';
import actions from '../../components/panel-actions.module.css';
import { Panel } from '../../components/panel.tsx';
import { When } from '../../components/when.tsx';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import type { Place } from '../../place.ts';
import { uncheckedLinks } from '../frame/chain-verdict.ts';
import { selectConnection } from '../frame/connection-switch.tsx';
import { useCheck } from '../frame/use-check.ts';
import { Addresses } from './addresses-section.tsx';
import { Application } from './application-section.tsx';
import { ApprovalSwitches } from './approvals-section.tsx';
import { Remove } from './remove.tsx';
import { Uses } from './uses-section.tsx';
import styles from './connections.module.css';

type ChainProps = { connection: ConnectionSummary };

/** The chain, link by link, as last checked. */
function Chain({ connection }: ChainProps) {
  const check = useCheck(connection.id);
  return (
    <section className={styles.section} aria-label="Chain to Wise" aria-live="polite">
      <div className={styles.head}>
        <h2>Chain to Wise</h2>
        <span className="quiet">{check.isFetching ? 'checking' : check.data ? <>checked <When iso={check.data.checkedAt} as="ago" /></> : 'not checked yet'}</span>
      </div>
      {check.error ? (
        <ErrorBox error={check.error} />
      ) : (
        <div className={styles.links}>
          <ChainLinks links={check.data?.links ?? uncheckedLinks(connection)} />
        </div>
      )}
    </section>
  );
}

function StandsNotice({ connection, used }: { connection: ConnectionSummary; used: ConnectionSummary }) {
  if (connection.environment === 'production') return <Notice tone="bad">{connection.selected ? 'In use. Its calls act on real money.' : `Calls go over ${used.name} now. Those of this connection act on real money.`}</Notice>;
  return <Notice tone={connection.selected ? 'ok' : 'plain'}>{connection.selected ? 'In use: what you do on the other screens goes over it.' : `Calls go over ${used.name} now.`}</Notice>;
}

type Props = {
  connection: ConnectionSummary;
  /** The one that calls go over. */
  used: ConnectionSummary;
  hasOthers: boolean;
  keys: readonly KeySummary[];
  certificates: readonly CertificateSummary[];
  tokens: readonly TokenSummary[];
  /** The form that stands open. */
  editing: Extract<Place, { screen: 'connections' }>['editing'];
  onClose(): void;
};

/** One connection: whether calls get there, what it uses and where it leads, each to be changed in place. */
export function ConnectionPanel({ connection, used, hasOthers, keys, certificates, tokens, editing, onClose }: Props) {
  const check = useCheck(connection.id);
  const [isSelecting, setSelecting] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const again = useRef<HTMLButtonElement>(null);
  const color = connection.environment === 'production' ? 'red' : 'cyan';
  const select = async () => {
    setSelecting(true);
    await selectConnection(connection.id);
    setSelecting(false);
  };
  // A button that is disabled while it works, or gone after it, has lost the focus; without it Escape would no longer reach the panel.
  useEffect(() => {
    if (connection.selected || !check.isFetching) takeLostFocus(again.current);
  }, [check.isFetching, connection.selected]);
  // The panel takes the focus when it opens; a form that was asked for takes it on.
  useEffect(() => {
    const field = editing ? whole.current?.querySelector<HTMLElement>('[data-autofocus]') : undefined;
    field?.focus();
    field?.scrollIntoView({ block: 'center' });
  }, [editing]);
  return (
    <Panel title={<span title={connection.name}>{connection.name}</span>} label={`Connection ${connection.name}`} edge={ENVIRONMENT_LOOKS[connection.environment].edge} onClose={onClose}>
      <div ref={whole} className={styles.whole}>
        <EnvironmentName environment={connection.environment} />
        <div className={actions.row}>
          {!connection.selected && (
            <Button className={actions.primary ?? ''} color={color} loading={isSelecting} onClick={() => void select()}>
              Use this connection
            </Button>
          )}
          <Button ref={again} className={actions.primary ?? ''} variant={connection.selected ? 'filled' : 'default'} color={color} loading={check.isFetching} onClick={() => void check.refetch()}>
            Check the chain
          </Button>
        </div>
        <StandsNotice connection={connection} used={used} />
        <Chain connection={connection} />
        <Uses connection={connection} keys={keys} certificates={certificates} tokens={tokens} isPickingToken={editing === 'user token'} />
        <ApprovalSwitches connection={connection} />
        <Addresses connection={connection} isEditing={editing === 'redirect URI'} />
        <Application connection={connection} />
        <Remove connection={connection} hasOthers={hasOthers} />
      </div>
    </Panel>
  );
}
