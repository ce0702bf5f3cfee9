import type { CertificateState, CertificateSummary } from '../../../shared/model/certificates.ts';
import { relative } from '../../lib/dates.ts';
import { successorUnderWay } from '../expiry/advice.ts';
import type { Need } from './needs.ts';

type Told = Pick<Need, 'kind' | 'says' | 'tone' | 'action'> & { pill(certificate: CertificateSummary, now: number): string };

const GO_ON = { kind: 'certificate', tone: 'plain', action: 'Go on' } as const;
const ends = ({ notAfter }: CertificateSummary, now: number) => (notAfter ? relative(notAfter, now) : '');

const TOLD: Partial<Record<CertificateState, Told>> = {
  expired: { kind: 'certificate-ended', says: 'Every server refuses it. Rotate it: a new one takes its place.', tone: 'bad', action: 'Rotate', pill: (one, now) => `ended ${ends(one, now)}` },
  expiring: { kind: 'certificate-ending', says: 'Rotation overlaps: the old one works until its end, so nothing stops.', tone: 'warn', action: 'Rotate', pill: (one, now) => `ends ${ends(one, now)}` },
  requested: { ...GO_ON, says: 'Its key and CSR are made; the certificate has not come back yet.', pill: () => 'not issued' },
  issued: { ...GO_ON, says: 'It came back; no call with it has gone through yet.', pill: () => 'not proved' },
  proved: { ...GO_ON, says: 'A call with it went through; its connection does not use it yet.', pill: () => 'not used' },
};

/** An ended one that nothing uses is missed only where its connection has nothing else, used or on its way. */
function isMissed(certificate: CertificateSummary, all: readonly CertificateSummary[]): boolean {
  if (certificate.state !== 'expired' || certificate.isInUse) return true;
  return certificate.replacedBy === undefined && !all.some((other) => other.id !== certificate.id && other.connectionId === certificate.connectionId && other.state !== 'expired' && other.state !== 'retired');
}

/** Does another certificate stand on the list for it? */
function isBeingReplaced({ id, state }: CertificateSummary, all: readonly CertificateSummary[]): boolean {
  return (state === 'expired' || state === 'expiring') && successorUnderWay(id, all) !== undefined;
}

function needOf(certificate: CertificateSummary, all: readonly CertificateSummary[], now: number): Need {
  const { pill, ...told } = TOLD[certificate.state]!;
  const need = { ...told, keyId: '', certificateId: certificate.id, title: `Certificate ${certificate.name} · ${certificate.connectionName}`, pill: pill(certificate, now) };
  const old = all.find((one) => one.id === certificate.replaces);
  if (told.action === 'Rotate' || !old?.isInUse || !old.notAfter) return need;
  const isOver = old.state === 'expired';
  const says = `${told.says} ${old.name}, whose place it takes, ${isOver ? 'ended' : 'ends'} ${relative(old.notAfter, now)}.`;
  if (isOver) return { ...need, says, tone: 'bad' };
  return { ...need, says, ...(old.state === 'expiring' && { tone: 'warn' }) };
}

/** What certificates need a person for; one that is being rotated stands under its successor. */
export function certificateNeeds(certificates: readonly CertificateSummary[], now: number): Need[] {
  return certificates.filter((one) => TOLD[one.state] && isMissed(one, certificates) && !isBeingReplaced(one, certificates)).map((one) => needOf(one, certificates, now));
}
