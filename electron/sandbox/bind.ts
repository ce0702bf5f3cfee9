import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { PortcullisError } from '../../shared/errors.ts';

/** A server that listens, and every connection to it. */
export interface Bound {
  readonly server: HttpServer | HttpsServer;
  readonly sockets: ReadonlySet<Socket>;
}

/** Port 0 takes a free one. Throws `SANDBOX_PORT_TAKEN`, `SANDBOX_FAILED`. */
export function bind(server: Bound['server'], port: number, host: string): Promise<Bound> {
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
export function closeServer({ server, sockets }: Bound): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}

export function portOf({ server }: Bound): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new PortcullisError('INTERNAL', { reason: 'NO_PORT' });
  return address.port;
}
