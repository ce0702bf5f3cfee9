import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { EXPIRY_KINDS, type ExpiryItem } from '../../../shared/model/expiry.ts';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { boardColumns } from './columns.tsx';
import { EXPIRY_LOOKS } from './looks.ts';
import { boardRows, connectionsOf, filterItems, type Grouping, type Row, type Wanted } from './rows.ts';
import styles from './expiry.module.css';

const ORDERS: { value: Grouping; label: string }[] = [
  { value: 'date', label: 'By date' },
  { value: 'kind', label: 'By kind' },
  { value: 'connection', label: 'By connection' },
];
const KINDS = [{ value: '', label: 'Every kind' }, ...EXPIRY_KINDS.map((kind) => ({ value: kind, label: EXPIRY_LOOKS[kind].names }))];

type Props = { items: readonly ExpiryItem[]; now: number; openId: string | undefined; onOpen(id: string): void };

/** Everything that ends on one timeline of twelve months. */
export function Board({ items, now, openId, onOpen }: Props) {
  const [grouping, setGrouping] = useState<Grouping>('date');
  const [wanted, setWanted] = useState<Wanted>({ kind: '', connection: '' });
  const connections = useMemo(() => connectionsOf(items), [items]);
  const shown = useMemo(() => filterItems(items, wanted), [items, wanted]);
  const rows = useMemo(() => boardRows(shown, grouping, now), [shown, grouping, now]);
  const columns = useMemo(() => boardColumns(now), [now]);
  const selectedId = rows.find((row) => 'item' in row && row.item.id === openId)?.id;
  const open = (row: Row) => 'item' in row && onOpen(row.item.id);
  const count = shown.length.toLocaleString('en');
  return (
    <>
      <div className={styles.tools} role="search" aria-label="What ends">
        <SegmentedControl size="xs" aria-label="Order" data={ORDERS} value={grouping} onChange={setGrouping} />
        <NativeSelect size="xs" aria-label="Kind" data={KINDS} value={wanted.kind} onChange={(event) => setWanted({ ...wanted, kind: EXPIRY_KINDS.find((kind) => kind === event.currentTarget.value) ?? '' })} />
        {connections.length > 1 && (
          <NativeSelect
            className={styles.connection ?? ''}
            size="xs"
            aria-label="Connection"
            data={[{ value: '', label: 'Every connection' }, ...connections]}
            value={wanted.connection}
            onChange={(event) => setWanted({ ...wanted, connection: event.currentTarget.value })}
          />
        )}
        <span className={styles.count} role="status">
          {shown.length === items.length ? `${count} in all` : `${count} of ${items.length.toLocaleString('en')}`}
        </span>
      </div>
      {rows.length === 0 ? (
        <p className={styles.empty}>Nothing of this kind and connection.</p>
      ) : (
        <VirtualTable label="What ends when" rows={rows} columns={columns} rowId={(row) => row.id} rowHeight={54} leastWidth={630} selectedId={selectedId} onOpen={open} />
      )}
    </>
  );
}
