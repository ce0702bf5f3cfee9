import { Button } from '@mantine/core';
import type { ConsentView } from '../../../shared/model/tokens.ts';
import { When } from '../../components/when.tsx';
import { go } from '../../place.ts';
import styles from './tokens.module.css';

type Props = { consents: readonly ConsentView[]; openId?: string | undefined };

/** The consents that are waited for, each to be gone on with. */
export function WaitingStrip({ consents, openId }: Props) {
  const shown = consents.filter(({ id }) => id !== openId);
  if (shown.length === 0) return null;
  return (
    <ul className={styles.waiting} aria-label="Consents that are waited for">
      {shown.map(({ id, connectionName, startedAt, problem }) => (
        <li key={id} className={styles.strip}>
          <span className={styles.wrap}>
            Consent over <strong>{connectionName}</strong>, begun <When iso={startedAt} as="ago" />
            {problem && ': look at it'}
          </span>
          <Button size="compact-xs" variant="default" aria-label={`Go on with the consent over ${connectionName}`} onClick={() => go({ screen: 'tokens', consenting: true, consentId: id })}>
            Go on
          </Button>
        </li>
      ))}
    </ul>
  );
}
