import { Menu } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconArrowBackUp from '@tabler/icons-react/dist/esm/icons/IconArrowBackUp.mjs';
import IconFileExport from '@tabler/icons-react/dist/esm/icons/IconFileExport.mjs';
import IconPlugConnectedX from '@tabler/icons-react/dist/esm/icons/IconPlugConnectedX.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import type { CertificateSummary } from '../../../shared/model/certificates.ts';
import { MoreMenu } from '../../components/more-menu.tsx';
import { go } from '../../place.ts';
import type { Decision } from './decide.tsx';
import { nextStep, successorOf } from './next-step.ts';
import { retireHindrance } from './says.ts';
import styles from './certificates.module.css';

type Props = { certificate: CertificateSummary; certificates: readonly CertificateSummary[]; onDecide(decision: Decision): void };

/** What is done to a certificate more rarely. What cannot simply be undone is asked about in the panel. */
export function CertificateMenu({ certificate, certificates, onDecide }: Props) {
  const { state, isInUse } = certificate;
  const hindrance = retireHindrance(certificate);
  const old = certificates.find((one) => one.id === certificate.replaces);
  return (
    <MoreMenu>
      {state === 'active' && nextStep(certificate, certificates) !== 'rotate' && !successorOf(certificate, certificates) && (
        <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => go({ screen: 'new-certificate', replaces: certificate.id })}>
          Rotate <span className="dim">before its end</span>
        </Menu.Item>
      )}
      {state === 'replaced' && (
        <Menu.Item leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => onDecide('use-again')}>
          Roll back to it
        </Menu.Item>
      )}
      {isInUse && old?.state === 'replaced' && (
        <Menu.Item leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => onDecide('roll-back')}>
          Roll back <span className={`cut ${styles.why}`}>to “{old.name}”</span>
        </Menu.Item>
      )}
      {state !== 'requested' && (
        <Menu.Item leftSection={<IconFileExport size={16} aria-hidden />} onClick={() => go({ screen: 'certificates', certificateId: certificate.id, exporting: true })}>
          Export with its key
        </Menu.Item>
      )}
      {isInUse && (
        <Menu.Item leftSection={<IconPlugConnectedX size={16} aria-hidden />} onClick={() => onDecide('without')}>
          Call without a certificate
        </Menu.Item>
      )}
      {state === 'requested' && (
        <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => onDecide('discard')}>
          Discard the request
        </Menu.Item>
      )}
      {state !== 'requested' && state !== 'retired' && (
        <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} disabled={hindrance !== undefined} onClick={() => onDecide('retire')}>
          Retire {hindrance && <span className={styles.why}>{hindrance}</span>}
        </Menu.Item>
      )}
    </MoreMenu>
  );
}
