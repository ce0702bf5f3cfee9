import type { ReactNode } from 'react';
import styles from './pill.module.css';

export type Tone = 'ok' | 'warn' | 'bad' | 'plain';

/** A word with a colour behind it. The word carries the meaning; the colour only helps to find it. */
export function Pill({ tone, children, title }: { tone: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={styles.pill} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
