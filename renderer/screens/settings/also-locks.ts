import type { AppInfo } from '../../../shared/model/views.ts';

/**
 * When else the vault locks, which differs by what shows the window: a browser hears nothing of sleep and screen lock, so main
 * notices a sleep on waking; Electron hears of sleep everywhere, of the screen lock only on macOS and Windows.
 */
export function alsoLocks({ host, platform }: Pick<AppInfo, 'host' | 'platform'>): string {
  if (host === 'electron') return platform === 'linux' ? 'It also locks before the machine sleeps. A locked screen is not noticed on Linux.' : 'It also locks before the machine sleeps and when its screen locks.';
  return 'It also locks as soon as the machine wakes from sleep, and when this window closes. A locked screen is not noticed: the window is a browser’s, which is not told.';
}
