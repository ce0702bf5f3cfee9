import type { ReactNode } from 'react';
import styles from './page.module.css';

type Props = {
  /** The state in words. */
  title: string;
  /** One line of context. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** Opens at the right, 400 px. */
  panel?: ReactNode;
  /** `list`: edge to edge on a surface, for tables. `cards`: cards on the background. */
  shape: 'list' | 'cards';
  children: ReactNode;
};

/** List and detail: a title that says the state, what there is, and a panel for the one that is open. */
export function Page({ title, lead, actions, panel, shape, children }: Props) {
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h1>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      <div className={styles.split} data-panel={panel ? 'open' : undefined}>
        <div className={`${styles.list} ${shape === 'list' ? styles.surface : styles.body}`}>{children}</div>
        {panel}
      </div>
    </div>
  );
}
