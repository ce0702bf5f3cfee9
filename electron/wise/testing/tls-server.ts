import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeCa, makeServerCertificate, type ServerCertificateOptions, type TestCa } from './certificates.ts';

/** One request as a test server saw it. */
export type Received = { method: string; path: string; headers: IncomingMessage['headers']; body: string };

/** What a handler answers; a handler that answers nothing has written to `res` itself, or leaves the caller waiting. */
export type Reply = { status?: number; headers?: Record<string, string>; body?: string };
export type Handler = (received: Received, res: ServerResponse) => Reply | undefined | Promise<Reply | undefined>;

export type TestServer = { url: string; ca: TestCa; received: Received[]; close(): Promise<void> };

/** A real TLS server on loopback with a certificate of its own CA. */
export async function startTlsServer(handler: Handler, options: ServerCertificateOptions & { ca?: TestCa } = {}): Promise<TestServer> {
  const ca = options.ca ?? (await makeCa());
  const received: Received[] = [];
  const server = createServer(await makeServerCertificate(ca, options), (req, res) => void answer(req, res, handler, received));
  const port = await listen(server);
  return { url: `https://localhost:${port}`, ca, received, close: () => stop(server) };
}

async function answer(req: IncomingMessage, res: ServerResponse, handler: Handler, received: Received[]): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const seen = { method: req.method ?? '', path: req.url ?? '', headers: req.headers, body: Buffer.concat(chunks).toString('utf8') };
  received.push(seen);
  const reply = await handler(seen, res);
  if (reply) res.writeHead(reply.status ?? 200, { 'x-trace-id': 'trace-of-the-test', ...reply.headers }).end(reply.body ?? '');
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
}
