import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { describeIssued, findActive, type HubCertificate } from './issued.ts';
import type { Store } from './state.ts';

/** The client certificate of a call, for the log. */
export type ShownCertificate = Pick<HubCertificate, 'name' | 'serial' | 'fingerprint' | 'notAfter'>;

/** Fingerprints, read once a connection: the calls on it do not wait for it. */
const shown = new WeakMap<Socket, string>();

/** Whether the certificate of a new connection was issued here, is not revoked and has not ended. That an authority of ours signed it is not enough: so it did the server's. */
export function admits(socket: TLSSocket, store: Store): boolean {
  const fingerprint = socket.getPeerX509Certificate()?.fingerprint256;
  if (!fingerprint || !findActive(store.state, fingerprint)) return false;
  shown.set(socket, fingerprint);
  return true;
}

/** The certificate of a connection that was admitted; undefined once it is revoked or has ended. */
export function shownOn(socket: Socket, store: Store): ShownCertificate | undefined {
  const known = shown.get(socket);
  const entry = known && findActive(store.state, known);
  if (!entry) return undefined;
  const { name, serial, fingerprint, notAfter } = describeIssued(entry);
  return { name, serial, fingerprint, notAfter };
}
