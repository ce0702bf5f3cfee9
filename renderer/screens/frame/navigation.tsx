import { NavLink } from '@mantine/core';
import { go, type Screen } from '../../place.ts';
import { LockTimer } from './lock-timer.tsx';
import { NAVIGATION, navigationOf, SETTINGS, type NavigationItem } from './screens.ts';
import styles from './frame.module.css';

function Item({ item, current }: { item: NavigationItem; current: boolean }) {
  return (
    <NavLink
      component="button"
      label={item.name}
      title={item.name}
      leftSection={<item.icon size={18} stroke={1.7} aria-hidden />}
      active={current}
      aria-current={current ? 'page' : undefined}
      className={styles.item ?? ''}
      onClick={() => go({ screen: item.screen })}
    />
  );
}

/** The left edge: where one can go, and when the vault locks. */
export function Navigation({ screen }: { screen: Screen }) {
  return (
    <nav className={styles.navigation} aria-label="Main">
      {NAVIGATION.map((item) => (
        <Item key={item.screen} item={item} current={item.screen === navigationOf(screen)} />
      ))}
      <div className={styles.bottom}>
        <Item item={SETTINGS} current={screen === 'settings'} />
        <LockTimer />
      </div>
    </nav>
  );
}
