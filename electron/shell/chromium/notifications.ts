import { withPermission } from './permission.ts';
import type { PreloadWorld } from './preload-world.ts';
import type { PageSession } from './session.ts';

/** Shows a notification through the page. Where the system has none, nothing happens. */
export async function pageNotification(page: PageSession, world: PreloadWorld, title: string, body: string): Promise<void> {
  await withPermission(page, 'notifications', () => world.call(show, title, body)).catch(() => undefined);
}

function show(title: string, body: string): Promise<void> {
  const notification = new Notification(title, { body });
  // Resolves once it is on the screen, or will never be, so that the permission ends with it.
  return new Promise((resolve) => {
    notification.addEventListener('show', () => resolve());
    notification.addEventListener('error', () => resolve());
    setTimeout(resolve, 1_000);
  });
}
