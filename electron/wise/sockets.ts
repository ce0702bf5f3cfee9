import { TLSSocket } from 'node:tls';
import type { Pool, buildConnector } from 'undici';
import type { TlsView } from '../../shared/model/tls.ts';
import { tlsOptions, type TlsIdentity } from './tls.ts';
import { tlsViewOf, wasAsked } from './tls-view.ts';

/** What is known of one open connection. */
export type OpenSocket = {
  view: TlsView;
  asked: boolean | undefined;
  /** Something has been answered over it: the server has taken the client certificate, or wants none. */
  hasAnswered: boolean;
  /** The `Date` of its last answer. */
  date: string | undefined;
  /** Resolves when the use of the certificate is on record. */
  recorded: Promise<void>;
};

export type PoolOptions = { origin: string; identity: TlsIdentity; connectMs: number; onHandshake: (view: TlsView) => Promise<void> };
type OtherOptions = Omit<Pool.Options, 'connect' | 'allowH2' | 'connections'>;

/** As many as browsers open to one host; more calls at a time wait for a free one. */
const MOST_CONNECTIONS = 6;

/** The connections of one client, and what is known of each. */
export class Sockets {
  readonly #open = new WeakMap<object, OpenSocket>();

  /** undici is half of all that main loads, and the first screen does without: it is loaded with the first client. */
  async pool({ origin, identity, connectMs, onHandshake }: PoolOptions, others: OtherOptions): Promise<Pool> {
    const { host } = new URL(origin);
    const undici = await import('undici');
    // No session is resumed: a resumed handshake has no certificates in it, neither ours (the server goes on with the one it saw when the session began)
    // nor the server's (Node then has none to show). Measured: it would save 1 ms of a handshake, and connections are kept open anyway.
    const connector = undici.buildConnector({ ...tlsOptions(identity), timeout: connectMs, allowH2: false, maxCachedSessions: 0 });
    const connect: buildConnector.connector = (options, callback) =>
      connector(options, (...result) => {
        const [, socket] = result;
        if (socket instanceof TLSSocket) this.#note(socket, tlsViewOf(socket, host, identity.certificate), onHandshake);
        callback(...result);
      });
    // HTTP/1.1 only: it is what the screens show, and a call then has its socket to itself, so that its failure is its own.
    // A pool of its own rather than an Agent: that one forgets its pools when it is closed, and could not end them on a lock while they drain.
    return new undici.Pool(origin, { ...others, connect, allowH2: false, connections: MOST_CONNECTIONS });
  }

  /** Undefined for a socket that is not of this client. */
  of(socket: object | undefined): OpenSocket | undefined {
    return socket && this.#open.get(socket);
  }

  #note(socket: TLSSocket, view: TlsView, onHandshake: PoolOptions['onHandshake']): void {
    const recorded = onHandshake(view);
    // The call that goes over it waits for this and throws it on.
    recorded.catch(() => undefined);
    this.#open.set(socket, { view, asked: wasAsked(socket), hasAnswered: false, date: undefined, recorded });
  }
}
