import { NativeSelect } from '@mantine/core';
import type { KeySummary } from '../../../shared/model/views.ts';
import { shortId } from '../../lib/ids.ts';

type Props = { label: string; keys: readonly KeySummary[]; value: string; onChange(id: string): void; /** What choosing no key is called; without it a key must be chosen. */ none?: string; description?: string };

/** Id, label and algorithm; a label may name the algorithm itself. */
function optionText({ id, label, algorithm }: KeySummary): string {
  return `${shortId(id)} ${label.includes(algorithm) ? label : `${label} (${algorithm})`}`;
}

/** A key of the vault, by id and label. */
export function KeySelect({ label, keys, value, onChange, none, description }: Props) {
  const options = keys.map((key) => ({ value: key.id, label: optionText(key) }));
  const first = none ?? (keys.length === 0 ? 'There is none in this vault' : 'Choose one');
  return <NativeSelect label={label} description={description} value={value} data={[{ value: '', label: first }, ...options]} onChange={(event) => onChange(event.currentTarget.value)} />;
}
