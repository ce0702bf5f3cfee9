import { Button, Menu } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { useRef, useState } from 'react';
import type { AlgorithmId } from '../../../shared/model/algorithms.ts';
import type { ConnectionSummary, WiseKeyView } from '../../../shared/model/views.ts';
import { call, useAsk, useTell, type ApiError } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { When } from '../../components/when.tsx';
import { shortId } from '../../lib/ids.ts';
import { advisedAlgorithm } from './key-choice.ts';
import { changedAlgorithms, inOrder, notKept, wiseKeysTitle } from './wise-keys-title.ts';
import { WiseKeyTable, type Fetched } from './wise-key-table.tsx';
import styles from './wise-keys.module.css';

const LEAD = 'What Wise signs its answers with, and what you encrypt to. Kept for this connection and used without asking again.';

/** A change of Wise's that a person should look at. */
function Changed({ keys, connection, onSeen }: { keys: readonly WiseKeyView[]; connection: ConnectionSummary; onSeen(): void }) {
  const seen = useTell('wiseKeys.seen');
  const changes = keys.filter((key) => key.isUnseen && key.isCurrent);
  return (
    <div className={styles.changed} role="status">
      <IconAlertTriangle size={20} aria-hidden />
      <div>
        {changes.map((key) => (
          <p key={`${key.algorithm} ${key.version}`}>
            <strong>Wise’s {key.algorithm} key is now version {key.version}</strong>, thumbprint <span className="mono" title={key.thumbprint}>{shortId(key.thumbprint)}</span>, fetched <When iso={key.fetchedAt} as="ago" />.
          </p>
        ))}
        <p>It came over TLS from Wise’s own endpoint and is used already. If Wise announced no rotation, compare the thumbprint with Wise before you rely on it.</p>
        {seen.error && <ErrorBox error={seen.error} />}
      </div>
      <Button onClick={() => seen.mutate({ connectionId: connection.id }, { onSuccess: onSeen })} loading={seen.isPending}>
        I have seen it
      </Button>
    </div>
  );
}

/** Fetching one by hand: each algorithm's last outcome, until one leaves. */
function useFetch(connectionId: string) {
  const [fetched, setFetched] = useState<Fetched>({});
  const fetchKey = async (algorithm: AlgorithmId) => {
    if (fetched[algorithm]?.state === 'fetching') return;
    setFetched((before) => ({ ...before, [algorithm]: { state: 'fetching' } }));
    const outcome = await call('wiseKeys.fetch', { connectionId, algorithm }).then(
      ({ changed }) => ({ state: changed ? ('changed' as const) : ('same' as const) }),
      (error: ApiError) => ({ state: 'failed' as const, error }),
    );
    setFetched((before) => ({ ...before, [algorithm]: outcome }));
  };
  return { fetched, fetchKey: (algorithm: AlgorithmId) => void fetchKey(algorithm) };
}

function Empty({ fetched, onFetch }: { fetched: Fetched; onFetch(algorithm: AlgorithmId): void }) {
  return (
    <Card title="They come with the first call">
      <div className={styles.empty}>
        <p className="dim">Wise signs its answers with keys of its own, one for each algorithm, and publishes one to encrypt to. The first call that needs such a key fetches it and keeps it here with its version and thumbprint. When Wise changes one, you are told here.</p>
        <div className={styles.buttons}>
          {(['signing', 'encryption'] as const).map((use) => (
            <Button key={use} variant={use === 'signing' ? 'filled' : 'default'} loading={fetched[advisedAlgorithm(use)]?.state === 'fetching'} onClick={() => onFetch(advisedAlgorithm(use))}>
              Fetch Wise’s {advisedAlgorithm(use)} key
            </Button>
          ))}
        </div>
      </div>
    </Card>
  );
}

function FetchMenu({ algorithms, onFetch }: { algorithms: readonly AlgorithmId[]; onFetch(algorithm: AlgorithmId): void }) {
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          Fetch another
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {algorithms.map((id) => (
          <Menu.Item key={id} onClick={() => onFetch(id)}>
            {id}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What went wrong when a key was fetched by hand. */
function Errors({ fetched }: { fetched: Fetched }) {
  return Object.entries(fetched).flatMap(([algorithm, one]) => (one.state === 'failed' ? [<ErrorBox key={algorithm} error={one.error} />] : []));
}

/** Wise's own keys as they are kept for the connection. */
export function WiseKeys({ connection }: { connection: ConnectionSummary }) {
  const { data: keys, error } = useAsk('wiseKeys.list', { connectionId: connection.id });
  const { fetched, fetchKey } = useFetch(connection.id);
  // The notice goes with its button; the focus must not go with them.
  const content = useRef<HTMLDivElement>(null);
  const others = keys ? notKept(keys) : [];
  return (
    <Page title={wiseKeysTitle(keys)} lead={LEAD} shape="cards">
      <div className={styles.content} ref={content} tabIndex={-1}>
        {error && <ErrorBox error={error} />}
        {!keys && !error && <Loading />}
        {keys && changedAlgorithms(keys).length > 0 && <Changed keys={keys} connection={connection} onSeen={() => content.current?.focus()} />}
        <Errors fetched={fetched} />
        {keys?.length === 0 && <Empty fetched={fetched} onFetch={fetchKey} />}
        {keys && keys.length > 0 && (
          <Card title="Kept for this connection" aside={others.length > 0 && <FetchMenu algorithms={others} onFetch={fetchKey} />}>
            <WiseKeyTable keys={inOrder(keys)} fetched={fetched} onFetch={fetchKey} />
          </Card>
        )}
        {keys && keys.length > 0 && <p className={styles.note}>When a verification or an encryption fails, the key is fetched once more and the step is tried once more. Each fetch and each change is in the audit log.</p>}
      </div>
    </Page>
  );
}
