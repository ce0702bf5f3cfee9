import { connect, createSecureContext, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { PortcullisError } from '../../shared/errors.ts';
import type { TlsView } from '../../shared/model/tls.ts';
import type { ConnectionTarget } from '../connections/target.ts';
import { addressOf, handshake } from './handshake.ts';
import { explainFailure } from './tls-failures.ts';
import { tlsViewOf, wasAsked } from './tls-view.ts';
import { isMtlsHost, isWiseHost } from './wise-hosts.ts';

/** Whom the client trusts (PEM; without `ca` the roots that Node carries, with it only that), and who it says it is. */
export type TlsIdentity = Pick<ConnectionTarget, 'ca' | 'certificate'>;

/** The same, and where the mTLS host is: what a refusal means depends on it. A `ConnectionTarget` is one. */
export type TlsPeer = TlsIdentity & Partial<Pick<ConnectionTarget, 'mtlsUrl'>>;

/** How long a server may take after the handshake to say no to the certificate. */
const REFUSAL_MS = 300;

/** `rejectUnauthorized` is spelled out so that no environment variable can switch the check off. The private key is in the context only, which reads it once. */
export function tlsOptions({ ca, certificate }: TlsIdentity) {
  const pem = certificate?.pem();
  const secureContext = createSecureContext({
    minVersion: 'TLSv1.2',
    ...(ca === undefined ? {} : { ca }),
    ...(pem === undefined ? {} : { cert: pem.cert, key: pem.key.reveal() }),
  });
  return { rejectUnauthorized: true, secureContext } as const satisfies ConnectionOptions;
}

/**
 * One handshake with the server and nothing more: no HTTP, no credential but the client certificate. Where the server asks for one it waits for a short while whether it refuses what came.
 * Throws `WISE_TLS_*`, `MTLS_*`, `WISE_UNREACHABLE`, `WISE_TIMEOUT`, `CANCELLED` once `signal` is aborted, and `HOST_FORBIDDEN` for anything but `https:`.
 */
export async function probeTls(apiUrl: string, peer: TlsPeer, timeoutMs: number, signal?: AbortSignal): Promise<TlsView> {
  const url = new URL(apiUrl);
  if (url.protocol !== 'https:') throw new PortcullisError('HOST_FORBIDDEN', { host: url.host });
  assertGoingOn(signal, url);
  const socket = connect({ ...addressOf(url), ...tlsOptions(peer) });
  const stop = () => socket.destroy();
  signal?.addEventListener('abort', stop, { once: true });
  const verdict = firstWord(socket);
  let asked: boolean | undefined;
  try {
    await handshake(socket, timeoutMs);
    asked = wasAsked(socket);
    const view = tlsViewOf(socket, url.host, peer.certificate);
    if (asked !== false && socket.getProtocol() === 'TLSv1.3') await within(REFUSAL_MS, verdict);
    assertGoingOn(signal, url);
    return view;
  } catch (thrown) {
    assertGoingOn(signal, url);
    throw await explainFailure(thrown, { host: url.host }, {
      url, asked, hasCertificate: peer.certificate !== undefined, isMtlsHost: isMtlsHost(url, peer.mtlsUrl), isWiseHost: isWiseHost(url), isFresh: false,
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    socket.destroy();
  }
}

function assertGoingOn(signal: AbortSignal | undefined, { host }: URL): void {
  if (signal?.aborted) throw new PortcullisError('CANCELLED', { host });
}

/** In TLS 1.3 the client is done before the server has looked at its certificate: a ticket says that it was taken, an alert that it was not. */
async function firstWord(socket: TLSSocket): Promise<Error | undefined> {
  const { promise, resolve } = Promise.withResolvers<Error | undefined>();
  socket.once('session', () => resolve(undefined));
  socket.once('error', resolve);
  return promise;
}

/** Servers that give no tickets say nothing: then none is taken for a yes. */
async function within(ms: number, verdict: Promise<Error | undefined>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, ms);
  const refusal = await Promise.race([verdict, promise]);
  clearTimeout(timer);
  if (refusal) throw refusal;
}
