import { Kbd, UnstyledButton } from '@mantine/core';
import { openSpotlight } from '@mantine/spotlight';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { Logo } from '../../components/logo.tsx';
import { shortcut } from '../../lib/platform.ts';
import { ChainPill } from './chain-pill.tsx';
import { ConnectionSwitch } from './connection-switch.tsx';
import styles from './frame.module.css';

type Props = { connections: ConnectionSummary[]; connection: ConnectionSummary };

/** Where calls go, whether they would get there, and the way to everything else. */
export function TopBar({ connections, connection }: Props) {
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <Logo /> Portcullis
      </div>
      <ConnectionSwitch connections={connections} connection={connection} />
      <ChainPill connection={connection} />
      <UnstyledButton className={styles.find ?? ''} onClick={openSpotlight}>
        <IconSearch size={15} aria-hidden />
        <span className="cut">Find or do anything</span>
        <Kbd size="xs">{shortcut('K').replace('+', ' ')}</Kbd>
      </UnstyledButton>
    </header>
  );
}
