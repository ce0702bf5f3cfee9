import { Button } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useMemo, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { ConnectionSummary, Run } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import type { Sort } from '../../components/sort-button.tsx';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { go, type Place } from '../../place.ts';
import { USER_COLUMNS } from './columns.tsx';
import { NewUserPanel } from './new-user-panel.tsx';
import { rowsOf, searchUsers, sortUsers, type UserRow } from './order.ts';
import { usersTitle } from './title.ts';
import { UserPanel } from './user-panel.tsx';
import strip from '../../components/strip.module.css';
import styles from './users.module.css';

type Props = { place: Extract<Place, { screen: 'tokens' }>; connections: readonly ConnectionSummary[]; connection: ConnectionSummary };

const close = () => go({ screen: 'tokens', tab: 'users' });
const open = ({ user }: UserRow) => go({ screen: 'tokens', tab: 'users', userId: user.id });

function Empty({ connection }: { connection: ConnectionSummary }) {
  return (
    <div className={strip.empty}>
      <h2>For partners who open Wise accounts for their customers</h2>
      <p className="dim">
        You make the user by its email address. Portcullis makes the registration code, keeps it here, and fetches the user’s first token with it. Later you give the person a claim code, with which they take the account over.
      </p>
      <h2>When not to use it</h2>
      <ul className="dim">
        <li>For your own account: add a personal token, or give consent yourself.</li>
        <li>For people who have a Wise account: they give consent on Wise’s page. A code opens nothing there.</li>
        <li>Unless Wise has agreed this with you: the application needs the right to make users.</li>
      </ul>
      {connection.environment === 'built-in' && <p className="dim">The built-in sandbox does all of it, with addresses that you make up.</p>}
    </div>
  );
}

function Table({ rows, openId }: { rows: readonly UserRow[]; openId: string | undefined }) {
  const [sort, setSort] = useState<Sort>({ by: 'made', down: true });
  const [text, setText] = useState('');
  const shown = useMemo(() => sortUsers(searchUsers(rows, text), sort), [rows, text, sort]);
  return (
    <>
      <ListTools label="Search users" placeholder="Address, profile, token" text={text} onText={setText} shown={shown.length} offered={rows.length} />
      {shown.length === 0 ? (
        <div className={strip.empty}>No user matches “{text}”.</div>
      ) : (
        <VirtualTable label="Users" rows={shown} columns={USER_COLUMNS} rowId={({ user }) => user.id} rowHeight={54} leastWidth={640} selectedId={openId} onOpen={open} sort={sort} onSort={setSort} />
      )}
    </>
  );
}

type Made = { id: string; run: Run };

/** The users that were made here with a registration code, over all connections. */
export function UsersTab({ place, connections, connection }: Props) {
  const users = useAsk('users.list', {});
  const tokens = useAsk('tokens.list', {});
  const [made, setMade] = useState<Made>();
  const rows = useMemo(() => rowsOf(users.data ?? [], tokens.data ?? [], connections), [users.data, tokens.data, connections]);
  const one = users.data?.find(({ id }) => id === place.userId);
  const error = users.error ?? tokens.error;
  const onMade = ({ user, run }: Output<'users.create'>) => {
    setMade({ id: user.id, run });
    go({ screen: 'tokens', tab: 'users', userId: user.id });
  };
  const panel = () => {
    if (place.makingUser) return <NewUserPanel key={connection.id} connection={connection} users={users.data ?? []} onClose={close} onMade={onMade} />;
    return one && <UserPanel key={one.id} user={one} tokens={tokens.data ?? []} connection={connections.find(({ id }) => id === one.connectionId)} lastRun={made?.id === one.id ? made.run : undefined} onClose={close} />;
  };
  const opened = panel();
  const actions = (
    <Button variant={opened ? 'default' : 'filled'} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => go({ screen: 'tokens', tab: 'users', makingUser: true })}>
      New user
    </Button>
  );
  return (
    <Page title={usersTitle(users.data)} lead="Made here by a registration code. Wise has no call that lists users, so this is your list." actions={actions} panel={opened} shape="list">
      {error && (
        <div className={styles.padded}>
          <ErrorBox error={error} />
        </div>
      )}
      {!users.data && !error && <Loading />}
      {users.data?.length === 0 && <Empty connection={connection} />}
      {rows.length > 0 && <Table rows={rows} openId={one?.id} />}
    </Page>
  );
}
