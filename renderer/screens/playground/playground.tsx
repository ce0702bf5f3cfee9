import '@mantine/core/styles/Tabs.layer.css';
import { Tabs } from '@mantine/core';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { Pill } from '../../components/pill.tsx';
import { go, type Place } from '../../place.ts';
import { Workbench } from '../workbench/workbench.tsx';
import { Call } from './call.tsx';
import { changedAlgorithms } from './wise-keys-title.ts';
import { WiseKeys } from './wise-keys.tsx';
import tabs from '../../components/tabs.module.css';

type PlaygroundPlace = Extract<Place, { screen: 'playground' }>;
type Tab = NonNullable<PlaygroundPlace['tab']>;

const TABS: readonly { tab: Tab; name: string }[] = [
  { tab: 'call', name: 'Call' },
  { tab: 'wise-keys', name: 'Wise’s keys' },
  { tab: 'workbench', name: 'Workbench' },
];

type Props = { place: PlaygroundPlace; connection: ConnectionSummary };

/** Where JOSE is tried: calls to Wise's playgrounds, Wise's own keys, and a bench for any message. */
export function Playground({ place, connection }: Props) {
  const wiseKeys = useAsk('wiseKeys.list', { connectionId: connection.id });
  const hasChanged = changedAlgorithms(wiseKeys.data ?? []).length > 0;
  const open = (value: string | null) => {
    const next = TABS.find((one) => one.tab === value);
    if (next) go({ ...place, tab: next.tab });
  };
  return (
    <Tabs className={tabs.tabs ?? ''} value={place.tab ?? 'call'} onChange={open} keepMounted={false}>
      <Tabs.List className={tabs.strip ?? ''} aria-label="Playground">
        {TABS.map(({ tab, name }) => (
          <Tabs.Tab key={tab} value={tab} rightSection={tab === 'wise-keys' && hasChanged && <Pill tone="warn">changed</Pill>}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {/* Stays, so that the last run is still there after a look at another tab. */}
      <Tabs.Panel value="call" keepMounted>
        <Call key={connection.id} place={place} connection={connection} />
      </Tabs.Panel>
      <Tabs.Panel value="wise-keys">
        <WiseKeys key={connection.id} connection={connection} />
      </Tabs.Panel>
      <Tabs.Panel value="workbench">
        <Workbench key={connection.id} connection={connection} />
      </Tabs.Panel>
    </Tabs>
  );
}
