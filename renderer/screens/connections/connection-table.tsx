import { TextInput } from '@mantine/core';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useMemo, useState } from 'react';
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
  const count = all.length.toLocaleString('en');
  return (
    <>
      <div className={styles.tools}>
        <TextInput className={styles.search ?? ''} size="xs" aria-label="Search connections" placeholder="Name, environment, host" leftSection={<IconSearch size={14} aria-hidden />} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <span className={styles.count} role="status">
          {text ? `${rows.length.toLocaleString('en')} of ${count}` : `${count} in all`}
        </span>
      </div>
      {rows.length === 0 ? (
        <p className={styles.empty}>No connection matches “{text}”.</p>
      ) : (
        <VirtualTable label="Connections" rows={rows} columns={CONNECTION_COLUMNS} rowId={({ connection }) => connection.id} rowHeight={54} leastWidth={632} selectedId={openId} onOpen={open} sort={sort} onSort={setSort} />
      )}
    </>
  );
}
