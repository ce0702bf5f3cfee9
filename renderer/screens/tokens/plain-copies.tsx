import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { Notice } from '../../components/notice.tsx';
import styles from './tokens.module.css';

/** Where what was imported still lies readable. Ticking it off is for the person alone: nothing here can look. */
export function PlainCopies({ sentences }: { sentences: readonly string[] }) {
  const [deleted, setDeleted] = useState(false);
  return (
    <section className={styles.copies} aria-label="The plain-text copy">
      <Notice tone={deleted ? 'plain' : 'warn'}>
        <h2 className={styles.title}>{deleted ? 'You have deleted the plain-text copy' : 'The plain-text copy is still there'}</h2>
        <ul className={styles.list}>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <div className={styles.after}>
          <Checkbox size="xs" label="I have deleted it" checked={deleted} onChange={(event) => setDeleted(event.currentTarget.checked)} />
          <CopyButton text={sentences.join('\n')} label="Copy as a note" size="compact-xs" />
        </div>
      </Notice>
      <p className="quiet">The tick is for you alone: Portcullis does not look into your files.</p>
    </section>
  );
}
