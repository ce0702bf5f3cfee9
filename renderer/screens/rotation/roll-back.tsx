import { Button } from '@mantine/core';
import type { Rotation } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import forms from '../../components/forms.module.css';
import { Notice } from '../../components/notice.tsx';
import { rollBackSays } from './roll-back-says.ts';
import { shortId } from '../../lib/ids.ts';

/** Says what going back does, and does it. */
export function RollBack({ rotation, onKeep }: { rotation: Rotation; onKeep(): void }) {
  const rollBack = useTell('rotations.rollBack');
  return (
    <Notice>
      <p>{rollBackSays(rotation)}</p>
      <div className={forms.buttons} style={{ marginTop: 10 }}>
        <Button variant="default" size="xs" loading={rollBack.isPending} onClick={() => rollBack.mutate({ id: rotation.id })}>
          Roll back to {shortId(rotation.oldKeyId)}
        </Button>
        <Button variant="default" size="xs" onClick={onKeep}>
          Keep going
        </Button>
      </div>
      {rollBack.error && <ErrorBox error={rollBack.error} />}
    </Notice>
  );
}
