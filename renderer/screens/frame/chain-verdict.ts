import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ChainHealth, ChainLink, ConnectionSummary } from '../../../shared/model/views.ts';
import { relative } from '../../lib/dates.ts';

export type ChainVerdict = { tone: 'ok' | 'bad' | 'plain'; says: string };

/** The chain's health in two or three words. A link that was skipped for want of a key is no fault, but it is said. */
export function chainVerdict(health: ChainHealth | undefined, checking: boolean, refused: boolean): ChainVerdict {
  if (checking) return { tone: 'plain', says: 'checking' };
  if (refused) return { tone: 'bad', says: 'check failed' };
  if (!health) return { tone: 'plain', says: 'check the chain' };
  const { links } = health;
  if (brokenLink(health)) return { tone: 'bad', says: 'a link is broken' };
  const held = links.filter((link) => link.state === 'ok').length;
  if (held === links.length) return { tone: 'ok', says: 'all links hold' };
  return { tone: 'plain', says: `${held} of ${links.length} links hold` };
}

/** The link at which a chain is broken, if it is. */
export function brokenLink(health: ChainHealth | undefined): ChainLink | undefined {
  return health?.links.find((link) => link.state === 'failed');
}

/** What a check finds out, and which connections have that link. */
const QUESTIONS: readonly { id: ChainLink['id']; says: string; isOf?(connection: ConnectionSummary): boolean }[] = [
  { id: 'dns', says: 'Is the host’s name known?' },
  { id: 'tls', says: 'Is it Wise’s server that answers?' },
  { id: 'mtls', says: 'Is the client certificate sent and taken?', isOf: ({ certificateId }) => certificateId !== undefined },
  { id: 'client-credentials', says: 'Does Wise give a token for them?' },
  { id: 'jose', says: 'Does Wise give its signing key?' },
  { id: 'user-token', says: 'Does Wise take the person’s token?', isOf: ({ hasUserToken }) => hasUserToken },
  { id: 'profile', says: 'Does that token see the profile?', isOf: ({ hasUserToken, profileId }) => hasUserToken && profileId !== undefined },
];

/** The links of a connection that has not been checked since the vault was opened. */
export function uncheckedLinks(connection: ConnectionSummary): ChainLink[] {
  return QUESTIONS.filter(({ isOf }) => isOf?.(connection) ?? true).map(({ id, says }) => ({ id, state: 'skipped', says }));
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
