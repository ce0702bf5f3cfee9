import { useEffect, useState } from 'react';
import { DigitEntry } from '../lib/digit-entry.ts';
import { PinField } from './pin-field.tsx';
import styles from './new-pin.module.css';

/** A PIN typed once, until it was typed again; wiped in every case. */
function useFirst(): DigitEntry {
  const [first] = useState(() => new DigitEntry(4));
  useEffect(() => () => first.wipe(), [first]);
  return first;
}

type Props = { isPending: boolean; /** The array is wiped when the promise settles. */ onPin(digits: number[]): Promise<unknown> };

/** A new PIN, typed twice. After a refusal it begins anew. */
export function NewPin({ isPending, onPin }: Props) {
  const first = useFirst();
  const [stage, setStage] = useState<'first' | 'again'>('first');
  const [differs, setDiffers] = useState(false);
  const takeFirst = async (digits: number[]) => {
    first.put(digits);
    setDiffers(false);
    setStage('again');
  };
  const again = async (digits: number[]) => {
    const same = first.matches(digits);
    first.wipe();
    setDiffers(!same);
    if (same) await onPin(digits);
    setStage('first');
  };
  return (
    <div>
      <div className={styles.row}>
        <span aria-hidden>{stage === 'first' ? 'New PIN' : 'The same again'}</span>
        {stage === 'first' ? <PinField key="first" label="New PIN, four digits" isPending={isPending} isBad={differs} onPin={takeFirst} /> : <PinField key="again" label="The same PIN again" isPending={isPending} onPin={again} />}
      </div>
      <div role="status" className={styles.differs}>
        {differs && 'The two were not the same. Choose it anew.'}
      </div>
    </div>
  );
}
