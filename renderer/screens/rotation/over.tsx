import { Button } from '@mantine/core';
import type { KeySummary, Rotation } from '../../../shared/model/views.ts';
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

function Changes({ rotation }: { rotation: Rotation }) {
  return (
    <ol className={styles.changes}>
      {rotation.done.map((done) => (
        <li key={done.step}>
          {done.says}{' '}
          <span className="dim">
            <When iso={done.at} as="happened" />
          </span>
        </li>
      ))}
    </ol>
  );
}

/** What has changed, once a rotation is done or was rolled back. */
export function Over({ rotation, oldKey, newKey }: Props) {
  const isDone = rotation.outcome === 'done';
  const inUse = isDone ? rotation.newKeyId : rotation.oldKeyId;
  const leads = {
    done: `${rotation.connectionName} uses the new key. This is what has changed:`,
    back: `${rotation.connectionName} uses it as before. ${newKey ? `Key ${shortId(newKey.id)} stays in this vault, used by nothing; retire it if it is of no use.` : ''}`,
  };
  return (
    <GuidedTask
      inside
      steps={taskSteps(rotation)}
      now={stepNumber(rotation) - 1}
      title={isDone ? `Key ${shortId(rotation.oldKeyId)} is replaced` : `Back to key ${shortId(rotation.oldKeyId)}`}
      lead={isDone ? leads.done : leads.back}
    >
      <div className={styles.content}>
        <KeyPair oldKey={oldKey} newKey={newKey} />
        {isDone && <Changes rotation={rotation} />}
        {isDone && !rotation.letterSent && <Letter rotation={rotation} />}
        <div className={styles.buttons}>
          <Button data-autofocus onClick={() => go({ screen: 'keys', ...(inUse && { keyId: inUse }) })}>
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
