import { MIN_PASSPHRASE, useStrength } from '../lib/strength.ts';
import { PassphraseField } from './passphrase-field.tsx';
import styles from './passphrase-field.module.css';

export type Pair = { first: string; second: string };

/** Why a pair cannot be taken yet, in words; undefined when it can. */
export function pairProblem({ first, second }: Pair): string | undefined {
  if (first.length < MIN_PASSPHRASE) return `At least ${MIN_PASSPHRASE} characters; ${first.length === 0 ? 'four or five unrelated words do well' : `${MIN_PASSPHRASE - first.length} to go`}.`;
  if (second === '') return 'Type it once more, so that a slip does not lock you out.';
  return first === second ? undefined : 'The two are not the same yet.';
}

function StrengthMeter({ passphrase }: { passphrase: string }) {
  const strength = useStrength(passphrase);
  return (
    <>
      <div className={styles.meter} data-score={strength?.score ?? 0} aria-hidden>
        <span />
        <span />
        <span />
        <span />
      </div>
      <p className={styles.words} role="status">
        {strength && (
          <>
            <strong>{strength.words}.</strong> {strength.advice}
          </>
        )}
      </p>
    </>
  );
}

type Props = { pair: Pair; onChange(pair: Pair): void; label?: string; autoFocus?: boolean };

/** A new passphrase, typed twice, with its strength in words. */
export function NewPassphrase({ pair, onChange, label = 'Passphrase', autoFocus = false }: Props) {
  return (
    <div className={styles.pair}>
      <div>
        <PassphraseField label={label} value={pair.first} onChange={(event) => onChange({ ...pair, first: event.currentTarget.value })} data-autofocus={autoFocus || undefined} />
        <StrengthMeter passphrase={pair.first} />
      </div>
      <PassphraseField label={`${label}, once more`} value={pair.second} onChange={(event) => onChange({ ...pair, second: event.currentTarget.value })} />
    </div>
  );
}
