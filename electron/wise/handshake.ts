import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** RFC 6066: an IP address is no server name; Node then checks the certificate against the address itself. */
export function addressOf(url: URL): { host: string; port: number; servername?: string } {
  const host = url.hostname.replaceAll(/[[\]]/g, '');
  return { host, port: Number(url.port || 443), ...(isIP(host) === 0 ? { servername: host } : {}) };
}

/** Resolves when the handshake is done. Throws Node's error; `ECONNRESET` and `ETIMEDOUT` are made here where Node has none. */
export async function handshake(socket: TLSSocket, timeoutMs: number): Promise<void> {
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
