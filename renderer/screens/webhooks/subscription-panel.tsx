import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import type { WebhookSubscription } from '../../../shared/model/webhooks.ts';
import { useTell } from '../../api.ts';
import { Confirm } from '../../components/confirm.tsx';
import { Copyable } from '../../components/copyable.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Facts } from '../../components/facts.tsx';
import { Notice } from '../../components/notice.tsx';
import actions from '../../components/panel-actions.module.css';
import { Panel } from '../../components/panel.tsx';
import { go } from '../../place.ts';
import { isLoopback } from './loopback.ts';
import { Made, MtlsPill } from './subscription-columns.tsx';
import styles from './webhooks.module.css';

type Props = { subscription: WebhookSubscription; connection: ConnectionSummary; onClose(): void; onDeleted(): void };

function Queued({ ids, url, connection }: { ids: readonly string[]; url: string; connection: ConnectionSummary }) {
  const isBuiltIn = connection.environment === 'built-in';
  if (isBuiltIn && !isLoopback(url)) return <Notice tone="warn">It will not arrive: the built-in sandbox delivers to this machine only, and this address is another. Nothing was sent.</Notice>;
  return (
    <Notice tone="ok">
      <p>
        {isBuiltIn ? 'The sandbox' : 'Wise'} queued {ids.length === 1 ? 'a test notification' : `${ids.length} test notifications`}. {ids.length === 1 ? 'It carries this delivery id:' : 'They carry these delivery ids:'}
      </p>
      {ids.map((id) => (
        <Copyable key={id} text={id} name="delivery id" />
      ))}
      {isBuiltIn && (
        <div className={styles.noticeButtons}>
          <Button size="xs" variant="default" onClick={() => go({ screen: 'webhooks', tab: 'receiver' })}>
            See what arrived
          </Button>
        </div>
      )}
    </Notice>
  );
}

/** Asks before deliveries stop. */
function Deleting({ subscription, connection, onKeep, onDeleted }: Omit<Props, 'onClose'> & { onKeep(): void }) {
  const unsubscribe = useTell('webhooks.unsubscribe');
  const { id, scope, triggerOn, url } = subscription;
  const isProduction = connection.environment === 'production';
  return (
    <Confirm
      says={[
        `From then on Wise tells ${new URL(url).host} nothing more of ${triggerOn}${isProduction ? ', in production' : ''}.`,
        'What happens meanwhile is not delivered later. A new subscription gets a new id.',
      ]}
      action={`Delete subscription ${id.slice(0, 8)}`}
      keep="Keep it"
      isPending={unsubscribe.isPending}
      error={unsubscribe.error}
      onDo={() => unsubscribe.mutate({ connectionId: connection.id, scope, subscriptionId: id }, { onSuccess: onDeleted })}
      onKeep={onKeep}
    />
  );
}

/** One subscription: what it is, a test of it, and its end. */
export function SubscriptionPanel({ subscription, connection, onClose, onDeleted }: Props) {
  const test = useTell('webhooks.test');
  const [deleting, setDeleting] = useState(false);
  const remove = useRef<HTMLButtonElement>(null);
  const { id, name, triggerOn, version, url, mtlsEnabled, scope, createdAt } = subscription;
  const isTestable = scope.domain === 'application';
  // The button that had the focus is gone; without it Escape would no longer reach the panel.
  const keep = () => {
    setDeleting(false);
    remove.current?.focus();
  };
  return (
    <Panel title={<span title={name}>{name}</span>} label={`Subscription ${name}`} onClose={onClose}>
      <div className={actions.row}>
        {isTestable && (
          <Button className={actions.primary ?? ''} loading={test.isPending} onClick={() => test.mutate({ connectionId: connection.id, subscriptionId: id })}>
            Send test notification
          </Button>
        )}
        <Button ref={remove} variant="default" onClick={() => setDeleting(true)}>
          Delete
        </Button>
      </div>
      {!isTestable && <p className="quiet">Wise sends test notifications for subscriptions of the application only. To try this one, make the same for the application, or wait for the event.</p>}
      {test.error && <ErrorBox error={test.error} />}
      {test.data && <Queued ids={test.data.deliveryIds} url={url} connection={connection} />}
      {deleting && <Deleting subscription={subscription} connection={connection} onKeep={keep} onDeleted={onDeleted} />}
      {mtlsEnabled === false && <Notice tone="warn">Delivered without a client certificate: anybody who knows the address can post to it, so the signature of every delivery has to be checked.</Notice>}
      <Facts
        facts={[
          { label: 'Event', value: triggerOn },
          { label: 'Version', value: <span className="number">{version}</span> },
          { label: 'Delivered to', value: <Copyable text={url} name="address" /> },
          { label: 'How', value: <MtlsPill mtlsEnabled={mtlsEnabled} /> },
          { label: 'Whose', value: scope.domain === 'application' ? 'the application’s, all of its profiles' : `profile ${scope.profileId}` },
          { label: 'Made', value: <Made createdAt={createdAt} /> },
          { label: 'Id', value: <Copyable text={id} name="subscription id" /> },
        ]}
      />
      <p className="quiet">Cannot be done by API: changing a subscription. Make a new one, see that it arrives, then delete this.</p>
    </Panel>
  );
}
