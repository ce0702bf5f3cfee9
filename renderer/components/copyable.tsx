import { Breakable } from './breakable.tsx';
import { CopyButton } from './copy-button.tsx';
import styles from './copyable.module.css';

/** A long value that is read seldom and copied often. `name` tells a screen reader what the button copies. */
export function Copyable({ text, name }: { text: string; name: string }) {
  return (
    <span className={styles.copyable}>
      <span className="mono">
        <Breakable text={text} />
      </span>
      <CopyButton text={text} label="Copy" size="compact-xs" aria-label={`Copy ${name}`} />
    </span>
  );
}
