import { createServer, type Server } from 'node:https';
import type { TlsOptions } from 'node:tls';
import { PortcullisError } from '../../shared/errors.ts';
import { bind, closeServer, portOf } from './bind.ts';
import type { Call } from './call.ts';
import { exchangeWith, withLimits } from './exchange.ts';
import type { WrongCertificate } from './faults.ts';
import { admits } from './shown-certificate.ts';
import { interceptConnections, wrongIdentity } from './tls-faults.ts';
import type { World } from './world.ts';

/** One listener on loopback. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Those that speak TLS. */
type TlsListener = Exclude<Call['listener'], 'pages'>;

/** Listens on 127.0.0.1, and on ::1 with the same port where the machine has it. Port 0 takes a free one. Throws `SANDBOX_PORT_TAKEN`, `SANDBOX_FAILED`. */
export async function listen(kind: TlsListener, port: number, tls: TlsOptions, world: World): Promise<Listener> {
  const closing = new AbortController();
  const make = () => makeServer(kind, tls, world, closing.signal);
  const servers = [await bind(make(), port, '127.0.0.1')];
  const bound = portOf(servers[0]!);
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

function makeServer(kind: TlsListener, tls: TlsOptions, world: World, closing: AbortSignal): Server {
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

function makePlainServer(kind: TlsListener, tls: TlsOptions, world: World, closing: AbortSignal): Server {
  const server = createServer({ minVersion: 'TLSv1.2', ...tls }, exchangeWith(kind, world, closing));
  if (kind === 'mtls') server.prependListener('secureConnection', (socket) => void (admits(socket, world.store) || socket.destroy()));
  return withLimits(server);
}
