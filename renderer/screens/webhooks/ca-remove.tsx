import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { Confirm } from '../../components/confirm.tsx';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import styles from './webhooks.module.css';

/** Takes the imported authorities away, after a question. */
export function CaRemove({ connection }: { connection: ConnectionSummary }) {
  const [asking, setAsking] = useState(false);
  const remove = useTell('wiseCa.remove');
  return (
    <div className={styles.foot}>
      {asking ? (
        <Confirm
          says={['Without them nothing here can tell whether a certificate is of this environment, and the receiver cannot run over mTLS for this connection.', 'What your servers have stays as it is.']}
          action="Remove Wise’s CA"
          keep="Keep it"
          isPending={remove.isPending}
          error={remove.error}
          onDo={() => remove.mutate({ connectionId: connection.id })}
          onKeep={() => setAsking(false)}
        />
      ) : (
        <Button ref={takeLostFocus} size="compact-sm" variant="default" onClick={() => setAsking(true)}>
          Remove
        </Button>
      )}
    </div>
  );
}
