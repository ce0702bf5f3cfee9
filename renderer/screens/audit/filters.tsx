import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import type { AuditKind, AuditLine } from '../../../shared/model/views.ts';
import { AUDIT_WORDS } from './kinds.ts';
import type { LineFilter } from './use-lines.ts';
import styles from './audit.module.css';

const KINDS = [{ value: '', label: 'Every kind' }, ...Object.entries(AUDIT_WORDS).map(([value, label]) => ({ value, label }))];
const OUTCOME_CHOICES = [
  { value: '', label: 'All' },
  { value: 'ok', label: 'Ok' },
  { value: 'refused', label: 'Refused' },
  { value: 'failed', label: 'Failed' },
];

export type Chosen = { kind: AuditKind | ''; outcome: AuditLine['outcome'] | ''; text: string };
export const NOTHING_CHOSEN: Chosen = { kind: '', outcome: '', text: '' };

/** The choice as main takes it: what is not chosen is left out. */
export function lineFilter({ kind, outcome, text }: Chosen): LineFilter {
  return { ...(kind && { kinds: [kind] }), ...(outcome && { outcome }), ...(text && { text }) };
}

type Props = { chosen: Chosen; onChange(chosen: Chosen): void; count: string };

export function Filters({ chosen, onChange, count }: Props) {
  return (
    <div className={styles.tools} role="search" aria-label="Audit lines">
      <NativeSelect className={styles.kind ?? ''} size="xs" aria-label="Kind" data={KINDS} value={chosen.kind} onChange={(event) => onChange({ ...chosen, kind: event.currentTarget.value as Chosen['kind'] })} />
      <SegmentedControl size="xs" aria-label="Outcome" data={OUTCOME_CHOICES} value={chosen.outcome} onChange={(outcome) => onChange({ ...chosen, outcome: outcome as Chosen['outcome'] })} />
      <TextInput className={styles.search ?? ''} size="xs" aria-label="Search" placeholder="Key id, connection, code" maxLength={200} leftSection={<IconSearch size={14} aria-hidden />} value={chosen.text} onChange={(event) => onChange({ ...chosen, text: event.currentTarget.value })} />
      <span className={styles.count} role="status">
        {count}
      </span>
    </div>
  );
}
