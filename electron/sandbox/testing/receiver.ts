import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:https';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { PeerCertificate, TLSSocket, TlsOptions } from 'node:tls';
import { issueServerIdentity, makeAuthority } from '../certificates.ts';

/** What came in over real TLS. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** What the sender showed; empty object for none. */
  readonly certificate: PeerCertificate;
  readonly authorized: boolean;
}

/** A receiver of webhooks with a certificate that the sandbox knows nothing of. For tests only. */
export class TestReceiver {
  readonly received: Received[] = [];
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `https://localhost:${(server.address() as AddressInfo).port}`;
  }

  /** `answer` may leave the sender without one. */
  static async start(tls: TlsOptions = {}, answer: (response: ServerResponse) => void = (response) => void response.writeHead(200).end('ok')): Promise<TestReceiver> {
    const { certificate, privateKey } = await issueServerIdentity(await makeAuthority());
    const server = createServer({ cert: certificate, key: privateKey, ...tls });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const receiver = new TestReceiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      const socket = request.socket as TLSSocket;
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        receiver.received.push({
          method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks),
          certificate: socket.getPeerCertificate(true), authorized: socket.authorized,
        });
        answer(response);
      });
    });
    return receiver;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
