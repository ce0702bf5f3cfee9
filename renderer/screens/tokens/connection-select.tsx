import { NativeSelect } from '@mantine/core';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { EnvironmentName } from '../../components/environment-name.tsx';
import { ENVIRONMENT_LOOKS, ownName } from '../../lib/environments.ts';
import styles from './tokens.module.css';

type Props = { connections: readonly ConnectionSummary[]; picked: ConnectionSummary; isDisabled?: boolean; onPick(connection: ConnectionSummary): void };

function nameOf(connection: ConnectionSummary): string {
  const own = ownName(connection);
  const environment = ENVIRONMENT_LOOKS[connection.environment].name;
  return own ? `${own} · ${environment}` : environment;
}

/** For which connection, with its environment in its colour. */
export function ConnectionSelect({ connections, picked, isDisabled = false, onPick }: Props) {
  const pick = (id: string) => {
    const next = connections.find((one) => one.id === id);
    if (next) onPick(next);
  };
  return (
    <NativeSelect
      label={
        <>
          Connection <EnvironmentName environment={picked.environment} />
        </>
      }
      classNames={{ label: styles.split ?? '' }}
      disabled={isDisabled}
      data={connections.map((one) => ({ value: one.id, label: nameOf(one) }))}
      value={picked.id}
      onChange={(event) => pick(event.currentTarget.value)}
    />
  );
}
