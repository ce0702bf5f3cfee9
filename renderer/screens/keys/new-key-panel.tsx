import { Button, Radio, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ALGORITHMS, type AlgorithmId } from '../../../shared/model/algorithms.ts';
import type { KeySummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Panel } from '../../components/panel.tsx';
import { shortId } from '../../lib/ids.ts';
import { go } from '../../place.ts';
import styles from './keys.module.css';

const VALIDITIES = [
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: '730', label: '2 years' },
];

function AlgorithmChoice({ value, onChange }: { value: AlgorithmId; onChange(value: AlgorithmId): void }) {
  return (
    <Radio.Group label="Algorithm" value={value} onChange={(id) => onChange(id as AlgorithmId)}>
      <div className={styles.algorithms}>
        {ALGORITHMS.map((algorithm) => (
          <Radio.Card key={algorithm.id} value={algorithm.id} className={styles.algorithm ?? ''} aria-label={algorithm.id}>
            <Radio.Indicator size="xs" />
            <span>
              <strong>{algorithm.id}</strong> {algorithm.use === 'encryption' && 'for encryption'}
              <span className={styles.advice}>{algorithm.advice}</span>
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

type Props = {
  onClose(): void;
  /** The new key takes algorithm and label of this one, whose successor it is. */
  like?: KeySummary | undefined;
};

/** Makes a key pair. ES512 for a year unless something else is picked; the new key opens when it is made. */
export function NewKeyPanel({ onClose, like }: Props) {
  const [algorithm, setAlgorithm] = useState<AlgorithmId>(like?.algorithm ?? 'ES512');
  const [label, setLabel] = useState(like?.label ?? '');
  const [validDays, setValidDays] = useState('365');
  const create = useTell('keys.create');
  const make = () =>
    create.mutate({ algorithm, label, validDays: Number(validDays) }, {
      onSuccess: (key) => go({ screen: 'keys', keyId: key.id }),
    });
  const foot = (
    <>
      {create.error && <ErrorBox error={create.error} />}
      <Button type="submit" form="new-key" loading={create.isPending}>
        Make key
      </Button>
      <p className={styles.quiet}>The private half stays in this vault and is never shown.</p>
    </>
  );
  return (
    <Panel title={like ? `In the place of ${shortId(like.id)} ${like.label}` : 'New key'} label="New key" onClose={onClose} foot={foot}>
      <form
        id="new-key"
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <div className={styles.about}>
          <TextInput label="Label" placeholder="payments-signing" maxLength={80} value={label} onChange={(event) => setLabel(event.currentTarget.value)} />
          <div className={styles.validity}>
            <span id="valid-for">Valid for</span>
            <SegmentedControl data={VALIDITIES} value={validDays} onChange={setValidDays} aria-labelledby="valid-for" />
          </div>
        </div>
        <AlgorithmChoice value={algorithm} onChange={setAlgorithm} />
      </form>
    </Panel>
  );
}
