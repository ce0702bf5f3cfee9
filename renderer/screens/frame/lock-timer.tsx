import { UnstyledButton } from '@mantine/core';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import { call, client, useAsk } from '../../api.ts';
import { span, until } from '../../lib/dates.ts';
import { shortcut } from '../../lib/platform.ts';
import { useNow } from '../../lib/use-now.ts';
import styles from './frame.module.css';

/** Locks at once. */
export function lockNow(): void {
  void call('vault.lock', {}).finally(() => client.invalidateQueries({ queryKey: ['vault.status'] }));
}

/** "Locks in 9 min · Ctrl+L"; by the second in the last minute. Pressing it locks. */
export function LockTimer() {
  const { data } = useAsk('vault.status', {}, { refetchInterval: 30_000 });
  const now = useNow(1000);
  const left = data?.locksAt ? until(data.locksAt, now) : undefined;
  return (
    <UnstyledButton className={styles.timer ?? ''} onClick={lockNow} title="Lock now">
      <IconLock size={14} stroke={1.8} aria-hidden />
      <span>
        {left === undefined ? 'Lock' : `Locks in ${span(left)}`} · {shortcut('L')}
      </span>
    </UnstyledButton>
  );
}
