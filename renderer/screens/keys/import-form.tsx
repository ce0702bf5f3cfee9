import { Checkbox, Radio, TextInput } from '@mantine/core';
import { ALGORITHMS } from '../../../shared/model/algorithms.ts';
import type { ImportItem } from '../../../shared/model/views.ts';
import { keyIdProblem } from './import-verdict.ts';
import type { ImportDetails } from './import-details.ts';
import { ValidityField } from './validity-field.tsx';
import styles from './keys.module.css';

type Props = { item: ImportItem; details: ImportDetails; now: number; onChange(details: ImportDetails): void; onSubmit(): void };

/** As what it is imported: algorithm where several fit, label, the id at Wise if it has one, dates. */
export function ImportForm({ item, details, now, onChange, onSubmit }: Props) {
  const fitting = ALGORITHMS.filter(({ id }) => item.fits.includes(id));
  const change = (part: Partial<ImportDetails>) => onChange({ ...details, ...part });
  return (
    <form
      id="import-key"
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {fitting.length > 1 && (
        <Radio.Group label="Use it as" value={details.algorithm ?? ''} onChange={(id) => change({ algorithm: fitting.find((one) => one.id === id)?.id })}>
          <div className={styles.fitting}>
            {fitting.map(({ id, use }) => (
              <Radio key={id} size="xs" value={id} label={`${id}, ${use}`} />
            ))}
          </div>
        </Radio.Group>
      )}
      <TextInput label="Label" placeholder="payments-signing" maxLength={80} value={details.label} onChange={(event) => change({ label: event.currentTarget.value })} />
      <ValidityField value={details.validity} now={now} onChange={(validity) => change({ validity })} />
      <Checkbox label="Wise has its public half already" description="Then it goes by the key id it has there. Give it the same dates as at Wise." checked={details.isAtWise} onChange={(event) => change({ isAtWise: event.currentTarget.checked })} />
      {details.isAtWise && (
        <TextInput label="Key id at Wise" placeholder="663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71" spellCheck={false} autoComplete="off" value={details.keyId} error={keyIdProblem(details.keyId)} onChange={(event) => change({ keyId: event.currentTarget.value })} />
      )}
    </form>
  );
}
