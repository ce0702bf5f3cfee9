import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useAsk, useTell } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { NewPassphrase, pairProblem, type Pair } from '../../components/new-passphrase.tsx';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import styles from './settings.module.css';

const EMPTY: Pair = { first: '', second: '' };

/** The present passphrase of whoever is at the vault once, the new one twice. */
export function ChangePassphrase() {
  const [current, setCurrent] = useState('');
  const [pair, setPair] = useState(EMPTY);
  const change = useTell('vault.changePassphrase');
  const { data } = useAsk('people.list', {});
  const you = data && data.people.length > 1 ? data.people.find(({ id }) => id === data.you) : undefined;
  const problem = current === '' ? 'Type the present passphrase first.' : pairProblem(pair);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problem) return;
    change.mutate({ current, next: pair.first }, {
      onSuccess: () => {
        setCurrent('');
        setPair(EMPTY);
      },
    });
  };
  return (
    <Card title="Passphrase">
      <form className={styles.section} onSubmit={submit}>
        {you && <p className={styles.says}>Yours, {you.name}. The others keep theirs.</p>}
        <div className={styles.form}>
          <PassphraseField label="Present passphrase" value={current} onChange={(event) => setCurrent(event.currentTarget.value)} />
          <NewPassphrase pair={pair} onChange={setPair} label="New passphrase" />
          {change.error && <ErrorBox error={change.error} />}
        </div>
        <div className={styles.row} style={{ alignItems: 'center' }}>
          <Button type="submit" variant="default" disabled={problem !== undefined} loading={change.isPending}>
            Change passphrase
          </Button>
          <span role="status">{change.isSuccess && current === '' ? <span className={styles.done}>Changed. The old one no longer opens the vault.</span> : <span className={styles.says}>{problem}</span>}</span>
        </div>
      </form>
    </Card>
  );
}
