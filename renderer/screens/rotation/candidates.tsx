import { Checkbox } from '@mantine/core';
import { KeyLink } from '../../components/key-link.tsx';
import { KeyStatePill } from '../../components/key-state.tsx';
import { When } from '../../components/when.tsx';
import { shortId } from '../../lib/ids.ts';
import type { Candidate } from './standing.ts';
import styles from './rotation.module.css';

/** A key may be used over several connections, so both make the id. */
export function candidateId({ key, connectionId }: Candidate): string {
  return `${key.id} ${connectionId}`;
}

type Props = {
  candidates: readonly Candidate[];
  days: number;
  /** Ids of those that are left out. */
  left: ReadonlySet<string>;
  onLeft(left: ReadonlySet<string>): void;
};

/** What ends soon, over which connection, with a box each; all are ticked to begin with. */
export function Candidates({ candidates, days, left, onLeft }: Props) {
  if (candidates.length === 0) return <p className={styles.none}>No key that a connection uses ends within {days} days, or its rotation is under way already.</p>;
  const ids = candidates.map(candidateId);
  const chosen = ids.filter((id) => !left.has(id)).length;
  const toggle = (id: string) => onLeft(left.has(id) ? new Set([...left].filter((one) => one !== id)) : new Set([...left, id]));
  return (
    <>
      <div className={styles.all}>
        <Checkbox size="xs" label={`${chosen.toLocaleString('en')} of ${ids.length.toLocaleString('en')} ticked`} checked={chosen === ids.length} indeterminate={chosen > 0 && chosen < ids.length} onChange={() => onLeft(chosen === ids.length ? new Set(ids) : new Set())} />
      </div>
      <ul className={styles.rows}>
        {candidates.map((candidate, index) => (
          <li key={ids[index]} className={styles.candidate}>
            <Checkbox size="xs" aria-label={`Rotate ${shortId(candidate.key.id)} over ${candidate.connectionName}`} checked={!left.has(ids[index]!)} onChange={() => toggle(ids[index]!)} />
            <span className={styles.name}>
              <KeyLink id={candidate.key.id} /> <span className="cut">{candidate.key.label}</span>
            </span>
            <span className="dim">{candidate.key.algorithm}</span>
            <span className="cut" title={candidate.connectionName}>
              {candidate.connectionName}
            </span>
            <span>
              <KeyStatePill state={candidate.key.state} />
            </span>
            <span className={styles.right}>
              <When iso={candidate.key.validTill} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
