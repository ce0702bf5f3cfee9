import type { Profile } from '../../../shared/model/tokens.ts';
import styles from './tokens.module.css';

type Props = { profiles: readonly Profile[]; pickedId?: number | undefined };

/** The profiles that a token sees. */
export function Profiles({ profiles, pickedId }: Props) {
  return (
    <ul className={styles.list} aria-label="Profiles">
      {profiles.map(({ id, name, type, country }) => (
        <li key={id}>
          <div className={styles.profile}>
            <strong className={styles.wrap}>{name}</strong>
            <span className="number">{id}</span>
          </div>
          <span className="quiet">
            {type}
            {country && `, ${country}`}
            {id === pickedId && ', picked on Wise’s page'}
          </span>
        </li>
      ))}
    </ul>
  );
}
