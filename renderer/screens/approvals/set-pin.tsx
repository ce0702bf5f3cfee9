import { Button } from '@mantine/core';
import { ErrorBox } from '../../components/error-box.tsx';
import { NewPin } from '../../components/new-pin.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import type { ProofSubject } from './words.ts';
import styles from './proofs.module.css';

type Props = { item: ProofSubject; /** Wise has it now: the same digits are the proof. */ onSet(digits: number[]): Promise<unknown>; onCancel?: () => void };

/** Sets a PIN for the profile where none is, typed twice, and goes on with it. */
export function SetPin({ item, onSet, onCancel }: Props) {
  const { tell, isPending, error } = useSecretTell('factors.setPin');
  const { connectionId, profileId } = item;
  if (profileId === undefined) return <p>No PIN is set, and Wise did not tell for which profile. Set one under Factors.</p>;
  const give = async (digits: number[]) => {
    if (await tell({ connectionId, profileId, digits, replace: false })) await onSet(digits);
  };
  return (
    <div className={styles.set}>
      <p>
        <strong>No PIN is set for this profile.</strong> Choose four digits that only you know. Wise keeps them; Portcullis does not.
      </p>
      <NewPin isPending={isPending} onPin={give} />
      {onCancel && (
        <div>
          <Button size="compact-sm" variant="subtle" onClick={onCancel}>
            There is one already
          </Button>
        </div>
      )}
      {error && <ErrorBox error={error} />}
    </div>
  );
}
