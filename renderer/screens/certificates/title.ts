import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { relative } from '../../lib/dates.ts';
import { isPressing, isUnderWay, successorOf } from './next-step.ts';

/** What Wise allows one client id to have active at a time. */
const MOST_ACTIVE = 10;

const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const withYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** "3 March", with the year where it is not this one, in UTC. */
export function untilDay(iso: string, now: number): string {
  const date = new Date(iso);
  return (date.getUTCFullYear() === new Date(now).getUTCFullYear() ? dayAndMonth : withYear).format(date);
}

const WAITING: Partial<Record<CertificateSummary['state'], string>> = {
  requested: 'waits for its certificate',
  issued: 'waits for its proof',
  proved: 'is proved and not used yet',
};

function pressingTitle(certificate: CertificateSummary, certificates: readonly CertificateSummary[], now: number): string {
  const quoted = `“${certificate.name}”`;
  if (certificate.state === 'expired') return `${quoted} has ended: calls of ${certificate.connectionName} fail`;
  const advice = successorOf(certificate, certificates) ? 'go on rotating' : 'rotate';
  return `Ends ${relative(certificate.notAfter ?? certificate.madeAt, now)}: ${advice} ${quoted}`;
}

/** The state in a few words, the most pressing first: what ends, then what is on its way, then whether calls go over mTLS. */
export function certificatesTitle(certificates: readonly CertificateSummary[] | undefined, connection: ConnectionSummary, now: number): string {
  if (!certificates) return 'Certificates';
  const isOwn = (one: CertificateSummary) => one.connectionId === connection.id;
  const pressing = mostPressing(certificates, connection);
  if (pressing && isOwn(pressing)) return pressingTitle(pressing, certificates, now);
  const inUse = certificates.find((one) => isOwn(one) && one.isInUse);
  const waiting = certificates.filter((one) => isOwn(one) && isUnderWay(one));
  if (!inUse && waiting.length === 1) return `“${waiting[0]!.name}” ${WAITING[waiting[0]!.state]}`;
  if (!inUse && waiting.length > 1) return `${waiting.length} certificates are on their way`;
  if (pressing) return `${pressing.connectionName}: ${pressingTitle(pressing, certificates, now).replace(/^Ends/u, 'ends')}`;
  if (!inUse) return 'This connection calls Wise without a certificate';
  if (connection.tls?.clientCertificate === 'not-asked') return `“${inUse.name}” is not sent: the host does not ask for it`;
  return inUse.notAfter ? `Calls go over mTLS until ${untilDay(inUse.notAfter, now)}` : 'Calls go over mTLS';
}

/** The certificate that needs somebody first: of the selected connection before others, then what ends first. */
export function mostPressing(certificates: readonly CertificateSummary[], connection: ConnectionSummary): CertificateSummary | undefined {
  const rank = (one: CertificateSummary) => `${one.connectionId === connection.id ? 0 : 1} ${one.notAfter ?? ''}`;
  return certificates.filter(isPressing).toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
}

const COUNTS: ReadonlySet<CertificateSummary['state']> = new Set(['issued', 'proved', 'active', 'expiring', 'replaced']);

/** One line of context: that Wise keeps the list to itself, and how many of the ten are taken as far as is known here. */
export function certificatesLead(certificates: readonly CertificateSummary[] | undefined, connection: ConnectionSummary): string {
  const active = certificates?.filter((one) => one.connectionId === connection.id && COUNTS.has(one.state)).length ?? 0;
  const where = 'Wise shows certificates only in Developer Hub. This is your list.';
  if (active > MOST_ACTIVE) return `${where} ${active.toLocaleString('en')} work; Wise allows ${MOST_ACTIVE}.`;
  return active === 0 ? where : `${where} ${active} of ${MOST_ACTIVE} active here.`;
}
