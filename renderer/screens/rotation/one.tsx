import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { ROTATION_STEPS, type ConnectionSummary, type KeySummary, type Rotation } from '../../../shared/model/views.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import forms from '../../components/forms.module.css';
import { GuidedTask } from '../../components/guided-task.tsx';
import { Notice } from '../../components/notice.tsx';
import { When } from '../../components/when.tsx';
import { shortId } from '../../lib/ids.ts';
import { useNow } from '../../lib/use-now.ts';
import { go } from '../../place.ts';
import { useAdvance } from './act.ts';
import { KeyPair } from './key-pair.tsx';
import { LastRun } from './last-run.tsx';
import { Letter } from './letter.tsx';
import { Overlap } from './overlap.tsx';
import { RollBack } from './roll-back.tsx';
import { usedSinceSwitch } from './standing.ts';
import { shownStep, stepsToDo, stepWords, taskSteps } from './words.ts';
import styles from './rotation.module.css';

const leave = () => go({ screen: 'keys' });

type Props = { rotation: Rotation; keys: readonly KeySummary[]; connection: ConnectionSummary | undefined };

/** A rotation under way: one step, one decision, one button. It can be left at any step and gone on with later. */
export function OneRotation({ rotation, keys, connection }: Props) {
  const now = useNow();
  const advance = useAdvance();
  const [rollingBack, setRollingBack] = useState(false);
  const primary = useRef<HTMLButtonElement>(null);
  const shown = shownStep(rotation, now) ?? 'retire';
  const environment = connection?.environment ?? 'built-in';
  const isRisky = environment === 'production' && (shown === 'upload' || shown === 'switch' || shown === 'retire');
  const find = (id: string | undefined) => keys.find((key) => key.id === id);
  const oldKey = find(rotation.oldKeyId);
  const stillUsed = usedSinceSwitch(rotation, oldKey);
  const words = stepWords(rotation, environment, now, oldKey?.validTill);
  const run = advance.data?.run;
  // While a step runs the button is disabled and the browser drops its focus; give it back for the step after.
  useEffect(() => {
    if (!advance.isPending && !advance.isIdle) primary.current?.focus();
  }, [advance.isPending, advance.isIdle]);
  const act = () => (shown === 'overlap' ? leave() : advance.mutate({ id: rotation.id, steps: stepsToDo(rotation, now) }));
  return (
    <GuidedTask inside steps={taskSteps(rotation)} now={ROTATION_STEPS.indexOf(shown)} title={words.title} lead={words.lead}>
      <div className={styles.content}>
        <KeyPair oldKey={oldKey} newKey={find(rotation.newKeyId)} />
        {shown === 'overlap' && <Overlap rotation={rotation} oldKey={oldKey} />}
        {shown === 'retire' && stillUsed && (
          <Notice tone="warn">
            Key {shortId(rotation.oldKeyId)} was used after the switch, last <When iso={stillUsed} as="happened" />. Make sure that nothing needs it before you retire it.
          </Notice>
        )}
        {shown === 'retire' && <Letter rotation={rotation} />}
        {advance.error && <ErrorBox error={advance.error} />}
        <div className={forms.buttons}>
          <Button ref={primary} data-autofocus onClick={act} loading={advance.isPending} color={isRisky ? 'red' : 'cyan'}>
            {run && !run.ok ? 'Try again' : words.action}
          </Button>
          {shown !== 'overlap' && (
            <Button variant="default" onClick={leave}>
              Back to keys
            </Button>
          )}
          {rotation.canRollBack && (
            <Button variant="default" className={forms.away ?? ''} aria-expanded={rollingBack} onClick={() => setRollingBack(!rollingBack)}>
              Roll back
            </Button>
          )}
        </div>
        {rollingBack && <RollBack rotation={rotation} onKeep={() => setRollingBack(false)} />}
        {run && !advance.isPending && <LastRun key={run.id} run={run} />}
        <p className="quiet">You can leave at any step and go on from Keys or the overview.</p>
      </div>
    </GuidedTask>
  );
}
