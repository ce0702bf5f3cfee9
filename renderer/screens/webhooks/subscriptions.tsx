import { Button, SegmentedControl } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import { useMemo, useRef, useState } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { WebhookScope, WebhookSubscription } from '../../../shared/model/webhooks.ts';
import { useAsk } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import type { Sort } from '../../components/sort-button.tsx';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { AccessForm } from './access-form.tsx';
import { scopeOf, type Domain } from './access.ts';
import { NewSubscriptionPanel } from './new-subscription-panel.tsx';
import { searchSubscriptions, sortSubscriptions } from './order.ts';
import { SUBSCRIPTION_COLUMNS } from './subscription-columns.tsx';
import { SubscriptionPanel } from './subscription-panel.tsx';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { subscriptionsTitle } from './titles.ts';
import styles from './webhooks.module.css';

const LEADS: Record<Domain, string> = {
  application: 'Events of every profile that your application acts for, with the application token.',
  profile: 'Events of one profile, with the token of somebody who belongs to it.',
};
const DOMAINS: { value: Domain; label: string }[] = [{ value: 'application', label: 'Application' }, { value: 'profile', label: 'Profile' }];

/** What stands at the right. */
type Opened = { what: 'nothing' | 'new' | 'access' } | { what: 'one'; id: string };
const NOTHING: Opened = { what: 'nothing' };

/** Asked by itself only where the connection has what it needs for it. */
function useSubscriptions(connection: ConnectionSummary, scope: WebhookScope | undefined) {
  return useAsk('webhooks.list', { connectionId: connection.id, scope: scope ?? { domain: 'application' } }, { enabled: scope !== undefined });
}

type TableProps = { list: readonly WebhookSubscription[]; openId: string | undefined; onOpen(one: WebhookSubscription): void };

function Table({ list, openId, onOpen }: TableProps) {
  const [sort, setSort] = useState<Sort>({ by: 'name', down: false });
  const [text, setText] = useState('');
  const rows = useMemo(() => sortSubscriptions(searchSubscriptions(list, text), sort), [list, text, sort]);
  return (
    <>
      <ListTools label="Search subscriptions" placeholder="Search name, event, address, id" text={text} onText={setText} shown={rows.length} offered={list.length} />
      {rows.length === 0 ? (
        <p className={styles.empty}>No subscription matches “{text}”.</p>
      ) : (
        <VirtualTable label="Subscriptions" rows={rows} columns={SUBSCRIPTION_COLUMNS} rowId={(one) => one.id} rowHeight={54} leastWidth={594} selectedId={openId} onOpen={onOpen} sort={sort} onSort={setSort} />
      )}
    </>
  );
}

function Empty({ domain }: { domain: Domain }) {
  return (
    <div className={styles.empty}>
      <h2>No subscriptions yet</h2>
      <p className="dim">
        A subscription has Wise post an event, such as the change of a transfer’s state, to a server of yours. {domain === 'application' ? 'One of the application covers every profile it acts for, and it can be tested.' : 'One of a profile covers that profile alone; Wise has no test notifications for it.'}
      </p>
    </div>
  );
}

function Lacking({ connection, domain }: { connection: ConnectionSummary; domain: Domain }) {
  return (
    <div className={styles.empty}>
      <h2>{domain === 'application' ? 'The client key is missing' : 'The profile is missing'}</h2>
      <AccessForm connection={connection} domain={domain} />
    </div>
  );
}

/** Who gets told what: the subscriptions of the application and of a profile. */
export function Subscriptions({ connection }: { connection: ConnectionSummary }) {
  const [domain, setDomain] = useState<Domain>('application');
  const [opened, setOpened] = useState<Opened>(NOTHING);
  const scope = scopeOf(connection, domain);
  const { data: list, error, isFetching, refetch } = useSubscriptions(connection, scope);
  const shown = scope ? list : undefined;
  const one = opened.what === 'one' ? shown?.find(({ id }) => id === opened.id) : undefined;
  const primary = useRef<HTMLButtonElement>(null);
  const close = () => setOpened(NOTHING);
  const pick = (next: string) => {
    setDomain(next === 'profile' ? 'profile' : 'application');
    close();
  };
  const again = async (next: Opened) => {
    await refetch();
    setOpened(next);
  };
  const panel = () => {
    if (!scope) return undefined;
    if (opened.what === 'new') return <NewSubscriptionPanel key={domain} connection={connection} scope={scope} onClose={close} onMade={({ id }) => void again({ what: 'one', id })} />;
    if (opened.what === 'access')
      return (
        <Panel title="Access" label="Access" onClose={close}>
          <AccessForm key={domain} connection={connection} domain={domain} onSaved={() => void again(NOTHING)} />
        </Panel>
      );
    return one && <SubscriptionPanel key={one.id} subscription={one} connection={connection} onClose={close} onDeleted={() => void again(NOTHING).then(() => primary.current?.focus())} />;
  };
  const actions = (
    <>
      <SegmentedControl aria-label="Whose subscriptions" data={DOMAINS} value={domain} onChange={pick} />
      {scope && connection.environment !== 'built-in' && (
        <Button variant="default" onClick={() => setOpened({ what: 'access' })}>
          Access
        </Button>
      )}
      {scope && (
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={isFetching} onClick={() => void refetch()}>
          Ask again
        </Button>
      )}
      {scope && (
        <Button
          ref={(node) => {
            primary.current = node;
            takeLostFocus(node);
          }}
          variant={opened.what === 'nothing' ? 'filled' : 'default'}
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setOpened({ what: 'new' })}
        >
          New subscription
        </Button>
      )}
    </>
  );
  return (
    <Page title={subscriptionsTitle(domain, shown, scope === undefined)} lead={LEADS[domain]} actions={actions} panel={panel()} shape="list">
      {!scope && <Lacking key={domain} connection={connection} domain={domain} />}
      {scope && error && (
        <div className={styles.padded}>
          <ErrorBox error={error} />
        </div>
      )}
      {scope && !list && !error && <Loading />}
      {shown?.length === 0 && !error && <Empty domain={domain} />}
      {shown && shown.length > 0 && <Table key={domain} list={shown} openId={one?.id} onOpen={({ id }) => setOpened({ what: 'one', id })} />}
    </Page>
  );
}
