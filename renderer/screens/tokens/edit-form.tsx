import { Button, NumberInput, TextInput } from '@mantine/core';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { LONGEST_REMINDER, reminderOf } from './reminder.ts';
import styles from './tokens.module.css';

/** Label and, of a personal token, reminder, changed where they stand. Escape leaves them as they were. */
export function EditForm({ token, onDone }: { token: TokenSummary; onDone(): void }) {
  const [label, setLabel] = useState(token.label);
  const [days, setDays] = useState<number | string>(token.replaceAfterDays ?? '');
  const change = useTell('tokens.change');
  const isPersonal = token.kind === 'personal';
  const replaceAfterDays = reminderOf(days);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (replaceAfterDays !== undefined) change.mutate({ tokenId: token.id, label: label.trim(), ...(isPersonal && { replaceAfterDays }) }, { onSuccess: onDone });
  };
  const cancel = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onDone();
  };
  return (
    <form className={styles.found} onSubmit={submit} onKeyDown={cancel}>
      <TextInput label="Label" maxLength={80} autoFocus value={label} onChange={(event) => setLabel(event.currentTarget.value)} />
      {isPersonal && <NumberInput label="Remind to replace it after, in days" description="Counted from when it was made. Leave it empty for no reminder." value={days} onChange={setDays} min={1} max={LONGEST_REMINDER} allowDecimal={false} error={replaceAfterDays === undefined && `From 1 to ${LONGEST_REMINDER} days.`} />}
      <div className={styles.buttons}>
        <Button type="submit" size="xs" loading={change.isPending} disabled={replaceAfterDays === undefined}>
          Save
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          Cancel
        </Button>
      </div>
      {change.error && <ErrorBox error={change.error} />}
    </form>
  );
}
