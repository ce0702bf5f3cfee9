import type { CertificateSummary } from '../../../shared/model/certificates.ts';

/** The one thing to do next with a certificate. `go-on`: the guided task stands somewhere between; `rotate`: another has to take its place. */
export type NextStep = 'go-on' | 'rotate' | 'retire-old' | 'retire' | 'none';

const IS_UNDER_WAY: ReadonlySet<CertificateSummary['state']> = new Set(['requested', 'issued', 'proved']);

/** Is it on its way to being used? */
export function isUnderWay({ state }: CertificateSummary): boolean {
  return IS_UNDER_WAY.has(state);
}

/** The certificate on its way that shall take the place of this one. */
export function successorOf(certificate: CertificateSummary, certificates: readonly CertificateSummary[]): CertificateSummary | undefined {
  return certificates.find((one) => one.replaces === certificate.id && isUnderWay(one));
}

/** Needs somebody now: what its connection uses ends soon or has ended. */
export function isPressing({ state, isInUse }: CertificateSummary): boolean {
  return state === 'expiring' || (state === 'expired' && isInUse);
}

/** What comes next; a rotation that is under way goes before a new one. */
export function nextStep(certificate: CertificateSummary, certificates: readonly CertificateSummary[]): NextStep {
  if (isUnderWay(certificate)) return 'go-on';
  if (isPressing(certificate)) return successorOf(certificate, certificates) ? 'go-on' : 'rotate';
  if (certificate.state === 'active') return certificate.step === 'retire' ? 'retire-old' : 'none';
  return certificate.state === 'replaced' ? 'retire' : 'none';
}

/** How the guided task is opened that does the next step. */
export function taskFor(certificate: CertificateSummary, certificates: readonly CertificateSummary[]): { certificateId?: string; replaces?: string } {
  const next = nextStep(certificate, certificates);
  if (next === 'rotate') return { replaces: certificate.id };
  return { certificateId: isUnderWay(certificate) ? certificate.id : (successorOf(certificate, certificates)?.id ?? certificate.id) };
}
