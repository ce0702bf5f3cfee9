import { randomUUID } from 'node:crypto';
import { PortcullisError } from '../../shared/errors.ts';
import type { Parsed } from '../../shared/ipc/contract.ts';
import type { CertificateSummary } from '../../shared/model/certificates.ts';
import { findConnection } from '../connections/resolve.ts';
import type { Audit } from '../ports.ts';
import type { CertificateEntry, VaultBody } from '../vault/body.ts';
import { MOST_ACTIVE } from './checks.ts';
import { makeRequest } from './csr.ts';
import { certificateName, findCertificate } from './entry.ts';
import { siblingsOf } from './siblings.ts';
import { assertPlain, rfc4514, subjectParts } from './subject.ts';
import { summarizeCertificate, type SummaryDeps } from './summary.ts';

export type RequestDeps = SummaryDeps & { audit: Audit };
type Input = Parsed<'certificates.request'>;

/**
 * Makes a private key, which stays in the vault, and a CSR for it.
 * Throws `CONNECTION_NOT_FOUND`, `CERT_SUBJECT` with the field, `CERT_NAME_TAKEN`, `CERT_TOO_MANY`, and `CERT_NOT_FOUND` or `CERT_OTHER_CONNECTION` for what it shall replace.
 */
export async function requestCertificate({ vault, sandbox, audit, now = Date.now }: RequestDeps, input: Input): Promise<CertificateSummary> {
  const wanted = { ...input, name: input.name.trim() };
  const { name: connectionName } = findConnection(vault.read(), wanted.connectionId);
  assertPlain('name', wanted.name);
  const parts = subjectParts(wanted.subject, wanted.name);
  // Before a key is made, which takes seconds; and again in the change, for two requests may come at the same time.
  assertRoom(vault.read(), wanted, now());
  const made = await makeRequest(wanted.kind, parts);
  const entry = newEntry(wanted, { ...made, subject: rfc4514(parts) }, now());
  const body = await vault.update((before) => {
    assertRoom(before, wanted, now());
    return { ...before, certificates: [...before.certificates, entry] };
  });
  await audit({ kind: 'certificate.requested', outcome: 'ok', subject: certificateName(entry), says: `${entry.kind} key and CSR for ${connectionName}` });
  return summarizeCertificate(entry, body, sandbox, now());
}

/** Wise takes each name once and at most ten active certificates at a time. */
export function assertRoom(body: VaultBody, { connectionId, name, replaces }: Pick<Input, 'connectionId' | 'name' | 'replaces'>, now: number): void {
  findConnection(body, connectionId);
  if (replaces !== undefined && findCertificate(body, replaces).connectionId !== connectionId) throw new PortcullisError('CERT_OTHER_CONNECTION');
  const own = siblingsOf(body.certificates, connectionId);
  if (own.holdName(name, now)) throw new PortcullisError('CERT_NAME_TAKEN', { field: 'name' });
  if (own.countActive(now) >= MOST_ACTIVE) throw new PortcullisError('CERT_TOO_MANY');
}

function newEntry({ connectionId, name, kind, replaces }: Input, made: Pick<CertificateEntry, 'csr' | 'privateJwk' | 'subject'>, now: number): CertificateEntry {
  const madeAt = new Date(now).toISOString();
  return {
    id: randomUUID(),
    connectionId, name, kind, madeAt,
    ...made,
    chain: [],
    origin: 'made',
    uses: 0,
    ...(replaces === undefined ? {} : { replaces }),
    history: [{ at: madeAt, kind: 'requested', says: `${kind} key and CSR made here` }],
  };
}
