import type { CertificateState, CertificateSummary } from '../../../shared/model/certificates.ts';
import { relative } from '../../lib/dates.ts';
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

const IS_UNDER_WAY: ReadonlySet<CertificateState> = new Set(['requested', 'issued', 'proved']);

/** What is looked up for each certificate, gathered once: there may be thousands. */
type Known = {
  byId: ReadonlyMap<string, CertificateSummary>;
  /** Connections with a certificate that has neither ended nor been retired. */
  served: ReadonlySet<string>;
  /** Certificates whose successor is on its way. */
  replaced: ReadonlySet<string>;
};

function gather(all: readonly CertificateSummary[]): Known {
  return {
    byId: new Map(all.map((one) => [one.id, one])),
    served: new Set(all.filter(({ state }) => state !== 'expired' && state !== 'retired').map((one) => one.connectionId)),
    replaced: new Set(all.flatMap((one) => (one.replaces !== undefined && IS_UNDER_WAY.has(one.state) ? [one.replaces] : []))),
  };
}

/** An ended one that nothing uses is missed only where its connection has nothing else, used or on its way. */
function isMissed(certificate: CertificateSummary, { served }: Known): boolean {
  if (certificate.state !== 'expired' || certificate.isInUse) return true;
  return certificate.replacedBy === undefined && !served.has(certificate.connectionId);
}

/** Does another certificate stand on the list for it? */
function isBeingReplaced({ id, state }: CertificateSummary, { replaced }: Known): boolean {
  return (state === 'expired' || state === 'expiring') && replaced.has(id);
}

function needOf(certificate: CertificateSummary, { byId }: Known, now: number): Need {
  const { pill, ...told } = TOLD[certificate.state]!;
  const need = { ...told, keyId: '', certificateId: certificate.id, title: `Certificate ${certificate.name} · ${certificate.connectionName}`, pill: pill(certificate, now) };
  const old = certificate.replaces === undefined ? undefined : byId.get(certificate.replaces);
  if (told.action === 'Rotate' || !old?.isInUse || !old.notAfter) return need;
  const isOver = old.state === 'expired';
  const says = `${told.says} ${old.name}, whose place it takes, ${isOver ? 'ended' : 'ends'} ${relative(old.notAfter, now)}.`;
  if (isOver) return { ...need, says, tone: 'bad' };
  return { ...need, says, ...(old.state === 'expiring' && { tone: 'warn' }) };
}

/** What certificates need a person for; one that is being rotated stands under its successor. */
export function certificateNeeds(certificates: readonly CertificateSummary[], now: number): Need[] {
  const known = gather(certificates);
  return certificates.filter((one) => TOLD[one.state] && isMissed(one, known) && !isBeingReplaced(one, known)).map((one) => needOf(one, known, now));
}
