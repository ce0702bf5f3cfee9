import IconAlertCircle from '@tabler/icons-react/dist/esm/icons/IconAlertCircle.mjs';
import type { ReactNode } from 'react';
import { errorFacts, errorReport, type ShownError } from '../lib/error-text.ts';
import { CopyButton } from './copy-button.tsx';
import styles from './error-box.module.css';

/** An error beside what failed: what happened, what to do, the facts Wise's support asks for. `children` are further buttons. */
export function ErrorBox({ error, children }: { error: ShownError; children?: ReactNode }) {
  const facts = errorFacts(error.details);
  return (
    <div className={styles.box} role="alert" data-tone={error.code === 'CANCELLED' ? 'plain' : undefined}>
      <IconAlertCircle size={18} className={styles.icon} aria-hidden />
      <div className={styles.message}>{error.message}</div>
      <div>{error.next}</div>
      {facts.length > 0 && (
        <dl className={styles.facts}>
          {facts.map((fact) => (
            <div key={fact.label} style={{ display: 'contents' }}>
              <dt>{fact.label}</dt>
              <dd>{fact.value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className={styles.foot}>
        {children}
        <CopyButton text={errorReport(error)} label="Copy details" size="compact-xs" />
      </div>
    </div>
  );
}
