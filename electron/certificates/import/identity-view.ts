import type { CertificateCheck, CertificateImportView } from '../../../shared/model/certificates.ts';
import type { SandboxPort } from '../../connections/sandbox-port.ts';
import type { VaultBody } from '../../vault/body.ts';
import { blocking, checkCertificate } from '../checks.ts';
import { checkContext } from '../context.ts';
import { certificateName, factsOf } from '../entry.ts';
import { kindOfKey } from '../kind.ts';
import type { FoundIdentity } from './identities.ts';

export type Place = { body: VaultBody; sandbox: Pick<SandboxPort, 'running'>; connectionId: string; name?: string; now: number };

/** As it would be checked once it is in the vault. */
export function checksOf(identity: FoundIdentity, { body, sandbox, connectionId, name, now }: Place): CertificateCheck[] {
  const { certificate, chain, privateKey, strayKey, request, known } = identity;
  const context = checkContext(body, sandbox, connectionId, (request ?? known)?.id);
  return checkCertificate({ ...context, certificate, chain, privateKey: privateKey ?? strayKey, name: request?.name ?? name, now });
}

export function viewOf(identity: FoundIdentity, index: number, place: Place): CertificateImportView['identities'][number] {
  const { certificate, chain, privateKey, known, request } = identity;
  const checks = checksOf(identity, place);
  const refusal = blocking(checks, { certificate, now: place.now });
  const isElsewhere = request !== undefined && request.connectionId !== place.connectionId;
  return {
    index, checks,
    facts: factsOf(certificate),
    kind: kindOfKey(certificate.publicKey),
    hasKey: privateKey !== undefined,
    chainLength: chain.length,
    isFit: privateKey !== undefined && !known && !isElsewhere && refusal === undefined,
    says: saysOf(identity, { isElsewhere, refusal: refusal?.details['reason'], chainFault: chainFault(checks) }),
    ...(known ? { knownAs: known.id } : {}),
  };
}

type Faults = { isElsewhere: boolean; refusal: unknown; chainFault: string | undefined };

/** The worst that there is to say. */
function saysOf({ known, privateKey, strayKey, request, chain }: FoundIdentity, { isElsewhere, refusal, chainFault: fault }: Faults): string {
  if (known) return `It is in this vault already, as “${known.name}”.`;
  if (!privateKey && strayKey) return 'The private key here belongs to another certificate. Add the file that holds this one’s.';
  if (typeof refusal === 'string') return refusal;
  if (!privateKey) return 'Its private key is missing. Add the file that holds it.';
  if (request && isElsewhere) return `It answers the request of ${certificateName(request)}, which belongs to another connection.`;
  if (request) return `It answers the request of ${certificateName(request)}, which waits in this vault: importing completes that one.`;
  const whole = chain.length > 0 ? 'Certificate, key and chain belong together.' : 'Certificate and key belong together.';
  return fault === undefined ? whole : `${whole} ${fault}`;
}

function chainFault(checks: readonly CertificateCheck[]): string | undefined {
  return checks.find(({ id, state }) => id === 'chain' && state === 'failed')?.says;
}
