import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { EnvironmentName } from '../../components/environment-name.tsx';
import { ownName } from '../../lib/environments.ts';
import styles from './users.module.css';

/** A connection by its environment’s icon, word and colour, and its own name. */
export function Over({ connection }: { connection: ConnectionSummary }) {
  return (
    <span className={styles.over}>
      <EnvironmentName environment={connection.environment} />
      <span className="cut" title={connection.name}>
        {ownName(connection)}
      </span>
    </span>
  );
}
