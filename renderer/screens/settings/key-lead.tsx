import { Button, NumberInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { VaultSettings } from '../../../shared/model/views.ts';
import { client, useAsk, useTell } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import styles from './settings.module.css';

const LEAST = 1;
const MOST = 180;

function Days({ settings }: { settings: VaultSettings }) {
  const [days, setDays] = useState<number | string>(settings.keyLeadDays);
  const save = useTell('vault.setSettings');
  const fits = typeof days === 'number' && days >= LEAST && days <= MOST;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits) save.mutate({ ...settings, keyLeadDays: days }, {
        // Which keys count as expiring depends on it.
        onSuccess: () => void client.invalidateQueries({ queryKey: ['keys.list'] }),
      });
  };
  return (
    <form className={styles.section} onSubmit={submit}>
      <p className={styles.says}>From this many days before its end a key counts as expiring: the overview names it and offers its rotation.</p>
      <div className={styles.row}>
        <NumberInput label="Days before its end" value={days} onChange={setDays} min={LEAST} max={MOST} allowDecimal={false} w={160} />
        <Button type="submit" variant="default" disabled={!fits || days === settings.keyLeadDays} loading={save.isPending}>
          Save
        </Button>
      </div>
      {!fits && <p className={styles.says}>From {LEAST} to {MOST} days.</p>}
      {save.error && <ErrorBox error={save.error} />}
      <span role="status">{save.isSuccess && days === settings.keyLeadDays && <span className={styles.done}>Saved.</span>}</span>
    </form>
  );
}

/** How long before its end a key is called expiring. */
export function KeyLead() {
  const { data, error } = useAsk('vault.settings', {});
  return (
    <Card title="Keys that end">
      {error && <ErrorBox error={error} />}
      {data ? <Days key={data.keyLeadDays} settings={data} /> : !error && <Loading lines={2} />}
    </Card>
  );
}
