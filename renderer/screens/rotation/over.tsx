import { Button } from '@mantine/core';
import type { KeySummary, Rotation, RotationStep } from '../../../shared/model/views.ts';
import { Facts } from '../../components/facts.tsx';
import forms from '../../components/forms.module.css';
import { GuidedTask } from '../../components/guided-task.tsx';
import { When } from '../../components/when.tsx';
import { shortId } from '../../lib/ids.ts';
import { go } from '../../place.ts';
import { KeyPair } from './key-pair.tsx';
import { Letter } from './letter.tsx';
import { stepNumber } from './standing.ts';
import { taskSteps } from './words.ts';
import styles from './rotation.module.css';

type Props = { rotation: Rotation; oldKey: KeySummary | undefined; newKey: KeySummary | undefined };

/** What is different from before. */
function Changes({ rotation, oldKey }: Pick<Props, 'rotation' | 'oldKey'>) {
  const at = (step: RotationStep) => rotation.done.find((done) => done.step === step)?.at ?? rotation.startedAt;
  return (
    <Facts
      facts={[
        { label: `${rotation.connectionName} uses`, value: <>key {shortId(rotation.newKeyId ?? '')}, since <When iso={at('switch')} as="happened" /></> },
        { label: 'Retired', value: <>key {shortId(rotation.oldKeyId)}, <When iso={at('retire')} as="happened" />{oldKey && `, after ${oldKey.uses.toLocaleString('en')} uses`}</> },
        { label: 'Revoked at Wise', value: rotation.letterSent ? 'asked for' : 'not asked for yet' },
      ]}
    />
  );
}

/** What has changed, once a rotation is done or was rolled back. */
export function Over({ rotation, oldKey, newKey }: Props) {
  const isDone = rotation.outcome === 'done';
  // Rolled back, it is the new key that Wise is asked to revoke, if it came that far.
  const isAtWise = isDone || rotation.done.some((done) => done.step === 'upload');
  const inUse = isDone ? rotation.newKeyId : rotation.oldKeyId;
  const leads = {
    done: `${rotation.connectionName} uses the new key. This is what has changed:`,
    back: `${rotation.connectionName} uses it as before.${newKey ? ` Key ${shortId(newKey.id)} is retired.` : ''}`,
  };
  return (
    <GuidedTask
      inside
      over
      steps={taskSteps(rotation)}
      now={stepNumber(rotation) - 1}
      title={isDone ? `Key ${shortId(rotation.oldKeyId)} is replaced` : `Back to key ${shortId(rotation.oldKeyId)}`}
      lead={isDone ? leads.done : leads.back}
    >
      <div className={styles.content}>
        <KeyPair oldKey={oldKey} newKey={newKey} />
        {isDone && <Changes rotation={rotation} oldKey={oldKey} />}
        {isAtWise && <Letter rotation={rotation} />}
        <div className={forms.buttons}>
          <Button onClick={() => go({ screen: 'keys', ...(inUse && { keyId: inUse }) })}>
            Open key {shortId(inUse ?? '')}
          </Button>
          <Button variant="default" onClick={() => go({ screen: 'rotation' })}>
            What else ends soon
          </Button>
        </div>
      </div>
    </GuidedTask>
  );
}
