import '@mantine/core/styles/Tabs.layer.css';
import { Tabs } from '@mantine/core';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import tabs from '../../components/tabs.module.css';
import { go, type Place } from '../../place.ts';
import { FactorsTab } from '../factors/factors-tab.tsx';
import { InboxTab } from './inbox.tsx';
import { RecordTab } from './record.tsx';

type Props = { place: Extract<Place, { screen: 'approvals' }>; connection: ConnectionSummary };

const TABS = ['inbox', 'record', 'factors'] as const;

/** What waits for approval, what became of what was approved, and what a person proves themselves with. */
export function Approvals({ place, connection }: Props) {
  return (
    <Tabs className={tabs.tabs ?? ''} value={place.tab ?? 'inbox'} onChange={(tab) => go({ screen: 'approvals', tab: TABS.find((one) => one === tab) ?? 'inbox' })} keepMounted={false}>
      <Tabs.List className={tabs.strip ?? ''} aria-label="Approvals">
        <Tabs.Tab value="inbox">Inbox</Tabs.Tab>
        <Tabs.Tab value="record">Record</Tabs.Tab>
        <Tabs.Tab value="factors">Factors</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="inbox">
        <InboxTab key={connection.id} place={place} connection={connection} />
      </Tabs.Panel>
      <Tabs.Panel value="record">
        <RecordTab place={place} connection={connection} />
      </Tabs.Panel>
      <Tabs.Panel value="factors">
        <FactorsTab key={connection.id} connection={connection} />
      </Tabs.Panel>
    </Tabs>
  );
}
