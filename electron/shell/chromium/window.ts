import { PortcullisError } from '../../../shared/errors.ts';
import type { ShellWindow, WindowOptions } from '../port.ts';
import { guardNavigation } from './guard.ts';
import type { RunningBrowser } from './launch.ts';
import { refusePermissions } from './permission.ts';
import { PreloadWorld } from './preload-world.ts';
import type { Rgba } from './protocol.ts';
import { serveRequests } from './requests.ts';
import { START_URL, type PageSession } from './session.ts';

export interface OpenedWindow {
  page: PageSession;
  world: PreloadWorld;
  window: ShellWindow;
}

/** Makes the page that the browser started with ours, and loads the app in it. */
export async function openInPage(browser: RunningBrowser, page: PageSession, options: WindowOptions): Promise<OpenedWindow> {
  const world = new PreloadWorld(page, options.onInvoke);
  const window = windowOf(browser, page, world);
  const loaded = guardNavigation(page);
  // All at once: the pipe keeps their order, so only one round trip is spent. But the scripts must be in place before the page is led on.
  await Promise.all([
    page.send('Page.enable', {}),
    world.install(options.preload),
    serveRequests(page, options.assets),
    page.send('Emulation.setDefaultBackgroundColorOverride', { color: colour(options.background) }),
    page.send('Emulation.setFocusEmulationEnabled', { enabled: true }),
    page.send('Runtime.runIfWaitingForDebugger', {}),
  ]);
  const { errorText } = await page.send('Page.navigate', { url: START_URL });
  if (errorText !== undefined) throw new PortcullisError('SHELL_BROWSER_FAILED', { reason: errorText });
  refusePermissions(page);
  await loaded;
  return { page, world, window };
}

function windowOf(browser: RunningBrowser, page: PageSession, world: PreloadWorld): ShellWindow {
  const { pipe, exited } = browser;
  let how: 'closed' | 'crashed' = 'crashed';
  let closing: Promise<void> | undefined;
  const close = (end: 'closed' | 'crashed'): Promise<void> => {
    if (closing === undefined) how = end;
    closing ??= browser.close();
    return closing;
  };
  pipe.on('Target.targetDestroyed', ({ targetId }) => {
    if (targetId === page.targetId) void close('closed');
  });
  pipe.on('Target.targetCrashed', ({ targetId }) => {
    if (targetId === page.targetId) void close('crashed');
  });
  return {
    send: (channel, ...args) => world.send(channel, args),
    focus: () => void toFront(page).catch(() => undefined),
    // The DevTools protocol has no such call.
    protectContent: () => undefined,
    close: () => close('closed'),
    closed: exited.then(() => how),
  };
}

async function toFront(page: PageSession): Promise<void> {
  const { windowId } = await page.pipe.send('Browser.getWindowForTarget', { targetId: page.targetId });
  await page.pipe.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } });
  await page.send('Page.bringToFront', {});
}

/** `#rrggbb`; anything else is white. */
function colour(css: string): Rgba {
  const value = /^#[0-9a-f]{6}$/i.test(css) ? Number.parseInt(css.slice(1), 16) : 0xffffff;
  return { r: value >> 16, g: (value >> 8) & 255, b: value & 255 };
}
