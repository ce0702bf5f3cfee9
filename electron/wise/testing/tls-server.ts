import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TLSSocket, type TlsOptions } from 'node:tls';
import { makeCa, makeServerCertificate, type ServerCertificateOptions, type TestCa } from './certificates.ts';

/** One request as a test server saw it. */
export type Received = {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** CN of the client certificate; undefined without one. */
  client: string | undefined;
};

/** What a handler answers; a handler that answers nothing has written to `res` itself, or leaves the caller waiting. */
export type Reply = { status?: number; headers?: Record<string, string>; body?: string };
export type Handler = (received: Received, res: ServerResponse) => Reply | undefined | Promise<Reply | undefined>;

export type TestServer = {
  url: string;
  ca: TestCa;
  received: Received[];
  /** For each handshake so far the CN of the client certificate that was sent. */
  handshakes: (string | undefined)[];
  /** Connections open now. */
  open(): number;
  close(): Promise<void>;
};

/** `tls` as Node takes it, such as `requestCert`; a client certificate is checked against the server's own CA. */
export type TestServerOptions = ServerCertificateOptions & { ca?: TestCa; tls?: TlsOptions };

/** A real TLS server on loopback with a certificate of its own CA. */
export async function startTlsServer(handler: Handler, { ca: given, tls = {}, ...certificate }: TestServerOptions = {}): Promise<TestServer> {
  const ca = given ?? (await makeCa());
  const received: Received[] = [];
  const handshakes: TestServer['handshakes'] = [];
  const open = new Set<TLSSocket>();
  const server = createServer({ ...(await makeServerCertificate(ca, certificate)), ...(tls.requestCert ? { ca: ca.pem } : {}), ...tls }, (req, res) => void answer(req, res, handler, received));
  server.on('secureConnection', (socket) => {
    handshakes.push(clientOf(socket));
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  const port = await listen(server);
  return { url: `https://localhost:${port}`, ca, received, handshakes, open: () => open.size, close: () => stop(server) };
}

/** One that takes only callers with a client certificate of its CA. */
export const MTLS: TlsOptions = { requestCert: true, rejectUnauthorized: true };

async function answer(req: IncomingMessage, res: ServerResponse, handler: Handler, received: Received[]): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const seen = { method: req.method ?? '', path: req.url ?? '', headers: req.headers, body: Buffer.concat(chunks).toString('utf8'), client: req.socket instanceof TLSSocket ? clientOf(req.socket) : undefined };
  received.push(seen);
  const reply = await handler(seen, res);
  if (reply) res.writeHead(reply.status ?? 200, { 'x-trace-id': 'trace-of-the-test', ...reply.headers }).end(reply.body ?? '');
}

function clientOf(socket: TLSSocket): string | undefined {
  return /^CN=(.*)$/m.exec(socket.getPeerX509Certificate()?.subject ?? '')?.[1];
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
