import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { daysLeft } from '../../shared/days.ts';
import type { CertificateFacts, TlsView } from '../../shared/model/tls.ts';
import { factsOf } from '../certificates/entry.ts';
import type { TargetCertificate } from '../connections/target.ts';
import { CLOCK_TOLERANCE_SECONDS } from './clock-offset.ts';

/** Longest chain that is shown; servers send three or four. */
const MOST_CERTIFICATES = 10;

/** Electron's BoringSSL does not tell whether the server asked for a certificate. */
const TELLS_WHETHER_ASKED = process.versions.electron === undefined;

/** Whether the server sent a CertificateRequest (RFC 8446, 4.3.2); undefined where that cannot be known. To be asked after the handshake. */
export function wasAsked(socket: TLSSocket): boolean | undefined {
  // OpenSSL takes note of the server's signature algorithms only from a CertificateRequest: the only other message that has them is our own.
  return TELLS_WHETHER_ASKED ? socket.getSharedSigalgs().length > 0 : undefined;
}

/** What a finished handshake came to. `host` with the port where it is not 443. */
export function tlsViewOf(socket: TLSSocket, host: string, certificate: TargetCertificate | undefined): TlsView {
  return {
    at: new Date().toISOString(),
    host,
    ...sessionOf(socket),
    clientCertificate: certificate === undefined ? 'none' : SENT[String(wasAsked(socket)) as keyof typeof SENT],
    ...(certificate === undefined ? {} : { certificateName: certificate.name, certificateEnds: certificate.notAfter }),
    serverChain: chainOf(socket.getPeerX509Certificate()),
  };
}

/** Version and cipher of a finished handshake. */
export function sessionOf(socket: TLSSocket): Pick<TlsView, 'protocol' | 'cipher'> {
  return { protocol: (socket.getProtocol() ?? 'TLS').replace('v', ' '), cipher: socket.getCipher().standardName };
}

const SENT = { true: 'sent', false: 'not-asked', undefined: 'offered' } as const;

/** What the server sent. What it sent beyond what was verified may hold anything: the chain ends before a certificate that cannot be shown. */
function chainOf(leaf: X509Certificate | undefined): CertificateFacts[] {
  const chain: CertificateFacts[] = [];
  try {
    for (let next = leaf; next && chain.length < MOST_CERTIFICATES; next = next.issuerCertificate) chain.push(factsOf(next));
  } catch {
    // Such as a date that is none.
  }
  return chain;
}

/** Would a screen show the same? Each handshake has its own time, and clocks drift by seconds. */
export function showsTheSame(one: TlsView | undefined, other: TlsView | undefined): boolean {
  return shown(one) === shown(other);
}

function shown(view: TlsView | undefined): string | undefined {
  if (!view) return undefined;
  const { at: _, clockOffsetSeconds = 0, ...rest } = view;
  return JSON.stringify([rest, Math.abs(clockOffsetSeconds) > CLOCK_TOLERANCE_SECONDS && Math.round(clockOffsetSeconds / 60)]);
}

/** Such as "TLS 1.3, TLS_AES_256_GCM_SHA384". */
export function tlsWords({ protocol, cipher }: Pick<TlsView, 'protocol' | 'cipher'>): string {
  return `${protocol}, ${cipher}`;
}

/** Such as "sent: “October”, 340 days left". */
export function certificateWords(view: TlsView): string {
  const words = { sent: 'sent: ', offered: 'offered: ', 'not-asked': 'not sent, the server did not ask: ', none: 'none' }[view.clientCertificate];
  return view.certificateName === undefined ? words : `${words}“${view.certificateName}”, ${daysLeft(Date.parse(view.at), Date.parse(view.certificateEnds ?? view.at))} left`;
}
