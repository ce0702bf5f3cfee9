import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, Server as HttpServer, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { Checks, type Call } from './call.ts';
import { dispatch, type Outcome, type Received } from './dispatch.ts';
import { shownOn } from './shown-certificate.ts';
import type { World } from './world.ts';

const BODY_LIMIT = 1024 * 1024;
/** Beyond this a sender is cut off instead of heard out. */
const DISCARD_LIMIT = 16 * BODY_LIMIT;

/** Connections of one listener at a time: in the app, what others open here must not use up the file handles that saving the vault needs. */
const MOST_CONNECTIONS = 100;

/** Answers requests to a listener of that kind. */
export function exchangeWith(kind: Call['listener'], world: World, closing: AbortSignal): RequestListener {
  // The caller hung up, or sends without end: there is nobody to answer to.
  return (request, response) => void serve(kind, request, response, world, closing).catch(() => response.destroy());
}

/** Bounds what callers can take up. */
export function withLimits<S extends HttpServer | HttpsServer>(server: S): S {
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
    localPort: request.socket.localPort ?? 0,
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
  if (cut === 'before') return void response.destroy();
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    // An answer without a body says nothing about one (RFC 9110, section 8.6).
    ...(answer.status === 204 ? {} : { ...(answer.type ? { 'content-type': answer.type } : {}), 'content-length': body.length }),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-trace-id': call.traceId,
    date: new Date(world.now()).toUTCString(),
    ...answer.headers,
  });
  if (cut !== 'half') return void response.end(body);
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
