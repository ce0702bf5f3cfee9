import { Menu, UnstyledButton } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import IconPlugConnected from '@tabler/icons-react/dist/esm/icons/IconPlugConnected.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { call, client } from '../../api.ts';
import { EnvironmentName } from '../../components/environment-name.tsx';
import { ENVIRONMENT_LOOKS, ownName } from '../../lib/environments.ts';
import { tellFailure } from '../../lib/tell.ts';
import { go } from '../../place.ts';
import { checkSoon } from './use-check.ts';
import styles from './frame.module.css';

/** Makes a connection the one that calls go over, then looks whether they get there. */
export async function selectConnection(id: string): Promise<void> {
  try {
    await call('connections.select', { id });
    // Whoever goes on to a screen of the selected connection must not see the one before.
    await client.invalidateQueries({ queryKey: ['connections.list'] });
    checkSoon(id);
  } catch (error) {
    tellFailure(error);
  }
}

type Props = { connections: ConnectionSummary[]; connection: ConnectionSummary };

export function ConnectionSwitch({ connections, connection }: Props) {
  return (
    <Menu position="bottom-start" width={320}>
      <Menu.Target>
        <UnstyledButton className={styles.switch ?? ''} aria-label={`Connection: ${ENVIRONMENT_LOOKS[connection.environment].name} ${ownName(connection) ?? ''}`.trim()} title={connection.apiUrl}>
          <EnvironmentName environment={connection.environment} />{' '}
          <span className="cut">{ownName(connection)}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.choices}>
          {connections.map((one) => (
            <Menu.Item key={one.id} onClick={() => void selectConnection(one.id)} rightSection={one.selected && <IconCheck size={15} aria-label="selected" />}>
              <span className={styles.choice}>
                <EnvironmentName environment={one.environment} />{' '}
                <span className="cut" title={one.name}>
                  {ownName(one)}
                </span>
              </span>
            </Menu.Item>
          ))}
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={15} aria-hidden />} onClick={() => go({ screen: 'connect' })}>
          Add a connection
        </Menu.Item>
        <Menu.Item leftSection={<IconPlugConnected size={15} aria-hidden />} onClick={() => go({ screen: 'connections' })}>
          All connections
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
