import { Button, Radio } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { ReceiverView, WebhookDelivery } from '../../../shared/model/webhooks.ts';
import { useAsk, useTell } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Pill } from '../../components/pill.tsx';
import { VirtualTable, type Column } from '../../components/virtual-table.tsx';
import { When } from '../../components/when.tsx';
import { shortId } from '../../lib/ids.ts';
import { DeliveryPanel, Sender } from './delivery-panel.tsx';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { receiverTitle } from './titles.ts';
import { useLocalTest } from './use-local-test.ts';
import styles from './webhooks.module.css';

const LEAD = 'A server on this machine that takes webhooks, checks them and shows them whole.';

const WAYS = [
  { value: 'mtls', name: 'Only over mTLS', says: 'A sender without a certificate of Wise’s CA is turned away in the handshake, as your own server should do.' },
  { value: 'plain', name: 'From any sender', says: 'Plain TLS. Who sent it is known by its signature alone.' },
] as const;

function Start({ connection }: { connection: ConnectionSummary }) {
  const [way, setWay] = useState('mtls');
  const start = useTell('webhooks.startReceiver');
  const isBuiltIn = connection.environment === 'built-in';
  return (
    <div className={styles.start}>
      <Card title="Start the receiver">
        <div className={styles.form}>
          <Radio.Group label="What it takes" value={way} onChange={setWay}>
            <div className={styles.choices}>
              {WAYS.map(({ value, name, says }) => (
                <Radio.Card key={value} value={value} className={styles.choice ?? ''} aria-label={name}>
                  <Radio.Indicator size="xs" />
                  <span>
                    <strong>{name}</strong>
                    <span className={styles.choiceSays}>{says}</span>
                  </span>
                </Radio.Card>
              ))}
            </div>
          </Radio.Group>
          {!isBuiltIn && <Notice tone="warn">Wise itself cannot reach this machine, only the built-in sandbox can. To look into a delivery of Wise’s, take it from your server’s log to “Check a delivery”.</Notice>}
          {start.error && <ErrorBox error={start.error} />}
          <div className={styles.buttons}>
            <Button ref={takeLostFocus} loading={start.isPending} onClick={() => start.mutate({ connectionId: connection.id, mtls: way === 'mtls' })}>
              Start receiver
            </Button>
          </div>
        </div>
      </Card>
      <Card title="What it shows">
        <ul className={styles.teaching}>
          <li>Whether the signature holds, over the bytes exactly as they arrived.</li>
          <li>Which certificate the sender showed, and whether Wise’s CA signed it.</li>
          <li>Every header and the raw body, to build your own server by.</li>
          <li>The last 50 are kept in memory, until it is stopped or the vault locks.</li>
          <li>It listens on 127.0.0.1 only.{isBuiltIn && ' The built-in sandbox reaches it and delivers with its own certificate; Wise itself does not.'}</li>
        </ul>
      </Card>
    </div>
  );
}

const COLUMNS: readonly Column<WebhookDelivery>[] = [
  { id: 'at', name: 'Arrived', track: '96px', render: (one) => <When iso={one.at} as="ago" /> },
  {
    id: 'event',
    name: 'Event',
    track: 'minmax(150px, 1.3fr)',
    render: (one) => (
      <>
        <div className="cut" title={one.eventType}>
          {one.eventType ?? 'not said'}
        </div>
        <div className={`dim ${styles.small}`} title={one.deliveryId}>
          {one.deliveryId ? shortId(one.deliveryId) : 'no delivery id'}
          {one.isTest && ', test'}
        </div>
      </>
    ),
  },
  { id: 'verdict', name: 'Signature', track: '110px', render: (one) => (one.verdict.ok ? <Pill tone="ok">verified</Pill> : <Pill tone="bad">not verified</Pill>) },
  { id: 'sender', name: 'Sender', track: 'minmax(150px, 1.4fr)', render: (one) => <div className="cut"><Sender certificate={one.senderCertificate} /></div> },
];

