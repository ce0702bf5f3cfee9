import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TlsOptions } from 'node:tls';
import { PortcullisError } from '../../shared/errors.ts';
import { Checks, type Call } from './call.ts';
import { dispatch, type Outcome, type Received } from './dispatch.ts';
import type { WrongCertificate } from './faults.ts';
import { admits, shownOn } from './shown-certificate.ts';
import { interceptConnections, wrongIdentity } from './tls-faults.ts';
import type { World } from './world.ts';

/** One TLS listener on loopback. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

type Bound = { readonly server: Server; readonly sockets: ReadonlySet<Socket> };

const BODY_LIMIT = 1024 * 1024;
/** Beyond this a sender is cut off instead of heard out. */
const DISCARD_LIMIT = 16 * BODY_LIMIT;

/** Connections of one listener at a time: in the app, what others open here must not use up the file handles that saving the vault needs. */
const MOST_CONNECTIONS = 100;

/** Listens on 127.0.0.1, and on ::1 with the same port where the machine has it. Port 0 takes a free one. Throws `SANDBOX_PORT_TAKEN`, `SANDBOX_FAILED`. */
export async function listen(kind: Call['listener'], port: number, tls: TlsOptions, world: World): Promise<Listener> {
  const closing = new AbortController();
  const make = () => makeServer(kind, tls, world, closing.signal);
  const servers = [await bind(make(), port, '127.0.0.1')];
  const bound = (servers[0]!.server.address() as AddressInfo).port;
  try {
    servers.push(await bind(make(), bound, '::1'));
  } catch (error) {
    // Without IPv6 one address is enough; a stranger on the other would get the calls of those who ask there first.
    if (error instanceof PortcullisError && error.code === 'SANDBOX_PORT_TAKEN') {
      await Promise.all(servers.map(closeServer));
      if (port === 0) return listen(kind, port, tls, world);
      throw error;
    }
  }
  return {
    port: bound,
    async close() {
      closing.abort();
      await Promise.all(servers.map(closeServer));
    },
  };
}

function makeServer(kind: Call['listener'], tls: TlsOptions, world: World, closing: AbortSignal): Server {
  const make = (options: TlsOptions) => makePlainServer(kind, options, world, closing);
  const server = make(tls);
  const wrong = new Map<WrongCertificate, Promise<Server>>();
  const makeWrong = async (which: WrongCertificate) => {
    const { privateKey, certificate } = await wrongIdentity(which, world.store.state.authority);
    return make({ ...tls, key: privateKey, cert: certificate });
  };
  interceptConnections(server, {
    isInForce: () => world.faults.hasForConnection(kind),
    take: () => world.faults.takeForConnection(kind),
    wrongServer(which) {
      const made = wrong.get(which) ?? makeWrong(which);
      wrong.set(which, made);
      return made;
    },
  });
  return server;
}

function makePlainServer(kind: Call['listener'], tls: TlsOptions, world: World, closing: AbortSignal): Server {
  const server = createServer({ minVersion: 'TLSv1.2', ...tls }, (request, response) => {
    // The caller hung up, or sends without end: there is nobody to answer to.
    serve(kind, request, response, world, closing).catch(() => response.destroy());
  });
  if (kind === 'mtls') server.prependListener('secureConnection', (socket) => void (admits(socket, world.store) || socket.destroy()));
  server.on('clientError', refuseMalformed);
  server.requestTimeout = 30_000;
  server.maxConnections = MOST_CONNECTIONS;
  server.keepAliveTimeout = 60_000;
  return server;
}

async function serve(kind: Call['listener'], request: IncomingMessage, response: ServerResponse, world: World, closing: AbortSignal): Promise<void> {
  const body = await readBody(request);
  const clientCertificate = shownOn(request.socket, world.store);
  // Revoked or ended since the connection was made.
  if (kind === 'mtls' && !clientCertificate) return void request.socket.destroy();
  const [path = '', ...query] = (request.url ?? '').split('?');
  const call: Received = {
    listener: kind,
    clientCertificate,
    method: request.method ?? '',
    path,
    query: new URLSearchParams(query.join('?')),
    params: {},
    headers: request.headers,
    body: body ?? Buffer.alloc(0),
    oversized: !body,
    traceId: makeTraceId(),
    checks: new Checks(),
    faults: [],
    opened: {},
  };
  send(response, await dispatch(call, world, closing), call, world);
}

/** The whole body; undefined when it is beyond the limit, and then heard out, so that the caller gets to read the refusal. Throws for one without end. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_LIMIT) chunks.push(chunk);
    if (size > DISCARD_LIMIT) throw new RangeError('The body has no end.');
  }
  return size <= BODY_LIMIT ? Buffer.concat(chunks) : undefined;
}

function send(response: ServerResponse, { answer, cut }: Outcome, call: Call, world: World): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    // An answer without a body says nothing about one (RFC 9110, section 8.6).
    ...(answer.status === 204 ? {} : { 'content-type': answer.type, 'content-length': body.length }),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-trace-id': call.traceId,
    date: new Date(world.now()).toUTCString(),
    ...answer.headers,
  });
  if (!cut) return void response.end(body);
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

const makeTraceId = () => randomBytes(16).toString('hex');

/** Statuses of what the HTTP parser refuses; anything else is 400. */
const PARSER_STATUS: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  const status = PARSER_STATUS[error.code ?? ''] ?? '400 Bad Request';
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nx-trace-id: ${makeTraceId()}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
  else socket.destroy();
}

function bind(server: Server, port: number, host: string): Promise<Bound> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'EADDRINUSE' ? 'SANDBOX_PORT_TAKEN' : 'SANDBOX_FAILED';
      reject(new PortcullisError(code, { host: `${host}:${port}`, reason: error.code ?? error.name }, { cause: error }));
    });
    server.listen(port, host, () => resolve({ server, sockets }));
  });
}

/** Stops listening and cuts every connection, also those that never began to speak TLS, of which `closeAllConnections` does not know. */
function closeServer({ server, sockets }: Bound): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
