import { Button, NumberInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ExpiryItem } from '../../../shared/model/expiry.ts';
import { client, useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import styles from './expiry.module.css';

const LEAST = 1;
const MOST = 365;

/** The lead time of one thing alone. */
export function LeadEditor({ item }: { item: ExpiryItem }) {
  const [value, setValue] = useState<number | string>(item.leadDays);
  const save = useTell('expiry.setLead');
  const fits = typeof value === 'number' && value >= LEAST && value <= MOST;
  const send = (leadDays: number | null) => save.mutate({ id: item.id, leadDays }, { onSuccess: () => void client.invalidateQueries({ queryKey: ['expiry.list'] }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits) send(value);
  };
  return (
    <form className={styles.lead} onSubmit={submit}>
      <div className={styles.leadRow}>
        <NumberInput label="Lead time in days, for this one alone" value={value} onChange={setValue} min={LEAST} max={MOST} allowDecimal={false} w={250} />
        <Button type="submit" variant="default" disabled={!fits || (value === item.leadDays && item.hasOwnLead)} loading={save.isPending}>
          Save
        </Button>
      </div>
      {!fits && <p className={`dim ${styles.small}`}>From {LEAST} to {MOST} days.</p>}
      <p className={`dim ${styles.small}`}>{item.hasOwnLead ? 'It has a lead time of its own.' : 'It has the lead time of its kind, from Settings.'}</p>
      {item.hasOwnLead && (
        <div>
          <Button size="compact-sm" variant="default" disabled={save.isPending} onClick={() => send(null)}>
            Use that of its kind
          </Button>
        </div>
      )}
      {save.error && <ErrorBox error={save.error} />}
    </form>
  );
}
