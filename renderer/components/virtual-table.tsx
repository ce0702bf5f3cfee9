import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { rowAfter, withActive } from '../lib/row-keys.ts';
import { vars } from '../lib/vars.ts';
import { SortButton, ariaSort, type Sort } from './sort-button.tsx';
import styles from './virtual-table.module.css';

export type Column<Row> = {
  id: string;
  name: string;
  /** CSS grid track, such as `minmax(120px, 1fr)`. */
  track: string;
  sortable?: boolean;
  render(row: Row): ReactNode;
};

type Props<Row> = {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowId(row: Row): string;
  /** Height of a row in pixels. */
  rowHeight: number;
  /** Below this width, in pixels, the table scrolls sideways. */
  leastWidth: number;
  selectedId?: string | undefined;
  onOpen(row: Row): void;
  sort?: Sort;
  onSort?(sort: Sort): void;
  /** Called when the last rows come near. */
  onEnd?(): void;
};

const HEAD_HEIGHT = 38;

/** Rows kept on either side of what can be seen, so that scrolling shows no gaps. */
const SPARE = 10;

function Head<Row>({ columns, sort, onSort }: Pick<Props<Row>, 'columns' | 'sort' | 'onSort'>) {
  return (
    <div role="rowgroup" className={styles.sticky}>
      <div className={styles.head} role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <div key={column.id} role="columnheader" aria-sort={ariaSort(column.id, sort)}>
            {column.sortable && sort && onSort ? <SortButton id={column.id} name={column.name} sort={sort} onSort={onSort} /> : column.name}
          </div>
        ))}
      </div>
    </div>
  );
}

/** A table of which only the rows in view exist. Arrow keys move, Enter opens. */
export function VirtualTable<Row>({ label, rows, columns, rowId, rowHeight, leastWidth, selectedId, onOpen, sort, onSort, onEnd }: Props<Row>) {
  const scroll = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(0);
  const active = Math.min(chosen, rows.length - 1);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: SPARE,
    // The head stays at the top of what scrolls, so rows begin below it and come into view below it.
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    initialRect: { width: 0, height: 800 },
    rangeExtractor: useCallback((range: Range) => withActive(defaultRangeExtractor(range), active), [active]),
  });
  const items = virtualizer.getVirtualItems();
  const isAtEnd = (items.at(-1)?.index ?? -1) >= rows.length - 1;
  useEffect(() => {
    if (isAtEnd) onEnd?.();
  }, [isAtEnd, rows.length, onEnd]);

  // In the same turn as the key press, so that the next one, such as Enter, meets the right row.
  const moved = useRef(false);
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    scroll.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)?.focus({ preventScroll: true });
  }, [active]);
  const move = (event: KeyboardEvent) => {
    const next = rowAfter(event.key, active, rows.length - 1);
    if (next === undefined) return;
    event.preventDefault();
    moved.current = true;
    setChosen(next);
    virtualizer.scrollToIndex(next);
  };
  return (
    <div className={styles.scroll} ref={scroll} role="grid" aria-label={label} aria-rowcount={rows.length + 1} style={vars({ '--columns': columns.map((column) => column.track).join(' '), '--least': `${leastWidth}px` })}>
      <Head columns={columns} {...(sort && onSort && { sort, onSort })} />
      <div className={styles.rows} role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index]!;
          return (
            <div
              key={rowId(row)}
              role="row"
              className={styles.row}
              data-index={index}
              aria-rowindex={index + 2}
              aria-selected={rowId(row) === selectedId}
              tabIndex={index === active ? 0 : -1}
              style={{ height: rowHeight, transform: `translateY(${start - HEAD_HEIGHT}px)` }}
              onFocus={() => setChosen(index)}
              onClick={() => onOpen(row)}
              onKeyDown={(event) => (event.key === 'Enter' ? onOpen(row) : move(event))}
            >
              {columns.map((column) => (
                <div key={column.id} role="gridcell" className={styles.cell}>
                  {column.render(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
