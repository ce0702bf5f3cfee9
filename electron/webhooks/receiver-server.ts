import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { refusalWords } from './refusal.ts';

/** Milliseconds, but for the counts. `checkMs`: how often the times are looked at. */
export type ReceiverLimits = { handshakeMs: number; headersMs: number; requestMs: number; keepAliveMs: number; checkMs: number; connections: number; headerBytes: number; bodyBytes: number };
export const RECEIVER_LIMITS: Readonly<ReceiverLimits> = {
  handshakeMs: 10_000, headersMs: 10_000, requestMs: 20_000, keepAliveMs: 5000, checkMs: 2000, connections: 20, headerBytes: 16_384, bodyBytes: 1024 * 1024,
};

export type ReceiverServerOptions = {
  /** The only path that takes deliveries. */
  path: string;
  identity: { cert: string; key: string };
  /** Whose certificates are taken for Wise's, each PEM. */
  authorities: readonly string[];
  /** Only senders with such a certificate. */
  mtls: boolean;
  limits: ReceiverLimits;
  onDelivery(request: IncomingMessage, body: Buffer, socket: TLSSocket): void;
  onRefused(says: string): unknown;
};

export type ReceiverServer = { port: number; close(): Promise<void> };

const REQUESTS_PER_SOCKET = 100;

/** Listens on 127.0.0.1 on a free port. Rejects with what Node says. */
export async function listen(options: ReceiverServerOptions): Promise<ReceiverServer> {
  let isClosing = false;
  // A handshake that the closing ends is nobody's fault.
  const server = makeServer({ ...options, onRefused: (says) => isClosing || options.onRefused(says) });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // An accept that fails later must not end the process.
  server.on('error', () => undefined);
  const close = () => new Promise<void>((resolve) => {
    isClosing = true;
    server.close(() => resolve());
    // Also those that never began to speak TLS, of which `closeAllConnections` does not know.
    for (const socket of sockets) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, close };
}

function makeServer(options: ReceiverServerOptions): Server {
  const { identity, authorities, mtls, limits, onRefused } = options;
  const server = createServer(
    {
      ...identity,
      minVersion: 'TLSv1.2',
      // Asked for in any case, to show what the sender has; an imported authority is trusted even without the one above it.
      requestCert: true,
      rejectUnauthorized: mtls,
      ca: [...authorities],
      allowPartialTrustChain: true,
      handshakeTimeout: limits.handshakeMs,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: limits.checkMs,
      maxHeaderSize: limits.headerBytes,
    },
    (request, response) => {
      // The sender hung up, or there was something wrong with what it sent: there is nobody to answer to.
      serve(request, response, options).catch(() => response.destroy());
    },
  );
  server.maxConnections = limits.connections;
  server.maxRequestsPerSocket = REQUESTS_PER_SOCKET;
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => onRefused(refusalWords(error.code, certificateFault(socket))));
  return server;
}

/** Node types it as an error; it is OpenSSL's code, and null without one. */
function certificateFault({ authorizationError }: { authorizationError?: unknown }): string | undefined {
  return typeof authorizationError === 'string' ? authorizationError : undefined;
}

async function serve(request: IncomingMessage, response: ServerResponse, { path, mtls, limits, onDelivery }: ReceiverServerOptions): Promise<void> {
  const { socket } = request;
  if (!(socket instanceof TLSSocket) || (mtls && !socket.authorized)) return void response.destroy();
  if (request.url !== path) return refuse(response, 404);
  if (request.method !== 'POST') return refuse(response, 405, { allow: 'POST' });
  const body = await readBody(request, limits.bodyBytes);
  if (!body) return refuse(response, 413);
  response.writeHead(200, { 'content-length': 0 }).end();
  onDelivery(request, body, socket);
}

/** What the sender still has to say is not heard. */
function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-length': 0, connection: 'close', ...headers }).end();
}

/** Undefined when it is beyond the limit. */
async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
