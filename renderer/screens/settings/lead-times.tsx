import { Button, NumberInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { VaultSettings } from '../../../shared/model/views.ts';
import { useAsk, useTell } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import styles from './settings.module.css';

const LEAST = 1;
const MOST = 365;
const KINDS = [
  { field: 'keyLeadDays', label: 'Keys' },
  { field: 'certificateLeadDays', label: 'Certificates' },
  { field: 'tokenLeadDays', label: 'Tokens' },
] as const;
type Days = Record<(typeof KINDS)[number]['field'], number | string>;

function fits(days: number | string): days is number {
  return typeof days === 'number' && days >= LEAST && days <= MOST;
}

/** The three as numbers, or undefined while one of them does not fit. */
function wantedDays({ keyLeadDays, certificateLeadDays, tokenLeadDays }: Days) {
  return fits(keyLeadDays) && fits(certificateLeadDays) && fits(tokenLeadDays) ? { keyLeadDays, certificateLeadDays, tokenLeadDays } : undefined;
}

function Fields({ settings }: { settings: VaultSettings }) {
  const { keyLeadDays, certificateLeadDays, tokenLeadDays } = settings;
  const [days, setDays] = useState<Days>({ keyLeadDays, certificateLeadDays, tokenLeadDays });
  const save = useTell('vault.setSettings');
  const wanted = wantedDays(days);
  const isSame = KINDS.every(({ field }) => days[field] === settings[field]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted) save.mutate({ ...settings, ...wanted });
  };
  return (
    <form className={styles.section} onSubmit={submit}>
      <p className={styles.says}>From this many days before its end each thing counts as ending soon: the overview names it, and you are told. One alone can have a lead time of its own, under what ends when.</p>
      <div className={styles.row}>
        {KINDS.map(({ field, label }) => (
          <NumberInput key={field} label={`${label}, days`} value={days[field]} onChange={(value) => setDays({ ...days, [field]: value })} min={LEAST} max={MOST} allowDecimal={false} w={118} />
        ))}
        <Button type="submit" variant="default" disabled={!wanted || isSame} loading={save.isPending}>
          Save
        </Button>
      </div>
      {!wanted && <p className={styles.says}>From {LEAST} to {MOST} days.</p>}
      {save.error && <ErrorBox error={save.error} />}
      <span role="status">{save.isSuccess && isSame && <span className={styles.done}>Saved.</span>}</span>
    </form>
  );
}

/** How long before its end a thing counts as ending soon, by kind. */
export function LeadTimes() {
  const { data, error } = useAsk('vault.settings', {});
  return (
    <Card title="Lead times">
      {error && <ErrorBox error={error} />}
      {data ? <Fields key={`${data.keyLeadDays} ${data.certificateLeadDays} ${data.tokenLeadDays}`} settings={data} /> : !error && <Loading lines={2} />}
    </Card>
  );
}
