import { ORIGIN, type PageSession } from './session.ts';

/** What the shell itself may use for a moment. The page has none of these between calls. */
export type Permission = 'clipboard-read' | 'clipboard-write' | 'idle-detection' | 'notifications';
/** What is refused from the start, in words of the Permissions API. */
const REFUSED = [
  'camera', 'microphone', 'geolocation', 'midi', 'notifications', 'clipboard-read', 'clipboard-write', 'idle-detection', 'local-fonts', 'screen-wake-lock',
  'storage-access', 'window-management', 'display-capture',
];

/** Refuses every permission the page could ask for. Names this browser does not know are no loss. */
export function refusePermissions(page: PageSession): void {
  for (const name of REFUSED) set(page, name, 'denied').catch(() => undefined);
}

/** Grants a permission for the time of one piece of work. */
export async function withPermission<T>(page: PageSession, name: Permission, work: () => Promise<T>): Promise<T> {
  await set(page, name, 'granted');
  try {
    return await work();
  } finally {
    await set(page, name, 'denied').catch(() => undefined);
  }
}

async function set(page: PageSession, name: string, setting: 'granted' | 'denied'): Promise<void> {
  await page.pipe.send('Browser.setPermission', { permission: { name }, setting, origin: ORIGIN });
}
