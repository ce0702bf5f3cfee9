import type { Pipe } from './pipe.ts';
import type { Message } from './protocol.ts';

/** What Playwright's `chromium.connectOverCDP` takes in place of an address. */
export interface Transport {
  send(message: object): void;
  close(): void;
  onmessage?: (message: object) => void;
  onclose?: (reason?: string) => void;
}

/** What a test's driver would change for the whole browser: answered as done, so that the window under test stays as it ships. */
const WITHHELD = new Set(['Browser.setDownloadBehavior']);

const GONE = { error: { message: 'The browser is gone.' } };

/** For tests and the tour: a second session of the browser over the shell's own pipe, so that no port listens even then. */
export async function shareTransport(pipe: Pipe, gone: Promise<unknown>): Promise<Transport> {
  const { sessionId: root } = await pipe.send('Target.attachToBrowserTarget', {});
  const sessions = new Set([root]);
  // Each message in a task of its own, as from a socket: Playwright loses the page when an event comes before it has taken in the answer ahead of it.
  const deliver = (message: Message): void => void setImmediate(() => transport.onmessage?.(message));
  const transport: Transport = {
    send(sent) {
      const message = sent as Message;
      const { id, sessionId, method = '' } = message;
      if (WITHHELD.has(method)) deliver({ id, sessionId, result: {} });
      else pipe.request({ ...message, sessionId: sessionId ?? root }, (answer) => deliver({ ...(answer ?? GONE), id, sessionId }));
    },
    close() {
      untap();
      pipe.tell('Target.detachFromTarget', { sessionId: root });
      transport.onclose?.();
    },
  };
  const untap = pipe.tap((event) => {
    if (event.sessionId === undefined || !sessions.has(event.sessionId)) return;
    if (event.method === 'Target.attachedToTarget') sessions.add((event.params as { sessionId: string }).sessionId);
    deliver(event.sessionId === root ? { ...event, sessionId: undefined } : event);
  });
  void gone.then(() => transport.onclose?.());
  return transport;
}
