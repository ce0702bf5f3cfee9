import '@mantine/core/styles/Tabs.layer.css';
import { Tabs } from '@mantine/core';
import type { ComponentType } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { go, type Place } from '../../place.ts';
import { Check } from './check.tsx';
import { ReceiverTab } from './receiver.tsx';
import { Subscriptions } from './subscriptions.tsx';
import { WiseCa } from './wise-ca.tsx';
import tabs from '../../components/tabs.module.css';

type WebhooksPlace = Extract<Place, { screen: 'webhooks' }>;
type Tab = NonNullable<WebhooksPlace['tab']>;

const TABS: readonly { tab: Tab; name: string; content: ComponentType<{ connection: ConnectionSummary }> }[] = [
  { tab: 'check', name: 'Check a delivery', content: Check },
  { tab: 'subscriptions', name: 'Subscriptions', content: Subscriptions },
  { tab: 'receiver', name: 'Receiver', content: ReceiverTab },
  { tab: 'wise-ca', name: 'Wise’s CA', content: WiseCa },
];

/** All about webhooks: is a delivery Wise's, who gets which, a receiver to try it, and the authority behind Wise's senders. */
export function Webhooks({ place, connection }: { place: WebhooksPlace; connection: ConnectionSummary }) {
  const open = (value: string | null) => {
    const next = TABS.find((one) => one.tab === value);
    if (next) go({ screen: 'webhooks', tab: next.tab });
  };
  return (
    <Tabs className={tabs.tabs ?? ''} value={place.tab ?? 'check'} onChange={open} keepMounted={false}>
      <Tabs.List className={tabs.strip ?? ''} aria-label="Webhooks">
        {TABS.map(({ tab, name }) => (
          <Tabs.Tab key={tab} value={tab}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {TABS.map(({ tab, content: Content }) => (
        <Tabs.Panel key={tab} value={tab}>
          <Content key={connection.id} connection={connection} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
