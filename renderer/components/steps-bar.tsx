import { vars } from '../lib/vars.ts';
import styles from './steps-bar.module.css';

/** How far something with steps has come, as a picture; the words stand beside it. */
export function StepsBar({ done }: { done: readonly boolean[] }) {
  return (
    <span className={styles.bar} style={vars({ '--count': String(done.length) })} aria-hidden>
      {Array.from(done.entries(), ([step, isDone]) => (
        <span key={step} data-done={isDone || undefined} />
      ))}
    </span>
  );
}
