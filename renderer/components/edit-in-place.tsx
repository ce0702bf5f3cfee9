import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import type { ShownError } from '../lib/error-text.ts';
import { ErrorBox } from './error-box.tsx';
import styles from './edit-in-place.module.css';

type Props = {
  /** What stands there while nothing is being changed. */
  children: ReactNode;
  /** What is changed, for a screen reader: "signing key". */
  name: string;
  /** What the button says. */
  action?: string;
  /** What is worth knowing of it; gone while it is changed. */
  note?: ReactNode;
  startsOpen?: boolean;
  renderForm(onDone: () => void): ReactNode;
};

/** Something that can be changed where it stands. The button that opened the form takes the focus back. */
export function EditInPlace({ children, name, action = 'Change', note, startsOpen = false, renderForm }: Props) {
  const [open, setOpen] = useState(startsOpen);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  // The field that had the focus is gone; without it Escape would no longer reach the panel.
  useEffect(() => {
    if (wasOpen.current && !open) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  if (open) return renderForm(() => setOpen(false));
  return (
    <div className={styles.value}>
      <div>{children}</div>
      <Button ref={button} size="compact-xs" variant="subtle" aria-label={`${action} ${name}`} onClick={() => setOpen(true)}>
        {action}
      </Button>
      {note && <p className={styles.note}>{note}</p>}
    </div>
  );
}

type FormProps = {
  children: ReactNode;
  action?: string;
  isReady?: boolean;
  isRed?: boolean;
  isPending: boolean;
  error?: ShownError | null | undefined;
  onSave(): unknown;
  onCancel(): void;
};

/** The form that takes its place. Escape leaves everything as it was; the panel stays. */
export function EditForm({ children, action = 'Save', isReady = true, isRed = false, isPending, error, onSave, onCancel }: FormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !isPending) onSave();
  };
  const cancel = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onCancel();
  };
  return (
    <form className={styles.edit} onSubmit={submit} onKeyDown={cancel}>
      {children}
      {error && <ErrorBox error={error} />}
      <div className={styles.buttons}>
        <Button type="submit" size="compact-sm" color={isRed ? 'red' : 'cyan'} disabled={!isReady} loading={isPending}>
          {action}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
