import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import type { KeySummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import styles from './keys.module.css';

function Field({ keySummary: key, onDone }: { keySummary: KeySummary; onDone(): void }) {
  const [label, setLabel] = useState(key.label);
  const rename = useTell('keys.rename');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate({ keyId: key.id, label: label.trim() }, { onSuccess: onDone });
  };
  // Escape leaves the name as it was; the panel stays.
  const cancel = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onDone();
  };
  return (
    <form onSubmit={submit} onKeyDown={cancel}>
      <div className={styles.rename}>
        <TextInput size="xs" aria-label="Label" maxLength={80} autoFocus value={label} onChange={(event) => setLabel(event.currentTarget.value)} />
        <Button type="submit" size="compact-sm" loading={rename.isPending}>
          Save
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          Cancel
        </Button>
      </div>
      {rename.error && <ErrorBox error={rename.error} />}
    </form>
  );
}

/** The label, which can be changed where it stands. */
export function Rename({ keySummary: key }: { keySummary: KeySummary }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  // The field that had the focus is gone; without it Escape would no longer reach the panel.
  useEffect(() => {
    if (wasOpen.current && !open) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  if (open) return <Field keySummary={key} onDone={() => setOpen(false)} />;
  return (
    <span className={styles.labelled}>
      <span>{key.label || <span className="dim">none</span>}</span>
      <Button ref={button} size="compact-xs" variant="subtle" onClick={() => setOpen(true)}>
        Rename
      </Button>
    </span>
  );
}
