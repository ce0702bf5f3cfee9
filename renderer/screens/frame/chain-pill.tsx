import { Button, Popover, UnstyledButton } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs';
import IconShieldLock from '@tabler/icons-react/dist/esm/icons/IconShieldLock.mjs';
import IconShieldX from '@tabler/icons-react/dist/esm/icons/IconShieldX.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { ChainHealth, ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { ChainLinks } from '../../components/chain-links.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Pill } from '../../components/pill.tsx';
import { When } from '../../components/when.tsx';
import { useNow } from '../../lib/use-now.ts';
import { go } from '../../place.ts';
import { chainVerdict, mtlsVerdict } from './chain-verdict.ts';
import { useCheck } from './use-check.ts';
import styles from './frame.module.css';

const ICONS = { ok: IconCheck, bad: IconX, plain: IconLink };
const MTLS_ICONS = { ok: IconShieldLock, warn: IconClock, bad: IconShieldX, plain: IconShieldLock };

function Details({ health }: { health: ChainHealth | undefined }) {
  return health ? <ChainLinks links={health.links} /> : <p className={styles.checked}>Tries DNS and TLS, with the client certificate where one is in use, the client credentials, whether Wise gives its signing key, and the user token with its profile where there is one.</p>;
}

/** Whether calls carry the client certificate; pressing it opens the certificate. Nothing where the connection uses none. */
function MtlsPill({ connection }: { connection: ConnectionSummary }) {
  const { data: certificates } = useAsk('certificates.list', {}, { enabled: connection.certificateId !== undefined });
  const certificate = certificates?.find((one) => one.id === connection.certificateId);
  const verdict = mtlsVerdict(connection, certificate, useNow());
  if (!verdict || !certificate) return null;
  const MtlsIcon = MTLS_ICONS[verdict.tone];
  return (
    <UnstyledButton aria-label={`Client certificate: ${verdict.says}`} title={`Certificate “${certificate.name}”`} onClick={() => go({ screen: 'certificates', certificateId: certificate.id })}>
      <Pill tone={verdict.tone}>
        <MtlsIcon size={13} stroke={2} aria-hidden /> {verdict.says}
      </Pill>
    </UnstyledButton>
  );
}

/** The health of the chain in a few words; pressing it shows the links, and checks them when nobody has yet. */
function HealthPill({ connection }: { connection: ConnectionSummary }) {
  const check = useCheck(connection.id);
  const verdict = chainVerdict(check.data, check.isFetching, check.isError);
  const VerdictIcon = ICONS[verdict.tone];
  const checkFirst = () => {
    if (!check.data && !check.isFetching) void check.refetch();
  };
  return (
    <Popover position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton aria-label={`Chain to Wise: ${verdict.says}`} onClick={checkFirst}>
          <Pill tone={verdict.tone}>
            <VerdictIcon size={13} stroke={2.4} aria-hidden /> {verdict.says}
          </Pill>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Chain to Wise">
        <div className={styles.links}>
          {check.error ? <ErrorBox error={check.error} /> : <Details health={check.data} />}
          <div className={styles.checked}>
            <span>{check.data ? <>checked <When iso={check.data.checkedAt} as="ago" /></> : 'not checked yet'}</span>
            <Button size="compact-sm" variant="default" loading={check.isFetching} onClick={() => void check.refetch()}>
              {check.data ? 'Check again' : 'Check now'}
            </Button>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What stands beside the connection: whether calls get there, and whether they carry the client certificate. */
export function ChainPill({ connection }: { connection: ConnectionSummary }) {
  return (
    <>
      <HealthPill connection={connection} />
      <MtlsPill connection={connection} />
    </>
  );
}
