import { Checkbox } from '@mantine/core';
import { useId, useState } from 'react';
import type { Migration } from '../../../shared/model/migrations.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Copyable } from '../../components/copyable.tsx';
import styles from './migration.module.css';

/** What was ticked, by migration: kept while the window is open. */
const ticked = new Map<string, ReadonlySet<number>>();

/** The list as text, to paste where it is worked off. */
function listText({ tokenLabel, toDelete }: Pick<Migration, 'tokenLabel' | 'toDelete'>): string {
  return [`Moved off the personal token “${tokenLabel}”. To delete, in this order:`, ...toDelete.map((one, index) => `${index + 1}. ${one}`)].join('\n');
}

/** What is deleted by hand, in order, to tick off. `page` is the address where the token is deleted, where it is known. */
export function ToDelete({ migration, page }: { migration: Migration; page?: string | undefined }) {
  const [done, setDone] = useState<ReadonlySet<number>>(() => ticked.get(migration.id) ?? new Set());
  const title = useId();
  const toggle = (index: number) => {
    const next = new Set(done);
    if (!next.delete(index)) next.add(index);
    ticked.set(migration.id, next);
    setDone(next);
  };
  return (
    <section className={styles.card} aria-labelledby={title}>
      <div className={styles.listHead}>
        <h2 id={title}>To delete, in this order</h2>
        <CopyButton text={listText(migration)} label="Copy list" size="compact-sm" />
      </div>
      <div className={styles.ticks}>
        {migration.toDelete.map((sentence, index) => (
          <Checkbox key={sentence} label={sentence} checked={done.has(index)} onChange={() => toggle(index)} />
        ))}
      </div>
      {page && <Copyable text={page} name="address of the page of API tokens" />}
      <p className="quiet">Ticks are for you alone and are kept until Portcullis is closed.</p>
    </section>
  );
}
