import { Button } from '@mantine/core';
import type { KeySummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Notice } from '../../components/notice.tsx';
import { shortId } from '../../lib/ids.ts';
import { retireSays } from './retire-says.ts';
import styles from './keys.module.css';

type Props = { keySummary: KeySummary; keys: readonly KeySummary[]; onDone(): void };

/** Says what retiring does, and does it. */
export function Retire({ keySummary: key, keys, onDone }: Props) {
  const retire = useTell('keys.retire');
  return (
    <Notice tone="warn">
      {retireSays(key, keys).map((says) => (
        <p key={says}>{says}</p>
      ))}
      <div className={styles.noticeButtons}>
        <Button size="xs" color="red" data-autofocus loading={retire.isPending} onClick={() => retire.mutate({ keyId: key.id }, { onSuccess: onDone })}>
          Retire key {shortId(key.id)}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          Keep it
        </Button>
      </div>
      {retire.error && <ErrorBox error={retire.error} />}
    </Notice>
  );
}
