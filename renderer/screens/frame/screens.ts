import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconLayoutDashboard from '@tabler/icons-react/dist/esm/icons/IconLayoutDashboard.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';
import type { Icon } from '@tabler/icons-react';
import type { Screen } from '../../place.ts';

export type NavigationItem = { screen: Exclude<Screen, 'connect'>; name: string; icon: Icon };

/** What the navigation lists, in order. Only what exists. */
export const NAVIGATION: readonly NavigationItem[] = [
  { screen: 'overview', name: 'Overview', icon: IconLayoutDashboard },
  { screen: 'keys', name: 'Keys', icon: IconKey },
  { screen: 'playground', name: 'Playground', icon: IconPlayerPlay },
  { screen: 'audit', name: 'Audit log', icon: IconHistory },
];

/** Sits at the bottom, above the lock timer. */
export const SETTINGS: NavigationItem = { screen: 'settings', name: 'Settings', icon: IconSettings };
