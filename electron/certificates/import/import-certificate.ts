import { randomUUID } from 'node:crypto';
import { PortcullisError } from '../../../shared/errors.ts';
import type { Parsed } from '../../../shared/ipc/contract.ts';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { PrivateJwk } from '../../jose/public-key.ts';
import type { CertificateEntry, VaultBody } from '../../vault/body.ts';
import { blocking } from '../checks.ts';
import { certificateName, factsOf } from '../entry.ts';
import { installCertificate } from '../install.ts';
import { kindOfKey } from '../kind.ts';
import { certificatePem, joinPem } from '../pem.ts';
import { assertRoom } from '../request.ts';
import { assertPlain } from '../subject.ts';
import { summarizeCertificate } from '../summary.ts';
import { identitiesOf, type FoundIdentity } from './identities.ts';
import { checksOf } from './identity-view.ts';
import type { KeptCertificateImports } from './kept-certificate-imports.ts';
import { materialOf } from './material.ts';

export type ImportDeps = Parameters<typeof installCertificate>[0] & { certificateImports: KeptCertificateImports };
type Wanted = Parsed<'certificates.import'>;

/**
 * Puts a certificate that was inspected into the vault, with its private key and chain; one that answers a request of the vault goes there.
 * Throws `IMPORT_GONE`, `CONNECTION_NOT_FOUND`, `CERT_KEY_MISSING`, `CERT_WRONG_KEY`, `CERT_EXISTS`, `CERT_EXPIRED`, `CERT_NOT_YET_VALID`,
 * `CERT_UNFIT` with the sentence, `CERT_NAME_TAKEN`, `CERT_SUBJECT` for a name that is no line of text, `CERT_TOO_MANY`, `CERT_OTHER_CONNECTION`, `CERT_NOT_FOUND`.
 */
export async function importCertificate(deps: ImportDeps, wanted: Wanted): Promise<CertificateSummary> {
  const { vault, audit, sandbox, certificateImports, now = Date.now } = deps;
  const material = materialOf(certificateImports.get(wanted.importId));
  const identity = foundAt(identitiesOf(material, vault.read()), wanted.index);
  if (identity.request) return complete(deps, identity, identity.request, wanted);
  assertPlain('name', wanted.name);
  const circumstances = { wanted, sandbox, now: now() };
  assertFits(identity, vault.read(), circumstances);
  const entry = entryOf(identity, wanted, new Date(now()).toISOString());
  const body = await vault.update((before) => {
    assertFits(foundAt(identitiesOf(material, before), wanted.index), before, circumstances);
    return { ...before, certificates: [...before.certificates, entry] };
  });
  await audit({ kind: 'certificate.imported', outcome: 'ok', subject: certificateName(entry), says: `${entry.kind}, SHA-256 ${factsOf(identity.certificate).fingerprint}` });
  return summarizeCertificate(entry, body, sandbox, now());
}

/** The key is here already: what came back for it is installed there, under the name of the request. */
async function complete(deps: ImportDeps, { certificate, chain }: FoundIdentity, request: CertificateEntry, { connectionId }: Wanted): Promise<CertificateSummary> {
  if (request.connectionId !== connectionId) throw new PortcullisError('CERT_OTHER_CONNECTION', { reason: `It answers the request “${request.name}”.` });
  return installCertificate(deps, { certificateId: request.id, from: { kind: 'text', text: joinPem([certificate, ...chain].map(certificatePem)) } });
}

function foundAt(identities: FoundIdentity[], index: number): FoundIdentity & Required<Pick<FoundIdentity, 'privateKey'>> {
  const identity = identities[index];
  if (!identity) throw new PortcullisError('IMPORT_GONE');
  if (identity.known) throw new PortcullisError('CERT_EXISTS', { reason: `It is called “${identity.known.name}”.` });
  const { privateKey, strayKey } = identity;
  if (!privateKey) throw new PortcullisError(strayKey ? 'CERT_WRONG_KEY' : 'CERT_KEY_MISSING');
  return { ...identity, privateKey };
}

type Circumstances = { wanted: Wanted; sandbox: ImportDeps['sandbox']; now: number };

/** Neither a chain that is not known nor a warning stands in the way: the live call tells. */
function assertFits(identity: FoundIdentity, body: VaultBody, { wanted, sandbox, now }: Circumstances): void {
  const { connectionId, name } = wanted;
  const refusal = blocking(checksOf(identity, { body, sandbox, connectionId, name, now }), { certificate: identity.certificate, now });
  if (refusal) throw refusal;
  assertRoom(body, wanted, now);
}

function entryOf({ certificate, chain, privateKey }: ReturnType<typeof foundAt>, { connectionId, name, replaces }: Wanted, at: string): CertificateEntry {
  const [kind, { subject, issuer }] = [kindOfKey(certificate.publicKey), factsOf(certificate)];
  return {
    id: randomUUID(), connectionId, name, kind, subject,
    privateJwk: privateKey.export({ format: 'jwk' }) as PrivateJwk,
    certificate: certificatePem(certificate),
    chain: chain.map(certificatePem),
    madeAt: at, issuedAt: at,
    origin: 'imported',
    uses: 0,
    ...(replaces === undefined ? {} : { replaces }),
    history: [{ at, kind: 'imported', says: `${kind}, issued by ${issuer}` }],
  };
}
