import { Button } from '@mantine/core';
import type { AlgorithmId } from '../../../shared/model/algorithms.ts';
import type { WiseKeyView } from '../../../shared/model/views.ts';
import type { ApiError } from '../../api.ts';
import { Pill } from '../../components/pill.tsx';
import { When } from '../../components/when.tsx';
import styles from './wise-keys.module.css';

/** How the last fetch by hand of each algorithm went. */
export type Fetched = Partial<Record<AlgorithmId, { state: 'fetching' } | { state: 'changed' | 'same' } | { state: 'failed'; error: ApiError }>>;

const PURPOSE = { PAYLOAD_SIGNING: 'verifies Wise’s answers', PAYLOAD_ENCRYPTION: 'you encrypt to it' } as const;

type RowProps = { wiseKey: WiseKeyView; fetched: Fetched[AlgorithmId]; onFetch(algorithm: AlgorithmId): void };

const OUTCOMES = { fetching: 'fetching', same: 'not changed', changed: 'changed' } as const;

function outcomeText(fetched: Fetched[AlgorithmId]): string {
  return fetched && fetched.state !== 'failed' ? OUTCOMES[fetched.state] : '';
}

function Row({ wiseKey: key, fetched, onFetch }: RowProps) {
  return (
    <tr data-earlier={key.isCurrent ? undefined : ''}>
      <th scope="row">{key.algorithm}</th>
      <td>{PURPOSE[key.scope]}</td>
      <td className="number">{key.version}</td>
      <td>
        <span className={`mono ${styles.thumbprint}`} title={`${key.thumbprint} (RFC 7638, SHA-256)`}>
          {key.thumbprint}
        </span>
      </td>
      <td>
        <When iso={key.fetchedAt} as="ago" />
        {key.isCurrent && <div className={styles.fetched} role="status">{outcomeText(fetched)}</div>}
      </td>
      <td>
        {key.isUnseen && key.isCurrent ? <Pill tone="warn">changed</Pill> : <Pill tone={key.isCurrent ? 'ok' : 'plain'}>{key.isCurrent ? 'current' : 'earlier'}</Pill>}
      </td>
      <td className={styles.action}>
        {key.isCurrent && (
          <Button size="compact-sm" variant="default" aria-label={`Fetch again, ${key.algorithm}`} onClick={() => onFetch(key.algorithm)}>
            Fetch again
          </Button>
        )}
      </td>
    </tr>
  );
}

type Props = { keys: readonly WiseKeyView[]; fetched: Fetched; onFetch(algorithm: AlgorithmId): void };

/** Wise's keys, an algorithm and version a line. */
export function WiseKeyTable({ keys, fetched, onFetch }: Props) {
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="Wise’s keys">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Algorithm</th>
            <th scope="col">What for</th>
            <th scope="col">Version</th>
            <th scope="col">Thumbprint</th>
            <th scope="col">Fetched</th>
            <th scope="col">State</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <Row key={`${key.algorithm} ${key.version}`} wiseKey={key} fetched={fetched[key.algorithm]} onFetch={onFetch} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
