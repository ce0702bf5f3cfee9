import { Button } from '@mantine/core';
import type { KeySummary, Rotation } from '../../../shared/model/views.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { KeyLink } from '../../components/key-link.tsx';
import { Notice } from '../../components/notice.tsx';
import { StepsBar } from '../../components/steps-bar.tsx';
import { useNow } from '../../lib/use-now.ts';
import { go } from '../../place.ts';
import { useAdvance, type Outcomes } from './act.ts';
import { isDue, stepNumber } from './standing.ts';
import { standing } from './words.ts';
import styles from './rotation.module.css';

type RowProps = { rotation: Rotation; oldKey: KeySummary | undefined; failed: string | undefined; isBusy: boolean };

function Row({ rotation, oldKey, failed, isBusy }: RowProps) {
  const now = useNow();
  const advance = useAdvance();
  const number = stepNumber(rotation);
  const label = oldKey?.label ?? '';
  const fault = advance.data?.run && !advance.data.run.ok ? advance.data.run.says : failed;
  return (
    <li className={styles.standing}>
      <span className={styles.name}>
        <KeyLink id={rotation.oldKeyId} /> <span className="cut">{label}</span>
      </span>
      <span className="cut dim" title={rotation.connectionName}>
        {rotation.connectionName}
      </span>
      <span>
        <StepsBar done={Array.from({ length: 6 }, (_, index) => index < number - 1)} />
        <span className={styles.next}>{standing(rotation, now)}</span>
      </span>
      <Button size="compact-sm" variant="subtle" onClick={() => go({ screen: 'rotation', id: rotation.id })} aria-label={`Open the rotation of ${label || rotation.oldKeyId}`}>
        Open
      </Button>
      {isDue(rotation, now, oldKey) && rotation.step ? (
        <Button size="compact-sm" variant="default" disabled={isBusy} loading={advance.isPending} onClick={() => advance.mutate({ id: rotation.id, steps: rotation.step ? [rotation.step] : [] })}>
          Next step
        </Button>
      ) : (
        <span />
      )}
      {fault && !advance.error && (
        <div className={styles.fault}>
          <Notice tone="bad">{fault} Open the rotation and try the step again to see what was sent.</Notice>
        </div>
      )}
      {advance.error && (
        <div className={styles.fault}>
          <ErrorBox error={advance.error} />
        </div>
      )}
    </li>
  );
}

type Props = {
  rotations: readonly Rotation[];
  keys: readonly KeySummary[];
  /** What went wrong with some in the last round, by their id. */
  failed: Outcomes;
  /** A round is going on. */
  busy: { at: number; of: number } | undefined;
};

/** The rotations under way, where each stands and its next step. */
export function Standings({ rotations, keys, failed, busy }: Props) {
  const byId = new Map(keys.map((key) => [key.id, key]));
  return (
    <Card title="Under way" aside={<span role="status">{busy ? `${busy.at + 1} of ${busy.of}` : 'oldest first'}</span>}>
      <ul className={styles.rows}>
        {rotations.map((rotation) => (
          <Row key={rotation.id} rotation={rotation} oldKey={byId.get(rotation.oldKeyId)} failed={failed.get(rotation.id)} isBusy={busy !== undefined} />
        ))}
      </ul>
    </Card>
  );
}
