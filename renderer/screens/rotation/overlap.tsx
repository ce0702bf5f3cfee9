import { Button, SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import type { KeySummary, Rotation } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Facts } from '../../components/facts.tsx';
import { When } from '../../components/when.tsx';
import { overlapChoices } from './overlap-choices.ts';
import styles from './rotation.module.css';

type Props = { rotation: Rotation; oldKey: KeySummary | undefined };

/** How long both keys are kept. It can be changed, or ended, while it runs. */
export function Overlap({ rotation, oldKey }: Props) {
  const change = useTell('rotations.change');
  const label = useId();
  const setDays = (days: number) => change.mutate({ id: rotation.id, overlapDays: days });
  return (
    <div className={styles.part}>
      <Facts
        facts={[
          { label: 'Old key last used', value: oldKey?.lastUsedAt ? <When iso={oldKey.lastUsedAt} as="happened" /> : 'never' },
          ...(rotation.overlapEndsAt ? [{ label: 'Overlap ends', value: <When iso={rotation.overlapEndsAt} /> }] : []),
        ]}
      />
      <div>
        <div id={label} className={styles.fieldLabel}>
          Keep both for
        </div>
        <div className={styles.days}>
          <SegmentedControl aria-labelledby={label} data={overlapChoices(rotation.overlapDays)} value={String(rotation.overlapDays)} disabled={change.isPending} onChange={(days) => setDays(Number(days))} />
          <Button variant="default" onClick={() => setDays(0)} loading={change.isPending}>
            End the overlap now
          </Button>
        </div>
      </div>
      <p className="dim">Portcullis sees only its own calls. If nothing else uses the old key any more, end the overlap now.</p>
      {change.error && <ErrorBox error={change.error} />}
    </div>
  );
}
