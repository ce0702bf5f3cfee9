import { NavLink } from '@mantine/core';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { go, type Screen } from '../../place.ts';
import { waitingForYou } from '../approvals/title.ts';
import { LockTimer } from './lock-timer.tsx';
import { NAVIGATION, navigationOf, SETTINGS, type NavigationItem } from './screens.ts';
import styles from './frame.module.css';

/** How many approvals wait for whoever is at the vault, as far as Wise was asked. */
function useWaiting({ id }: ConnectionSummary): number {
  const { data } = useAsk('approvals.inbox', { connectionId: id });
  return data ? waitingForYou(data.items).length : 0;
}

function Item({ item, current, waiting = 0 }: { item: NavigationItem; current: boolean; waiting?: number }) {
  return (
    <NavLink
      component="button"
      label={item.name}
      title={item.name}
      leftSection={<item.icon size={18} stroke={1.7} aria-hidden />}
      {...(waiting > 0 && { rightSection: <span className={styles.badge} aria-label={`${waiting} waiting`} role="img">{waiting.toLocaleString('en')}</span> })}
      active={current}
      aria-current={current ? 'page' : undefined}
      className={styles.item ?? ''}
      onClick={() => go({ screen: item.screen })}
    />
  );
}

/** The left edge: where one can go, and when the vault locks. */
export function Navigation({ screen, connection }: { screen: Screen; connection: ConnectionSummary }) {
  const waiting = useWaiting(connection);
  return (
    <nav className={styles.navigation} aria-label="Main">
      {NAVIGATION.map((item) => (
        <Item key={item.screen} item={item} current={item.screen === navigationOf(screen)} {...(item.screen === 'approvals' && { waiting })} />
      ))}
      <div className={styles.bottom}>
        <Item item={SETTINGS} current={screen === 'settings'} />
        <LockTimer />
      </div>
    </nav>
  );
}
