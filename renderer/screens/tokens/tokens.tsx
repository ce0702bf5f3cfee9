import '@mantine/core/styles/Tabs.layer.css';
import { Tabs } from '@mantine/core';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import tabs from '../../components/tabs.module.css';
import { go, type Place } from '../../place.ts';
import { UsersTab } from '../users/users.tsx';
import { TokenList } from './token-list.tsx';

type Props = { place: Extract<Place, { screen: 'tokens' }>; connections: readonly ConnectionSummary[]; connection: ConnectionSummary };

/** All about tokens: those that calls carry, and the users that a partner makes. */
export function Tokens({ place, connections, connection }: Props) {
  return (
    <Tabs className={tabs.tabs ?? ''} value={place.tab ?? 'tokens'} onChange={(tab) => go({ screen: 'tokens', tab: tab === 'users' ? 'users' : 'tokens' })} keepMounted={false}>
      <Tabs.List className={tabs.strip ?? ''} aria-label="Tokens">
        <Tabs.Tab value="tokens">Tokens</Tabs.Tab>
        <Tabs.Tab value="users">Users</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="tokens">
        <TokenList place={place} connections={connections} connection={connection} />
      </Tabs.Panel>
      <Tabs.Panel value="users">
        <UsersTab place={place} connections={connections} connection={connection} />
      </Tabs.Panel>
    </Tabs>
  );
}
