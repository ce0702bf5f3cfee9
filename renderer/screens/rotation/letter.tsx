import { Checkbox } from '@mantine/core';
import { useId } from 'react';
import type { Rotation } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import styles from './rotation.module.css';

/** What Wise cannot be told by API: text to paste, and a box to tick. */
export function Letter({ rotation }: { rotation: Rotation }) {
  const change = useTell('rotations.change');
  const title = useId();
  return (
    <section className={styles.letter} aria-labelledby={title}>
      <div className={styles.letterHead}>
        <h2 id={title}>Ask Wise to revoke it</h2>
        <CopyButton text={rotation.letter} label="Copy text" size="compact-sm" />
      </div>
      <p className="dim">Wise has no call for that. Paste this into Developer Hub or a mail to Wise; until they act, Wise still accepts the key.</p>
      <pre className={styles.text} tabIndex={0} aria-label="Text for Wise">
        {rotation.letter}
      </pre>
      <Checkbox label="I have sent it" checked={rotation.letterSent} disabled={change.isPending} onChange={(event) => change.mutate({ id: rotation.id, letterSent: event.currentTarget.checked })} />
      {change.error && <ErrorBox error={change.error} />}
    </section>
  );
}
