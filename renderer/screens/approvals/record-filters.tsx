import { NativeSelect, TextInput } from '@mantine/core';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { APPROVAL_KINDS, APPROVAL_OUTCOMES, type ApprovalKind, type ApprovalRecord } from '../../../shared/model/approvals.ts';
import { OUTCOMES } from './outcomes.ts';
import type { RecordFilter } from './use-records.ts';
import { KINDS } from './words.ts';
import strip from '../../components/strip.module.css';
import styles from './record.module.css';

export type Wanted = { text: string; kind: ApprovalKind | ''; outcome: ApprovalRecord['outcome'] | ''; from: string; to: string };
export const EVERYTHING: Wanted = { text: '', kind: '', outcome: '', from: '', to: '' };

/** The choice as main takes it: what is not chosen is left out. */
export function recordFilter(connectionId: string, { text, kind, outcome, from, to }: Wanted): RecordFilter {
  const words = text.trim();
  return { connectionId, ...(words && { text: words }), ...(kind && { kinds: [kind] }), ...(outcome && { outcome }), ...(from && { from }), ...(to && { to }) };
}

const KIND_CHOICES = [{ value: '', label: 'Every kind' }, ...APPROVAL_KINDS.map((kind) => ({ value: kind, label: KINDS[kind].many }))];
const OUTCOME_CHOICES = [{ value: '', label: 'Every outcome' }, ...APPROVAL_OUTCOMES.map((outcome) => ({ value: outcome, label: OUTCOMES[outcome].word }))];

type Props = { wanted: Wanted; onChange(wanted: Wanted): void; count: string };

export function RecordFilters({ wanted, onChange, count }: Props) {
  return (
    <div className={strip.strip} role="search" aria-label="Record">
      <TextInput className={styles.search ?? ''} size="xs" aria-label="Search the record" placeholder="Payee, trace id, path" maxLength={200} leftSection={<IconSearch size={14} aria-hidden />} value={wanted.text} onChange={(event) => onChange({ ...wanted, text: event.currentTarget.value })} />
      <NativeSelect size="xs" className={styles.pick ?? ''} aria-label="Kind" data={KIND_CHOICES} value={wanted.kind} onChange={(event) => onChange({ ...wanted, kind: event.currentTarget.value as Wanted['kind'] })} />
      <NativeSelect size="xs" className={styles.pick ?? ''} aria-label="Outcome" data={OUTCOME_CHOICES} value={wanted.outcome} onChange={(event) => onChange({ ...wanted, outcome: event.currentTarget.value as Wanted['outcome'] })} />
      <TextInput size="xs" type="date" className={styles.date ?? ''} leftSection="from" leftSectionWidth={44} aria-label="From" title="From this day on, UTC" value={wanted.from} max={wanted.to || undefined} onChange={(event) => onChange({ ...wanted, from: event.currentTarget.value })} />
      <TextInput size="xs" type="date" className={styles.date ?? ''} leftSection="to" leftSectionWidth={32} aria-label="To" title="Until this day, included, UTC" value={wanted.to} min={wanted.from || undefined} onChange={(event) => onChange({ ...wanted, to: event.currentTarget.value })} />
      <span className={styles.count} role="status">
        {count}
      </span>
    </div>
  );
}
