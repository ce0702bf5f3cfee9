import { useMemo, useState } from 'react';
import { ListTools } from '../../components/list-tools.tsx';
import type { Sort } from '../../components/sort-button.tsx';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { go } from '../../place.ts';
import { CONNECTION_COLUMNS } from './columns.tsx';
import { searchRows, sortRows, type Row } from './order.ts';
import styles from './connections.module.css';

const open = ({ connection }: Row) => go({ screen: 'connections', connectionId: connection.id });

/** All connections, safest first. */
export function ConnectionTable({ rows: all, openId }: { rows: readonly Row[]; openId: string | undefined }) {
  const [sort, setSort] = useState<Sort>({ by: 'environment', down: false });
  const [text, setText] = useState('');
  const rows = useMemo(() => sortRows(searchRows(all, text), sort), [all, text, sort]);
  return (
    <>
      <ListTools label="Search connections" placeholder="Name, environment, host" text={text} onText={setText} shown={rows.length} offered={all.length} />
      {rows.length === 0 ? (
        <p className={styles.empty}>No connection matches “{text}”.</p>
      ) : (
        <VirtualTable label="Connections" rows={rows} columns={CONNECTION_COLUMNS} rowId={({ connection }) => connection.id} rowHeight={54} leastWidth={632} selectedId={openId} onOpen={open} sort={sort} onSort={setSort} />
      )}
    </>
  );
}
