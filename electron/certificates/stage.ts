import { DAY_MS } from '../../shared/days.ts';
import type { CertificateState, CertificateStep } from '../../shared/model/certificates.ts';
import { leadOf } from '../expiry/lead.ts';
import type { CertificateEntry, VaultBody } from '../vault/body.ts';
import { endOf, isEnded } from './identity.ts';

/** The connection uses it now. */
export function isInUse({ connections }: VaultBody, id: string): boolean {
  return connections.some(({ certificateId }) => certificateId === id);
}

export function stateOf(entry: CertificateEntry, body: VaultBody, now: number): CertificateState {
  if (entry.retiredAt !== undefined) return 'retired';
  if (entry.certificate === undefined) return 'requested';
  if (isEnded(entry, now)) return 'expired';
  if (isInUse(body, entry.id)) return endsSoon(entry, body, now) ? 'expiring' : 'active';
  if (entry.replacedBy !== undefined) return 'replaced';
  return entry.provedAt === undefined ? 'issued' : 'proved';
}

/** By what stands in the way of the next step. */
const STEPS: Readonly<Partial<Record<CertificateState, CertificateStep>>> = { requested: 'issue', issued: 'prove', proved: 'switch' };

/** What to do next with it; undefined when nothing is. */
export function stepOf(entry: CertificateEntry, body: VaultBody, now: number): CertificateStep | undefined {
  const state = stateOf(entry, body, now);
  const step = STEPS[state];
  if (step) return step;
  if (state !== 'active' && state !== 'expiring') return undefined;
  const old = body.certificates.find(({ id }) => id === entry.replaces);
  return old && old.retiredAt === undefined && !isEnded(old, now) ? 'retire' : undefined;
}

function endsSoon(entry: CertificateEntry, body: VaultBody, now: number): boolean {
  return Date.parse(endOf(entry) ?? '') - now <= leadOf(body, 'certificate', entry.id).leadDays * DAY_MS;
}
