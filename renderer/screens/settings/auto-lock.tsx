import { Button, NumberInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { VaultSettings } from '../../../shared/model/views.ts';
import { useAsk, useTell } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { alsoLocks } from './also-locks.ts';
import styles from './settings.module.css';

const LEAST = 1;
const MOST = 240;

function Minutes({ settings }: { settings: VaultSettings }) {
  const [minutes, setMinutes] = useState<number | string>(settings.autoLockMinutes);
  const { data: app } = useAsk('app.info', {});
  const save = useTell('vault.setSettings');
  const fits = typeof minutes === 'number' && minutes >= LEAST && minutes <= MOST;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits) save.mutate({ ...settings, autoLockMinutes: minutes });
  };
  return (
    <form className={styles.section} onSubmit={submit}>
      {app && <p className={styles.says}>{alsoLocks(app)}</p>}
      <div className={styles.row}>
        <NumberInput label="Idle minutes" value={minutes} onChange={setMinutes} min={LEAST} max={MOST} allowDecimal={false} w={140} />
        <Button type="submit" variant="default" disabled={!fits || minutes === settings.autoLockMinutes} loading={save.isPending}>
          Save
        </Button>
      </div>
      {!fits && <p className={styles.says}>From {LEAST} to {MOST} minutes.</p>}
      {save.error && <ErrorBox error={save.error} />}
      <span role="status">{save.isSuccess && minutes === settings.autoLockMinutes && <span className={styles.done}>Saved.</span>}</span>
    </form>
  );
}

/** After how long the vault locks itself. */
export function AutoLock() {
  const { data, error } = useAsk('vault.settings', {});
  return (
    <Card title="Automatic lock">
      {error && <ErrorBox error={error} />}
      {data ? <Minutes key={data.autoLockMinutes} settings={data} /> : !error && <Loading lines={2} />}
    </Card>
  );
}
