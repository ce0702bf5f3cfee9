import { SegmentedControl, TextInput } from '@mantine/core';
import { useId } from 'react';
import { validityProblem, type ValidityChoice } from './validity.ts';
import styles from './keys.module.css';

const LENGTHS: { value: ValidityChoice['length']; label: string }[] = [
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: '730', label: '2 years' },
  { value: 'custom', label: 'Dates' },
];

type Props = { value: ValidityChoice; now: number; onChange(value: ValidityChoice): void };

/** How long a key is valid: a usual length from now on, or two days of one’s own, in UTC as at Wise. */
export function ValidityField({ value, now, onChange }: Props) {
  const label = useId();
  const problem = validityProblem(value, now);
  const pick = (length: string) => {
    const found = LENGTHS.find((one) => one.value === length);
    if (found) onChange({ ...value, length: found.value });
  };
  return (
    <div className={styles.validity}>
      <span id={label}>Valid for</span>
      <SegmentedControl fullWidth data={LENGTHS} value={value.length} onChange={pick} aria-labelledby={label} />
      {value.length === 'custom' && (
        <div className={styles.dates}>
          <TextInput type="date" label="From, 00:00 UTC" value={value.from} onChange={(event) => onChange({ ...value, from: event.currentTarget.value })} />
          <TextInput type="date" label="Till, 00:00 UTC" value={value.till} onChange={(event) => onChange({ ...value, till: event.currentTarget.value })} />
        </div>
      )}
      {problem && (
        <p className={styles.problem} role="status">
          {problem}
        </p>
      )}
    </div>
  );
}
