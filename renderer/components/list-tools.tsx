import { TextInput } from '@mantine/core';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import type { ReactNode } from 'react';
import styles from './list-tools.module.css';

type Props = {
  /** What the search is called, such as "Search keys". */
  label: string;
  placeholder: string;
  text: string;
  onText(text: string): void;
  shown: number;
  /** Without the search. */
  offered: number;
  /** What narrows the list beside the search. */
  filters?: ReactNode;
  /** Buttons, behind the count. */
  children?: ReactNode;
};

/** The bar over a list: search, filters, how many there are, and what is done to the list. */
export function ListTools({ label, placeholder, text, onText, shown, offered, filters, children }: Props) {
  const count = offered.toLocaleString('en');
  return (
    <div className={styles.tools}>
      <TextInput className={styles.search ?? ''} size="xs" aria-label={label} placeholder={placeholder} leftSection={<IconSearch size={14} aria-hidden />} value={text} onChange={(event) => onText(event.currentTarget.value)} />
      {filters}
      <span className={styles.count} role="status">
        {text ? `${shown.toLocaleString('en')} of ${count}` : `${count} in all`}
      </span>
      {children}
    </div>
  );
}
