import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type Page, sendPage } from './listener-page.ts';

/** Milliseconds, bytes and a count: no request may hold the listener up. */
const LIMITS = { requestMs: 10_000, checkMs: 2000, headerBytes: 16_384, connections: 50 };

export type LoopbackServer = { close(): Promise<void> };

/**
 * Listens on one loopback address. `judge` answers the page for a request; `onSent` is called when a page has gone out, or its reader has.
 * Rejects with what Node says, such as `EADDRINUSE`.
 */
export async function listenOn(address: string, port: number, judge: (request: IncomingMessage) => { page: Page; onSent?: () => void }): Promise<LoopbackServer> {
  const { requestMs, checkMs, headerBytes, connections } = LIMITS;
  const server = createServer(
    { headersTimeout: requestMs, requestTimeout: requestMs, connectionsCheckingInterval: checkMs, maxHeaderSize: headerBytes },
    (request, response) => answer(request, response, judge(request)),
  );
  server.maxConnections = connections;
  server.timeout = requestMs;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: address, exclusive: true }, resolve);
  });
  // An accept that fails later must not end the process.
  server.on('error', () => undefined);
  return {
    close: () => new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    }),
  };
}

function answer(request: IncomingMessage, response: ServerResponse, { page, onSent }: { page: Page; onSent?: () => void }): void {
  request.resume();
  if (onSent) response.once('close', onSent);
  sendPage(response, page);
}
