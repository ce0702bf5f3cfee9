import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ApprovalItem } from '../../../shared/model/approvals.ts';
import { toWireError } from '../../../shared/errors.ts';
import { ApiError, call } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { PinField } from '../../components/pin-field.tsx';
import { DigitEntry } from '../../lib/digit-entry.ts';
import styles from './proofs.module.css';

/** A PIN typed once, until it was typed again; wiped in every case. */
function useFirst(): DigitEntry {
  const [first] = useState(() => new DigitEntry(4));
  useEffect(() => () => first.wipe(), [first]);
  return first;
}

type Props = { item: ApprovalItem; /** Wise has it now: the same digits are the proof. */ onSet(digits: number[]): Promise<unknown>; onCancel?: () => void };

/** Sets a PIN for the profile where none is, typed twice, and goes on with it. */
export function SetPin({ item, onSet, onCancel }: Props) {
  const first = useFirst();
  const [stage, setStage] = useState<'first' | 'again'>('first');
  const [differs, setDiffers] = useState(false);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<ApiError>();
  const { connectionId, profileId } = item;
  if (profileId === undefined) return <p>No PIN is set, and Wise did not tell for which profile. Set one under Factors.</p>;
  const takeFirst = async (digits: number[]) => {
    first.put(digits);
    setDiffers(false);
    setStage('again');
  };
  const again = async (digits: number[]) => {
    const same = first.matches(digits);
    first.wipe();
    if (!same) {
      setDiffers(true);
      setStage('first');
      return;
    }
    setPending(true);
    setError(undefined);
    try {
      await call('factors.setPin', { connectionId, profileId, digits, replace: false });
      await onSet(digits);
    } catch (thrown) {
      setError(thrown instanceof ApiError ? thrown : new ApiError(toWireError(thrown)));
      setStage('first');
    } finally {
      setPending(false);
    }
  };
  return (
    <div className={styles.set}>
      <p>
        <strong>No PIN is set for this profile.</strong> Choose four digits that only you know. Wise keeps them; Portcullis does not.
      </p>
      <div className={styles.setRow}>
        <span>{stage === 'first' ? 'New PIN' : 'The same again'}</span>
        {stage === 'first' ? <PinField key="first" label="New PIN, four digits" isPending={isPending} isBad={differs} onPin={takeFirst} /> : <PinField key="again" label="The same PIN again" isPending={isPending} onPin={again} />}
        {onCancel && (
          <Button size="compact-sm" variant="subtle" onClick={onCancel}>
            There is one already
          </Button>
        )}
      </div>
      <div role="status">{differs && 'The two were not the same. Choose it anew.'}</div>
      {error && <ErrorBox error={error} />}
    </div>
  );
}
