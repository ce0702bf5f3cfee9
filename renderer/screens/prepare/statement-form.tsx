import { Button, NativeSelect, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ApprovalInbox } from '../../../shared/model/approvals.ts';
import { useAsk } from '../../api.ts';
import { amountText } from '../../lib/money.ts';
import { useNow } from '../../lib/use-now.ts';
import { PrepareForm, type FormProps } from './form.tsx';
import { lastMonth, periodProblem, thisMonth, type Period } from './period.ts';
import { ProfileField, useProfileField } from './profile-field.tsx';
import { usePrepare } from './use-prepare.ts';
import styles from './prepare.module.css';

const OTHER = 'other';
type Balances = ApprovalInbox['balances'];

/** One of the balances that the inbox knows, or another by id and currency. */
function useBalanceField(balances: Balances) {
  const [picked, setPicked] = useState<string>();
  const [id, setId] = useState('');
  const [currency, setCurrency] = useState('');
  const known = balances.find(({ balanceId }) => String(balanceId) === picked) ?? (picked === OTHER ? undefined : balances[0]);
  const code = currency.trim().toUpperCase();
  const typed = /^[1-9]\d{0,14}$/.test(id.trim()) && /^[A-Z]{3}$/.test(code) ? { balanceId: Number(id.trim()), currency: code } : undefined;
  return { balances, known, id, currency, setPicked, setId, setCurrency, balance: known ? { balanceId: known.balanceId, currency: known.available.currency } : typed };
}

function BalanceField({ balances, known, id, currency, setPicked, setId, setCurrency }: ReturnType<typeof useBalanceField>) {
  const data = balances.map(({ balanceId, available }) => ({ value: String(balanceId), label: `${amountText(available)} available` }));
  return (
    <>
      {data.length > 0 && <NativeSelect label="Balance" value={known ? String(known.balanceId) : OTHER} data={[...data, { value: OTHER, label: 'Another one, by its id' }]} onChange={(event) => setPicked(event.currentTarget.value)} />}
      {!known && (
        <div className={styles.two}>
          <TextInput label="Balance id" placeholder="200301" inputMode="numeric" maxLength={15} autoComplete="off" value={id} onChange={(event) => setId(event.currentTarget.value)} />
          <TextInput label="Currency" placeholder="EUR" maxLength={3} autoComplete="off" value={currency} onChange={(event) => setCurrency(event.currentTarget.value)} />
        </div>
      )}
    </>
  );
}

function PeriodField({ period, now, onChange, problemOf }: { period: Period; now: number; onChange(period: Period): void; problemOf(field: string): string | undefined }) {
  const wrong = periodProblem(period, now);
  const errorOf = (field: 'from' | 'to') => (wrong?.field === field ? wrong.says : problemOf(field));
  return (
    <div className={styles.period}>
      <TextInput type="date" label="From" value={period.from} error={errorOf('from')} onChange={(event) => onChange({ ...period, from: event.currentTarget.value })} />
      <TextInput type="date" label="To" value={period.to} error={errorOf('to')} onChange={(event) => onChange({ ...period, to: event.currentTarget.value })} />
      <div className={styles.presets}>
        <Button size="compact-sm" variant="default" onClick={() => onChange(lastMonth(now))}>
          Last month
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onChange(thisMonth(now))}>
          This month
        </Button>
      </div>
    </div>
  );
}

/** What went in and out of a balance. */
export function StatementForm({ connection }: FormProps) {
  const now = useNow();
  const profile = useProfileField(connection);
  const inbox = useAsk('approvals.inbox', { connectionId: connection.id });
  const balances = (inbox.data?.balances ?? []).filter(({ profileId }) => profileId === profile.profileId);
  const field = useBalanceField(balances);
  const [period, setPeriod] = useState(() => lastMonth(Date.now()));
  const [type, setType] = useState<'COMPACT' | 'FLAT'>('COMPACT');
  const { put, isPending, problemOf, errorBeside } = usePrepare();
  const { profileId } = profile;
  const { balance } = field;
  const isReady = profileId !== undefined && balance !== undefined && periodProblem(period, now) === undefined;
  const submit = () => {
    if (profileId !== undefined && balance) put({ kind: 'statement', connectionId: connection.id, profileId, ...balance, ...period, type });
  };
  return (
    <PrepareForm isReady={isReady} isPending={isPending} error={errorBeside(['from', 'to'])} onSubmit={submit}>
      <ProfileField {...profile} />
      <BalanceField {...field} />
      <PeriodField period={period} now={now} onChange={setPeriod} problemOf={problemOf} />
      <Radio.Group label="Lines" value={type} onChange={(value) => setType(value === 'FLAT' ? 'FLAT' : 'COMPACT')}>
        <div className={styles.radios}>
          <Radio value="COMPACT" label="One a transaction (COMPACT)" />
          <Radio value="FLAT" label="Fees apart (FLAT)" />
        </div>
      </Radio.Group>
    </PrepareForm>
  );
}
