import type { ReactNode } from 'react';
import type { Tone } from './pill.tsx';
import styles from './notice.module.css';

/** Where something stands, or what follows from it, in one or two sentences on a coloured ground. */
export function Notice({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <div className={styles.notice} data-tone={tone}>
      {children}
    </div>
  );
}
