import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { Audit, Clock, VaultStore } from '../ports.ts';
import { certificateName, findCertificate, withCertificate, withEvent } from './entry.ts';

export type RetireDeps = { vault: VaultStore; audit: Audit; now?: Clock };

/** From now on the certificate is used no more, nor offered; a retired one stays as it is. Throws `CERT_NOT_FOUND`, `CERT_NOT_ISSUED` for a request (discard it), and `CERT_IN_USE` with the connection's name as `reason`. */
export async function retireCertificate({ vault, audit, now = Date.now }: RetireDeps, { certificateId }: Parsed<'certificates.retire'>): Promise<Record<string, never>> {
  const before = findCertificate(vault.read(), certificateId);
  const at = new Date(now()).toISOString();
  await vault.update((body) => {
    const entry = findCertificate(body, certificateId);
    if (entry.retiredAt !== undefined) return body;
    if (entry.certificate === undefined) throw new PortcullisError('CERT_NOT_ISSUED');
    const user = body.connections.find((connection) => connection.certificateId === certificateId);
    if (user) throw new PortcullisError('CERT_IN_USE', { reason: user.name });
    return withCertificate(body, certificateId, () => withEvent({ ...entry, retiredAt: at }, { at, kind: 'retired', says: 'By hand' }));
  });
  if (before.retiredAt === undefined) await audit({ kind: 'certificate.retired', outcome: 'ok', subject: certificateName(before), says: 'by hand' });
  return {};
}

/** Drops a request whose certificate has not come, with its private key: a certificate made from it later fits nothing any more. Throws `CERT_NOT_FOUND`, and `CERT_EXISTS` once the certificate is there. */
export async function discardRequest({ vault, audit }: RetireDeps, { certificateId }: Parsed<'certificates.discard'>): Promise<Record<string, never>> {
  const entry = findCertificate(vault.read(), certificateId);
  await vault.update((body) => {
    if (findCertificate(body, certificateId).certificate !== undefined) throw new PortcullisError('CERT_EXISTS');
    const { [certificateId]: _, ...leadDays } = body.leadDays;
    return { ...body, leadDays, certificates: body.certificates.filter(({ id }) => id !== certificateId) };
  });
  await audit({ kind: 'certificate.discarded', outcome: 'ok', subject: certificateName(entry), says: 'the request and its private key' });
  return {};
}
