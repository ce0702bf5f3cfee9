import IconCertificate from '@tabler/icons-react/dist/esm/icons/IconCertificate.mjs';
import IconCoins from '@tabler/icons-react/dist/esm/icons/IconCoins.mjs';
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconLayoutDashboard from '@tabler/icons-react/dist/esm/icons/IconLayoutDashboard.mjs';
import IconPlugConnected from '@tabler/icons-react/dist/esm/icons/IconPlugConnected.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs';
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';
import IconWebhook from '@tabler/icons-react/dist/esm/icons/IconWebhook.mjs';
import type { Icon } from '@tabler/icons-react';
import type { Screen } from '../../place.ts';

/** Screens that belong to another one of the navigation. */
const PARENTS: Partial<Record<Screen, Screen>> = { rotation: 'keys', 'new-certificate': 'certificates', expiry: 'overview', migration: 'tokens' };

/** The entry of the navigation that a screen belongs to. */
export function navigationOf(screen: Screen): Screen {
  return PARENTS[screen] ?? screen;
}

export type NavigationItem = { screen: Exclude<Screen, 'connect' | 'rotation' | 'new-certificate' | 'expiry' | 'migration'>; name: string; icon: Icon };

/** What the navigation lists, in order. Only what exists. */
export const NAVIGATION: readonly NavigationItem[] = [
  { screen: 'overview', name: 'Overview', icon: IconLayoutDashboard },
  { screen: 'approvals', name: 'Approvals', icon: IconChecklist },
  { screen: 'keys', name: 'Keys', icon: IconKey },
  { screen: 'certificates', name: 'Certificates', icon: IconCertificate },
  { screen: 'tokens', name: 'Tokens', icon: IconCoins },
  { screen: 'connections', name: 'Connections', icon: IconPlugConnected },
  { screen: 'playground', name: 'Playground', icon: IconPlayerPlay },
  { screen: 'webhooks', name: 'Webhooks', icon: IconWebhook },
  { screen: 'audit', name: 'Audit log', icon: IconHistory },
];

/** Sits at the bottom, above the lock timer. */
export const SETTINGS: NavigationItem = { screen: 'settings', name: 'Settings', icon: IconSettings };
