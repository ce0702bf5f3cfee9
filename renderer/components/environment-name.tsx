import type { Environment } from '../../shared/model/views.ts';
import { ENVIRONMENT_LOOKS } from '../lib/environments.ts';
import styles from './environment-name.module.css';

/** An environment by icon, word and colour. */
export function EnvironmentName({ environment }: { environment: Environment }) {
  const look = ENVIRONMENT_LOOKS[environment];
  return (
    <span className={styles.name} style={{ color: look.color }}>
      <look.icon size={16} stroke={2} aria-hidden /> {look.name}
    </span>
  );
}
