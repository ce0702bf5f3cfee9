import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
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
  /** What stands in the head in place of the name. */
  head?: ReactNode;
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
const SPARE = 6;

function Head<Row>({ columns, sort, onSort }: Pick<Props<Row>, 'columns' | 'sort' | 'onSort'>) {
  return (
    <div role="rowgroup" className={styles.sticky}>
      <div className={styles.head} role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <div key={column.id} role="columnheader" aria-sort={ariaSort(column.id, sort)}>
            {column.sortable && sort && onSort ? <SortButton id={column.id} name={column.name} sort={sort} onSort={onSort} /> : (column.head ?? column.name)}
          </div>
        ))}
      </div>
    </div>
  );
}

type BodyRowProps<Row> = Pick<Props<Row>, 'columns' | 'onOpen'> & {
  row: Row;
  index: number;
  /** Pixels from the first row's top. */
  top: number;
  height: number;
  isActive: boolean;
  isSelected: boolean;
  onFocus(index: number): void;
};

function BodyRow<Row>({ row, columns, index, top, height, isActive, isSelected, onOpen, onFocus }: BodyRowProps<Row>) {
  return (
    <div
      role="row"
      className={styles.row}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={isActive ? 0 : -1}
      style={{ height, transform: `translateY(${top}px)` }}
      onFocus={() => onFocus(index)}
      onClick={() => onOpen(row)}
    >
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={styles.cell}>
          {column.render(row)}
        </div>
      ))}
    </div>
  );
}

/** Rows that stay in view are not rendered again while others come and go. */
const KeptRow = memo(BodyRow) as typeof BodyRow;

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
  const press = (event: KeyboardEvent) => {
    const row = rows[active];
    if (event.key === 'Enter' && row) onOpen(row);
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
      <div className={styles.rows} role="rowgroup" style={{ height: virtualizer.getTotalSize() }} onKeyDown={press}>
        {items.map(({ index, start }) => {
          const row = rows[index]!;
          const id = rowId(row);
          return (
            <KeptRow
              key={id}
              row={row}
              columns={columns}
              index={index}
              top={start - HEAD_HEIGHT}
              height={rowHeight}
              isActive={index === active}
              isSelected={id === selectedId}
              onOpen={onOpen}
              onFocus={setChosen}
            />
          );
        })}
      </div>
    </div>
  );
}
