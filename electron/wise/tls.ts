import { isIP } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { PortcullisError } from '../../shared/errors.ts';
import { networkError } from './network-errors.ts';
import type { Secret } from './secret.ts';

/** Whom the client trusts and who it says it is. PEM. Without `ca` the roots that Node carries are trusted; with it, only that. */
export type TlsIdentity = { ca?: string; cert?: string; key?: Secret<string> };

/** `rejectUnauthorized` is spelled out so that no environment variable can switch the check off. */
export function tlsOptions({ ca, cert, key }: TlsIdentity) {
  return {
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key: key.reveal() }),
  } as const satisfies ConnectionOptions;
}

export type TlsFacts = {
  /** Such as "TLS 1.3". */
  protocol: string;
  /** ISO 8601. */
  certificateEnds: string;
  /** Common name of who issued the server's certificate. */
  issuer: string;
};

/**
 * One handshake with the server and nothing more: no HTTP, no credential.
 * Throws `WISE_TLS_UNTRUSTED`, `WISE_UNREACHABLE`, `WISE_TIMEOUT`, and `HOST_FORBIDDEN` for anything but `https:`.
 */
export async function probeTls(apiUrl: string, identity: TlsIdentity, timeoutMs: number): Promise<TlsFacts> {
  const url = new URL(apiUrl);
  if (url.protocol !== 'https:') throw new PortcullisError('HOST_FORBIDDEN', { host: url.host });
  // RFC 6066: an IP address is no server name; Node then checks the certificate against the address itself.
  const serverName = isIP(url.hostname) === 0 ? { servername: url.hostname } : {};
  const socket = connect({ host: url.hostname, port: Number(url.port || 443), ...serverName, ...tlsOptions(identity) });
  try {
    await handshake(socket, timeoutMs);
    return factsOf(socket);
  } catch (thrown) {
    throw networkError(thrown, { host: url.host });
  } finally {
    socket.destroy();
  }
}

async function handshake(socket: TLSSocket, timeoutMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.once('secureConnect', resolve);
  // Stays in place: an error after the handshake must not end the process.
  socket.on('error', reject);
  socket.once('close', () => reject(Object.assign(new Error('closed during the handshake'), { code: 'ECONNRESET' })));
  const timer = setTimeout(() => reject(Object.assign(new Error('no handshake in time'), { code: 'ETIMEDOUT' })), timeoutMs);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
}

function factsOf(socket: TLSSocket): TlsFacts {
  const certificate = socket.getPeerCertificate();
  return {
    protocol: (socket.getProtocol() ?? 'TLS').replace('v', ' '),
    certificateEnds: new Date(certificate.valid_to).toISOString(),
    issuer: [certificate.issuer.CN].flat().join(', '),
  };
}