function Refused({ refused }: Pick<ReceiverView, 'refused'>) {
  if (refused.length === 0) return null;
  return (
    <section className={styles.refused} aria-label="Turned away" tabIndex={0}>
      <h2>Turned away</h2>
      <ul>
        {refused.map(({ at, says }, index) => (
          <li key={`${at} ${refused.length - index}`}>
            <span className="dim">
              <When iso={at} as="ago" />
            </span>
            <span>{says}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Waiting({ view, isBuiltIn }: { view: ReceiverView; isBuiltIn: boolean }) {
  return (
    <div className={styles.empty}>
      <h2>{view.refused.length === 0 ? 'Nothing has arrived yet' : 'Nothing was let in yet'}</h2>
      <p className="dim">
        {isBuiltIn
          ? 'Send yourself a test: the built-in sandbox subscribes this address and delivers a test notification to it, signed with its key and with its own client certificate.'
          : 'Wise itself cannot reach this machine. Switch to the built-in sandbox to have something delivered, or post to the address with a program of your own.'}
      </p>
    </div>
  );
}

type RunningProps = { view: ReceiverView; connection: ConnectionSummary; connections: readonly ConnectionSummary[] };

function Running({ view, connection, connections }: RunningProps) {
  const [openId, setOpenId] = useState<string>();
  const stop = useTell('webhooks.stopReceiver');
  const test = useLocalTest(connection.id);
  const opened = view.deliveries.find(({ id }) => id === openId);
  const owner = connections.find(({ id }) => id === view.connectionId);
  const isOwn = owner === undefined || owner.id === connection.id;
  const isBuiltIn = connection.environment === 'built-in';
  const error = stop.error ?? test.error;
  const send = useRef<HTMLButtonElement>(null);
  // While it runs the button is disabled and the browser drops its focus; give it back.
  useEffect(() => {
    if (!test.isPending) takeLostFocus(send.current);
  }, [test.isPending]);
  const actions = (
    <>
      <Button ref={takeLostFocus} variant="default" loading={stop.isPending} onClick={() => stop.mutate({})}>
        Stop
      </Button>
      {isBuiltIn && isOwn && (
        <Button ref={send} variant={opened ? 'default' : 'filled'} loading={test.isPending} onClick={() => void test.run(view)}>
          Send me a test
        </Button>
      )}
    </>
  );
  return (
    <Page title={receiverTitle(view)} lead={LEAD} actions={actions} panel={opened && <DeliveryPanel key={opened.id} delivery={opened} onClose={() => setOpenId(undefined)} />} shape="list">
      <div className={styles.address}>
        <Pill tone={view.mtls ? 'ok' : 'plain'}>{view.mtls ? 'mTLS only' : 'any sender'}</Pill>
        <span className="mono cut" title={view.url}>
          {view.url}
        </span>
        {view.url && <CopyButton text={view.url} label="Copy address" size="compact-sm" />}
        {!isOwn && <span className="dim">It checks for {owner.name}.</span>}
      </div>
      {error && (
        <div className={styles.padded}>
          <ErrorBox error={error} />
        </div>
      )}
      {view.deliveries.length === 0 ? (
        <Waiting view={view} isBuiltIn={isBuiltIn && isOwn} />
      ) : (
        <VirtualTable label="Deliveries" rows={view.deliveries} columns={COLUMNS} rowId={(one) => one.id} rowHeight={54} leastWidth={560} selectedId={openId} onOpen={(one) => setOpenId(one.id)} />
      )}
      <Refused refused={view.refused} />
    </Page>
  );
}

/** The local receiver: how to start it, and what it took. */
export function ReceiverTab({ connection }: { connection: ConnectionSummary }) {
  const { data: view, error } = useAsk('webhooks.receiver', {});
  const connections = useAsk('connections.list', {}).data ?? [];
  if (view?.isRunning) return <Running view={view} connection={connection} connections={connections} />;
  return (
    <Page title={receiverTitle(view)} lead={LEAD} shape="cards">
      {error && <ErrorBox error={error} />}
      {!view && !error && <Loading />}
      {view && <Start connection={connection} />}
    </Page>
  );
}
