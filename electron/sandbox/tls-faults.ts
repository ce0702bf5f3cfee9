import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import { DAY_MS } from '../../shared/days.ts';
import { issueServerIdentity, makeAuthority, type Identity } from './certificates.ts';
import type { ConnectionFaults, WrongCertificate } from './faults.ts';

/** How long a caller may take to say a first word, or to hang up after the last. */
const PATIENCE_MS = 30_000;
const FATAL_ALERT = [21, 3, 3, 0, 2, 2];
const PROXY_PAGE = '<!doctype html><title>400 Bad Request</title><p>This proxy does not speak TLS here.</p>\n';
const PROXY_ANSWER = `HTTP/1.1 400 Bad Request\r\nserver: proxy\r\ncontent-type: text/html\r\ncontent-length: ${PROXY_PAGE.length}\r\nconnection: close\r\n\r\n${PROXY_PAGE}`;

/** What an interception asks about faults, and the servers to hand spoilt connections to. */
export interface Spoiling {
  isInForce(): boolean;
  take(): ConnectionFaults;
  /** One that shows a wrong certificate. */
  wrongServer(kind: WrongCertificate): Promise<Server>;
}

/** Stands between the server's new connections and its TLS: those that meet a fault are spoilt, the others go on untouched. Open connections are not affected. */
export function interceptConnections(server: Server, spoiling: Spoiling): void {
  const onward = server.listeners('connection');
  const handOn = (socket: Socket) => {
    for (const listener of onward) Reflect.apply(listener, server, [socket]);
  };
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    if (spoiling.isInForce()) spoil(socket, spoiling, handOn);
    else handOn(socket);
  });
}

/** Waits for the first bytes, so that a port that is merely tried uses no fault up. */
function spoil(socket: Socket, spoiling: Spoiling, handOn: (socket: Socket) => void): void {
  const giveUp = () => socket.destroy();
  socket.on('error', giveUp).setTimeout(PATIENCE_MS, giveUp);
  socket.once('readable', () => {
    const hello = socket.read() as Buffer | null;
    if (!hello) return giveUp();
    const { tlsAlert, plainText, serverCertificate } = spoiling.take();
    if (tlsAlert) return void socket.resume().end(Buffer.from([...FATAL_ALERT, tlsAlert.alert]));
    if (plainText) return void socket.resume().end(PROXY_ANSWER);
    socket.setTimeout(0).off('timeout', giveUp).off('error', giveUp);
    socket.unshift(hello);
    if (!serverCertificate) return handOn(socket);
    void spoiling.wrongServer(serverCertificate.kind).then((server) => server.emit('connection', socket), giveUp);
  });
}

const WRONG: Readonly<Record<WrongCertificate, (root: Identity, now: number) => Promise<Identity>>> = {
  expired: (root, now) => issueServerIdentity(root, { notBefore: new Date(now - 30 * DAY_MS), notAfter: new Date(now - DAY_MS) }),
  'not-yet-valid': (root, now) => issueServerIdentity(root, { notBefore: new Date(now + DAY_MS), notAfter: new Date(now + 30 * DAY_MS) }),
  'wrong-host': (root) => issueServerIdentity(root, { host: 'another-host.example' }),
  'unknown-ca': async () => issueServerIdentity(await makeAuthority()),
  'self-signed': () => issueServerIdentity(undefined),
};

/** A server certificate that callers must refuse. */
export const wrongIdentity = (kind: WrongCertificate, root: Identity): Promise<Identity> => WRONG[kind](root, Date.now());
