import { Button, Popover, UnstyledButton } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { ChainHealth, ConnectionSummary } from '../../../shared/model/views.ts';
import { ChainLinks } from '../../components/chain-links.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Pill } from '../../components/pill.tsx';
import { When } from '../../components/when.tsx';
import { chainVerdict } from './chain-verdict.ts';
import { useCheck } from './use-check.ts';
import styles from './frame.module.css';

const ICONS = { ok: IconCheck, bad: IconX, plain: IconLink };

function Details({ health }: { health: ChainHealth | undefined }) {
  return health ? <ChainLinks links={health.links} /> : <p className={styles.checked}>Tries TLS, then the client credentials, then whether Wise gives its signing key.</p>;
}

/** The health of the chain in a few words; pressing it shows the links, and checks them when nobody has yet. */
export function ChainPill({ connection }: { connection: ConnectionSummary }) {
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
