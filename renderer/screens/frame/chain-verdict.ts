import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ChainHealth, ConnectionSummary } from '../../../shared/model/views.ts';
import { relative } from '../../lib/dates.ts';

export type ChainVerdict = { tone: 'ok' | 'bad' | 'plain'; says: string };

/** The chain's health in two or three words. A link that was skipped for want of a key is no fault, but it is said. */
export function chainVerdict(health: ChainHealth | undefined, checking: boolean, refused: boolean): ChainVerdict {
  if (checking) return { tone: 'plain', says: 'checking' };
  if (refused) return { tone: 'bad', says: 'check failed' };
  if (!health) return { tone: 'plain', says: 'check the chain' };
  const { links } = health;
  if (links.some((link) => link.state === 'failed')) return { tone: 'bad', says: 'a link is broken' };
  const held = links.filter((link) => link.state === 'ok').length;
  if (held === links.length) return { tone: 'ok', says: 'all links hold' };
  return { tone: 'plain', says: `${held} of ${links.length} links hold` };
}

export type MtlsVerdict = { tone: 'ok' | 'warn' | 'bad' | 'plain'; says: string };

/** Was there no handshake since the certificate was put to use? One from before says nothing of it. */
export function isUncalled(connection: ConnectionSummary, certificate: CertificateSummary): boolean {
  const since = certificate.history.find((event) => event.kind === 'switched-to' || event.kind === 'restored')?.at;
  const { tls } = connection;
  return !tls || (since !== undefined && tls.at < since && tls.certificateName !== certificate.name);
}

/** Whether calls go out with the client certificate, in two or three words; undefined where the connection uses none. */
export function mtlsVerdict(connection: ConnectionSummary, certificate: CertificateSummary | undefined, now: number): MtlsVerdict | undefined {
  if (!connection.certificateId || !certificate) return undefined;
  const { notAfter, state } = certificate;
  if (state === 'expired' || (notAfter !== undefined && Date.parse(notAfter) <= now)) return { tone: 'bad', says: 'certificate ended' };
  const { tls } = connection;
  if (!tls || isUncalled(connection, certificate)) return { tone: 'plain', says: 'mTLS, no call yet' };
  if (tls.clientCertificate === 'not-asked' || tls.clientCertificate === 'none') return { tone: 'bad', says: 'certificate not sent' };
  if (state === 'expiring' && notAfter !== undefined) return { tone: 'warn', says: `mTLS, ends ${relative(notAfter, now)}` };
  return { tone: 'ok', says: `mTLS, ${tls.protocol}` };
}
