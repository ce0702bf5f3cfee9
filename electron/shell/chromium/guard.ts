import type { Pipe } from './pipe.ts';
import type { TargetInfo } from './protocol.ts';
import { ORIGIN, PageSession, START_URL } from './session.ts';

/**
 * Takes the first page of the browser and lets no second one live: pop-ups, new tabs and DevTools windows are closed.
 * Resolves with the page, whose document has not been started yet.
 */
export function takeOnlyPage(pipe: Pipe): Promise<PageSession> {
  const page = new Promise<PageSession>((resolve) => {
    let taken = false;
    pipe.on('Target.attachedToTarget', ({ sessionId, targetInfo, waitingForDebugger }, parent) => {
      if (parent !== undefined) return; // Belongs to a test's own session.
      const wanted = targetInfo.type === 'page' && !taken;
      if (wanted) {
        taken = true;
        resolve(new PageSession(pipe, targetInfo.targetId, sessionId));
        return;
      }
      // Before it is closed it must run on, or the window.open that made it hangs the page that called it.
      if (waitingForDebugger) pipe.tell('Runtime.runIfWaitingForDebugger', {}, sessionId);
      if (targetInfo.type === 'page') pipe.tell('Target.closeTarget', { targetId: targetInfo.targetId });
    });
  });
  // DevTools windows (F12) are never attached to, only announced, some before they have their address.
  const closeDevTools = ({ targetInfo }: { targetInfo: TargetInfo }): void => {
    if (targetInfo.url.startsWith('devtools://')) pipe.tell('Target.closeTarget', { targetId: targetInfo.targetId });
  };
  pipe.on('Target.targetCreated', closeDevTools);
  pipe.on('Target.targetInfoChanged', closeDevTools);
  pipe.tell('Target.setDiscoverTargets', { discover: true });
  pipe.tell('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
  pipe.tell('Browser.setDownloadBehavior', { behavior: 'deny' });
  return page;
}

/**
 * Keeps the page at its origin once it is there, and takes away the way back to the blank page it started from.
 * Resolves when the app's page has loaded for the first time.
 */
export function guardNavigation(page: PageSession): Promise<void> {
  let arrived = false;
  page.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId !== undefined) return;
    if (frame.url.startsWith(`${ORIGIN}/`)) arrived = true;
    // about:blank, blob: and file: make no request that could be refused, so the page is brought back.
    else if (arrived) page.tell('Page.navigate', { url: START_URL });
  });
  return new Promise((resolve) => {
    page.on('Page.loadEventFired', () => {
      if (!arrived) return; // The blank page's.
      // Not before the load is over: history cannot be cut while the entry is pending.
      page.tell('Page.resetNavigationHistory', {});
      resolve();
    });
  });
}
