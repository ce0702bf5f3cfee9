import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { Confirm } from '../../components/confirm.tsx';
import { go } from '../../place.ts';
import { checkSoon } from '../frame/use-check.ts';
import { retireSays, againSays, withoutSays } from './says.ts';

/** What is asked about in place before it is done. */
export type Decision = 'retire' | 'discard' | 'use-again' | 'roll-back' | 'without';

type Props = { decision: Decision; certificate: CertificateSummary; certificates: readonly CertificateSummary[]; connection: ConnectionSummary; onDone(): void };

type Asked = { says: readonly string[]; action: string; isRed: boolean; run(): unknown };

/** Says what a decision does and what stops working, and does it. */
export function Decide({ decision, certificate, certificates, connection, onDone }: Props) {
  const retire = useTell('certificates.retire');
  const discard = useTell('certificates.discard');
  const use = useTell('connections.setCertificate');
  const certificateId = certificate.id;
  const old = certificates.find((one) => one.id === certificate.replaces);
  const inUse = certificates.find((one) => one.connectionId === connection.id && one.isInUse);
  const switched = () => {
    checkSoon(connection.id);
    onDone();
  };
  const switchTo = (id: string | null) => use.mutate({ connectionId: connection.id, certificateId: id }, { onSuccess: switched });
  const asked: Record<Decision, Asked> = {
    retire: { says: retireSays(certificate, certificates), action: `Retire “${certificate.name}”`, isRed: true, run: () => retire.mutate({ certificateId }, { onSuccess: onDone }) },
    discard: {
      says: ['The request and its private key are dropped. A certificate that comes back for it can then not be used.'],
      action: `Discard “${certificate.name}”`,
      isRed: true,
      run: () => discard.mutate({ certificateId }, { onSuccess: () => go({ screen: 'certificates' }) }),
    },
    'use-again': { says: againSays(certificate, inUse), action: `Use “${certificate.name}” again`, isRed: connection.environment === 'production', run: () => switchTo(certificateId) },
    'roll-back': { says: old ? againSays(old, certificate) : [], action: `Use “${old?.name ?? ''}” again`, isRed: connection.environment === 'production', run: () => old && switchTo(old.id) },
    without: { says: withoutSays(connection), action: 'Call without a certificate', isRed: true, run: () => switchTo(null) },
  };
  const { says, action, isRed, run } = asked[decision];
  return <Confirm says={says} action={action} isRed={isRed} isPending={retire.isPending || discard.isPending || use.isPending} error={retire.error ?? discard.error ?? use.error} onDo={() => void run()} onKeep={onDone} />;
}
