import { Button, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ADVISED_SIGNING, ALGORITHMS, type AlgorithmId } from '../../../shared/model/algorithms.ts';
import type { KeySummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Panel } from '../../components/panel.tsx';
import { shortId } from '../../lib/ids.ts';
import { useNow } from '../../lib/use-now.ts';
import { go } from '../../place.ts';
import { ValidityField } from './validity-field.tsx';
import { usualValidity, validityProblem, wantedValidity } from './validity.ts';
import styles from './keys.module.css';

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
  /** The new key takes algorithm and label of this one. */
  like?: KeySummary | undefined;
};

/** Makes a key pair. ES512 for a year unless something else is picked; the new key opens when it is made. */
export function NewKeyPanel({ onClose, like }: Props) {
  const now = useNow();
  const [algorithm, setAlgorithm] = useState<AlgorithmId>(like?.algorithm ?? ADVISED_SIGNING);
  const [label, setLabel] = useState(like?.label ?? '');
  const [validity, setValidity] = useState(() => usualValidity(now));
  const create = useTell('keys.create');
  const problem = validityProblem(validity, now);
  const make = () => {
    if (problem || create.isPending) return;
    create.mutate({ algorithm, label, ...wantedValidity(validity) }, { onSuccess: (key) => go({ screen: 'keys', keyId: key.id }) });
  };
  const foot = (
    <>
      {create.error && <ErrorBox error={create.error} />}
      <Button type="submit" form="new-key" loading={create.isPending} disabled={problem !== undefined}>
        Make key
      </Button>
      <p className="quiet">The private half stays in this vault and is shown nowhere.</p>
    </>
  );
  return (
    <Panel title={like ? `Another like ${shortId(like.id)} ${like.label}` : 'New key'} label="New key" onClose={onClose} foot={foot}>
      <form
        id="new-key"
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <TextInput label="Label" placeholder="payments-signing" maxLength={80} value={label} onChange={(event) => setLabel(event.currentTarget.value)} />
        <ValidityField value={validity} now={now} onChange={setValidity} />
        <AlgorithmChoice value={algorithm} onChange={setAlgorithm} />
      </form>
    </Panel>
  );
}
