import '@mantine/core/styles/Tabs.layer.css';
import { Tabs } from '@mantine/core';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import tabs from '../../components/tabs.module.css';
import { go, type Place } from '../../place.ts';
import { InboxTab } from './inbox.tsx';
import { RecordTab } from './record.tsx';

type Props = { place: Extract<Place, { screen: 'approvals' }>; connection: ConnectionSummary };

/** What waits for approval, and what became of what was approved. */
export function Approvals({ place, connection }: Props) {
  return (
    <Tabs className={tabs.tabs ?? ''} value={place.tab ?? 'inbox'} onChange={(tab) => go({ screen: 'approvals', tab: tab === 'record' ? 'record' : 'inbox' })} keepMounted={false}>
      <Tabs.List className={tabs.strip ?? ''} aria-label="Approvals">
        <Tabs.Tab value="inbox">Inbox</Tabs.Tab>
        <Tabs.Tab value="record">Record</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="inbox">
        <InboxTab key={connection.id} place={place} connection={connection} />
      </Tabs.Panel>
      <Tabs.Panel value="record">
        <RecordTab place={place} connection={connection} />
      </Tabs.Panel>
    </Tabs>
  );
}
