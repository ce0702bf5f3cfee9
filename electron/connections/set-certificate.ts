import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { CertificateEvent } from '../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../shared/model/views.ts';
import { certificateName, findCertificate, withCertificate, withEvent } from '../certificates/entry.ts';
import { assertUsable } from '../certificates/use.ts';
import type { Clock } from '../ports.ts';
import type { CertificateEntry, VaultBody } from '../vault/body.ts';
import { summarize, type ConnectionDeps } from './connections.ts';
import { findConnection } from './resolve.ts';

export type SetCertificateDeps = ConnectionDeps & { now?: Clock };

type Switch = { connectionId: string; old: CertificateEntry | undefined; next: CertificateEntry | undefined; at: string };

/**
 * From now on every call of the connection carries this certificate; null: none. A switch to what it has changes nothing; one back to a certificate that was replaced is a roll back.
 * Throws `CONNECTION_NOT_FOUND`, `CERT_NOT_FOUND`, `CERT_OTHER_CONNECTION`, `CERT_NOT_ISSUED`, `CERT_RETIRED`, `CERT_EXPIRED`, `CERT_NOT_YET_VALID`, `CERT_NOT_PROVED`.
 */
export async function setConnectionCertificate({ vault, audit, sandbox, now = Date.now }: SetCertificateDeps, { connectionId, certificateId }: Parsed<'connections.setCertificate'>): Promise<ConnectionSummary> {
  let done: Switch | undefined;
  const body = await vault.update((before) => {
    const wanted = switchOf(before, connectionId, certificateId, now());
    done = wanted.old?.id === wanted.next?.id ? undefined : wanted;
    return done ? switched(before, done) : before;
  });
  const connection = findConnection(body, connectionId);
  if (done) await audit({ kind: 'connection.certificate-switched', outcome: 'ok', subject: connection.name, says: words(done) });
  return summarize(connection, body, sandbox);
}

/** Checked in the change itself: a certificate retired meanwhile is not switched to. */
function switchOf(body: VaultBody, connectionId: string, certificateId: string | null, now: number): Switch {
  const { certificateId: oldId } = findConnection(body, connectionId);
  const next = certificateId === null ? undefined : findCertificate(body, certificateId);
  if (next) assertFit(next, connectionId, now);
  return { connectionId, next, old: body.certificates.find(({ id }) => id === oldId), at: new Date(now).toISOString() };
}

function assertFit(next: CertificateEntry, connectionId: string, now: number): void {
  if (next.connectionId !== connectionId) throw new PortcullisError('CERT_OTHER_CONNECTION');
  assertUsable(next, now);
  if (next.provedAt === undefined) throw new PortcullisError('CERT_NOT_PROVED');
}

function switched(body: VaultBody, { connectionId, old, next, at }: Switch): VaultBody {
  const isBack = next?.replacedBy !== undefined;
  const connections = body.connections.map((entry) => {
    if (entry.id !== connectionId) return entry;
    const { certificateId: _, ...rest } = entry;
    return next ? { ...rest, certificateId: next.id } : rest;
  });
  const without = old ? withCertificate(body, old.id, (entry) => left(entry, isBack ? undefined : next, leavingEvent(next, isBack, at))) : body;
  const taken = next ? withCertificate(without, next.id, (entry) => entered(entry, isBack ? undefined : old, enteringEvent(old, isBack, at))) : without;
  return { ...taken, connections };
}

/** `successor`: absent when it is taken out without one that takes its place for good. */
function left(entry: CertificateEntry, successor: CertificateEntry | undefined, event: CertificateEvent): CertificateEntry {
  return withEvent(successor ? { ...entry, replacedBy: successor.id } : entry, event);
}

function entered(before: CertificateEntry, predecessor: CertificateEntry | undefined, event: CertificateEvent): CertificateEntry {
  const { replacedBy: _, ...entry } = before;
  return withEvent(predecessor ? { ...entry, replaces: predecessor.id } : entry, event);
}

function leavingEvent(next: CertificateEntry | undefined, isBack: boolean, at: string): CertificateEvent {
  if (!next) return { at, kind: 'replaced', says: 'Taken out of use: calls go without a certificate' };
  return { at, kind: 'replaced', says: isBack ? `Switched back to ${certificateName(next)}` : `By ${certificateName(next)}` };
}

function enteringEvent(old: CertificateEntry | undefined, isBack: boolean, at: string): CertificateEvent {
  const from = old ? certificateName(old) : 'no certificate';
  return isBack ? { at, kind: 'restored', says: `In the place of ${from}` } : { at, kind: 'switched-to', says: `From ${from}` };
}

function words({ old, next }: Switch): string {
  const [before, after] = [old, next].map((entry) => entry && certificateName(entry));
  if (after === undefined) return `${before} taken out of use`;
  return `${before === undefined ? '' : `${before} replaced by `}${after}`;
}
