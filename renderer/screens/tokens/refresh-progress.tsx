import { Button } from '@mantine/core';
import { ErrorBox } from '../../components/error-box.tsx';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { refreshedSays } from './words.ts';
import type { RefreshMany } from './use-refresh-many.ts';
import styles from './tokens.module.css';

/** How far refreshing many is, and what came of it. */
export function RefreshProgress({ many: { progress, answers, error, stop, dismiss } }: { many: RefreshMany }) {
  const first = error ?? answers?.find((answer) => answer.error)?.error;
  return (
    <div role="status">
      {progress && (
        <div className={styles.strip}>
          <span className="number">
            Refreshing: {progress.done.toLocaleString('en')} of {progress.all.toLocaleString('en')} done
          </span>
          <Button ref={takeLostFocus} size="compact-xs" variant="default" onClick={stop}>
            Stop
          </Button>
        </div>
      )}
      {answers && (
        <div className={styles.strip}>
          <span>
            {answers.length > 0 && refreshedSays(answers)} {first && !error && 'The first that failed says why:'}
          </span>
          <Button ref={takeLostFocus} size="compact-xs" variant="default" onClick={dismiss}>
            Dismiss
          </Button>
        </div>
      )}
      {first && (
        <div className={styles.fault}>
          <ErrorBox error={first} />
        </div>
      )}
    </div>
  );
}
