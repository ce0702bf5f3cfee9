import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { KeySummary, Rotation } from '../../../shared/model/views.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Page } from '../../components/page.tsx';
import { useNow } from '../../lib/use-now.ts';
import { go } from '../../place.ts';
import { advanceAll, useStart, type Outcomes } from './act.ts';
import { candidateId, Candidates } from './candidates.tsx';
import { Standings } from './standings.tsx';
import { endingWithin, isDue, underWay } from './standing.ts';
import { manyTitle } from './words.ts';
import styles from './rotation.module.css';

const WITHIN = ['30', '60', '90'].map((days) => ({ value: days, label: `${days} days` }));
const NONE: Outcomes = new Map();

type Props = { keys: readonly KeySummary[]; rotations: readonly Rotation[] };

/** All that ends within N days: start their rotations, then do the same step of all with one click each. */
export function ManyRotations({ keys, rotations }: Props) {
  const now = useNow();
  const [days, setDays] = useState('30');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [progress, setProgress] = useState<number>();
  const [failed, setFailed] = useState(NONE);
  const start = useStart();
  const ending = endingWithin(Number(days), keys, rotations, now);
  const chosen = ending.filter((one) => !left.has(candidateId(one)));
  const open = underWay(rotations);
  const due = open.filter((rotation) => isDue(rotation, now, keys.find((key) => key.id === rotation.oldKeyId)));
  const doAll = async () => {
    setProgress(0);
    setFailed(await advanceAll(due, setProgress));
    setProgress(undefined);
  };
  const actions = (
    <>
      <Button variant="default" onClick={() => go({ screen: 'keys' })}>
        Back to keys
      </Button>
      {due.length > 0 && (
        <Button variant={chosen.length > 0 ? 'default' : 'filled'} loading={progress !== undefined} onClick={() => void doAll()}>
          {due.length === 1 ? 'Do the next step' : `Do the next step of all ${due.length}`}
        </Button>
      )}
      {chosen.length > 0 && (
        <Button loading={start.isPending} onClick={() => start.mutate(chosen)}>
          Rotate {chosen.length.toLocaleString('en')} {chosen.length === 1 ? 'key' : 'keys'}
        </Button>
      )}
    </>
  );
  return (
    <Page title={manyTitle(ending.length, open.length, Number(days))} lead="Old and new key work side by side, so nothing stops." actions={actions} shape="cards">
      <div className={styles.cards}>
        {start.error && <ErrorBox error={start.error} />}
        {open.length > 0 && <Standings rotations={open} keys={keys} failed={failed} busy={progress === undefined ? undefined : { at: progress, of: due.length }} />}
        <Card title="Ends within" aside={<SegmentedControl size="xs" aria-label="Ends within" data={WITHIN} value={days} onChange={setDays} />}>
          <Candidates candidates={ending} days={Number(days)} left={left} onLeft={setLeft} />
        </Card>
      </div>
    </Page>
  );
}
