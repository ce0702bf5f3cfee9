import { Button } from '@mantine/core';
import { ErrorBox } from './error-box.tsx';
import type { ShownError } from '../lib/error-text.ts';
import { Notice } from './notice.tsx';
import type { Tone } from './pill.tsx';
import styles from './confirm.module.css';

type Props = {
  /** What it does and what stops working, a sentence each. */
  says: readonly string[];
  /** What the button does, with the object. */
  action: string;
  /** What the other button says. */
  keep?: string;
  tone?: Tone;
  isRed?: boolean;
  isPending: boolean;
  error?: ShownError | null;
  onDo(): void;
  onKeep(): void;
};

/** Asks in place before something is done that cannot simply be undone. */
export function Confirm({ says, action, keep = 'Leave it as it is', tone = 'warn', isRed = true, isPending, error, onDo, onKeep }: Props) {
  return (
    <Notice tone={tone}>
      {says.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <div className={styles.buttons}>
        {/* It stands where the menu was that has just closed, so it takes the focus. */}
        <Button size="xs" color={isRed ? 'red' : 'cyan'} autoFocus loading={isPending} onClick={onDo}>
          {action}
        </Button>
        <Button size="xs" variant="default" onClick={onKeep}>
          {keep}
        </Button>
      </div>
      {error && <ErrorBox error={error} />}
    </Notice>
  );
}
