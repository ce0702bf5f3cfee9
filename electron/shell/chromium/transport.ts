import type { Pipe } from './pipe.ts';
import { ProtocolError } from './pipe.ts';
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

/** For tests and the tour: a second session of the browser over the shell's own pipe, so that no port listens even then. */
export async function shareTransport(pipe: Pipe, gone: Promise<unknown>): Promise<Transport> {
  const { sessionId: root } = await pipe.send('Target.attachToBrowserTarget', {});
  const sessions = new Set([root]);
  const transport: Transport = {
    send(sent) {
      const message = sent as Message;
      const answer = (part: Partial<Message>): void => transport.onmessage?.({ id: message.id, sessionId: message.sessionId, ...part });
      if (WITHHELD.has(message.method ?? '')) {
        queueMicrotask(() => answer({ result: {} }));
        return;
      }
      pipe.sendAny(message.method ?? '', message.params, message.sessionId ?? root).then(
        (result) => answer({ result }),
        (error: unknown) => answer({ error: error instanceof ProtocolError ? error.refusal : { message: 'The browser is gone.' } }),
      );
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
    transport.onmessage?.(event.sessionId === root ? { ...event, sessionId: undefined } : event);
  });
  void gone.then(() => transport.onclose?.());
  return transport;
}
