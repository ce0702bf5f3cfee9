import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { scrollTopFor, useRowWindow } from '../lib/use-row-window.ts';
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

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  PageDown: (at, last) => Math.min(at + 10, last),
  PageUp: (at) => Math.max(at - 10, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** The indexes rendered: those in view, and the one in the tab order, so that the focus is never lost by scrolling. */
function indexes(first: number, end: number, active: number, count: number): number[] {
  const seen = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset);
  if (active >= count || (active >= first && active < end)) return seen;
  return active < first ? [active, ...seen] : [...seen, active];
}

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
  const { first, end } = useRowWindow(scroll, rowHeight, rows.length);
  useEffect(() => {
    if (end >= rows.length) onEnd?.();
  }, [end, rows.length, onEnd]);

  // In the same turn as the key press, so that the next one, such as Enter, meets the right row.
  const moved = useRef(false);
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    scroll.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)?.focus({ preventScroll: true });
  }, [active]);
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const node = scroll.current;
    if (!step || !node) return;
    event.preventDefault();
    const next = step(active, rows.length - 1);
    moved.current = true;
    setChosen(next);
    node.scrollTop = scrollTopFor(next, rowHeight, node.scrollTop, node.clientHeight - HEAD_HEIGHT);
  };
  return (
    <div className={styles.scroll} ref={scroll} role="grid" aria-label={label} aria-rowcount={rows.length + 1} style={vars({ '--columns': columns.map((column) => column.track).join(' '), '--least': `${leastWidth}px` })}>
      <Head columns={columns} {...(sort && onSort && { sort, onSort })} />
      <div className={styles.rows} role="rowgroup" style={{ height: rows.length * rowHeight }}>
        {indexes(first, end, active, rows.length).map((index) => {
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
              style={{ height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
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
