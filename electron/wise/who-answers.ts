import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { factsOf } from '../certificates/entry.ts';
import { addressOf, handshake } from './handshake.ts';

const TIMEOUT_MS = 3000;
/** Longest name that is shown: it is the stranger's own text. */
const LONGEST_NAME = 200;

/** Who issued the certificate that a server shows, and whether it is for the host that was meant. */
export type Stranger = { issuer: string; namesHost: boolean };

/**
 * Looks at a server whose certificate has been refused, to name who answered in place of Wise. The one handshake without the check:
 * nothing is sent in it, neither a credential nor a client certificate nor HTTP, and nothing but the names in the certificate is taken from it.
 * Undefined when it does not come about.
 */
export async function whoAnswers(url: URL): Promise<Stranger | undefined> {
  const address = addressOf(url);
  const socket = connect({ ...address, rejectUnauthorized: false });
  try {
    await handshake(socket, TIMEOUT_MS);
    const certificate = socket.getPeerX509Certificate();
    if (!certificate) return undefined;
    const named = isIP(address.host) === 0 ? certificate.checkHost(address.host) : certificate.checkIP(address.host);
    return { issuer: factsOf(certificate).issuer.slice(0, LONGEST_NAME), namesHost: named !== undefined };
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}
