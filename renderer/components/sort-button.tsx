import { UnstyledButton } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import styles from './virtual-table.module.css';

export type Sort = { by: string; down: boolean };

/** What a column header tells a screen reader about the order. */
export function ariaSort(id: string, sort: Sort | undefined): 'ascending' | 'descending' | undefined {
  if (sort?.by !== id) return undefined;
  return sort.down ? 'descending' : 'ascending';
}

type Props = { id: string; name: string; sort: Sort; onSort(sort: Sort): void };

/** A column's name that sorts by it, and the other way round when pressed again. */
export function SortButton({ id, name, sort, onSort }: Props) {
  const current = sort.by === id;
  const Arrow = sort.down ? IconArrowDown : IconArrowUp;
  return (
    <UnstyledButton className={styles.sort ?? ''} onClick={() => onSort({ by: id, down: current && !sort.down })}>
      {name}
      {current && <Arrow size={13} aria-hidden />}
    </UnstyledButton>
  );
}
