import { Fragment, type ReactNode } from 'react';
import styles from './facts.module.css';

export type Fact = { label: string; value: ReactNode };

/** Labelled facts, one a line. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  // A label can come twice: headers do.
  const rows = facts.map((fact, number) => ({ number, fact }));
  return (
    <dl className={styles.facts}>
      {rows.map(({ number, fact }) => (
        <Fragment key={number}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
