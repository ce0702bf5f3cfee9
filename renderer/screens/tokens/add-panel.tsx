import { Button, NumberInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import { go } from '../../place.ts';
import { ConnectionSelect } from './connection-select.tsx';
import { note } from './note.ts';
import { LONGEST_REMINDER, reminderOf, USUAL_REMINDER } from './reminder.ts';
import { whereMade } from './words.ts';
import styles from './tokens.module.css';

type Props = { connections: readonly ConnectionSummary[]; connection: ConnectionSummary; onClose(): void };

/** Takes in a personal token. It goes to main and is not shown again. */
export function AddPanel({ connections, connection, onClose }: Props) {
  const [picked, setPicked] = useState(connection);
  const [value, setValue] = useState('');
  const [label, setLabel] = useState('');
  const [days, setDays] = useState<number | string>(USUAL_REMINDER);
  const add = useSecretTell('tokens.add');
  const replaceAfterDays = reminderOf(days);
  const isBuiltIn = picked.environment === 'built-in';
  const usesOwn = isBuiltIn && value.trim() === '';
  const isReady = replaceAfterDays !== undefined && (usesOwn || value.trim() !== '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || add.isPending) return;
    const made = await add.tell({ connectionId: picked.id, label: label.trim(), ...(!usesOwn && { value: value.trim() }), ...(replaceAfterDays !== null && { replaceAfterDays }) });
    setValue('');
    if (!made) return;
    note(made);
    go({ screen: 'tokens', tokenId: made.id });
  };
  const foot = (
    <>
      {add.error && <ErrorBox error={add.error} />}
      <Button type="submit" form="add-token" color={picked.environment === 'production' ? 'red' : 'cyan'} loading={add.isPending} disabled={!isReady}>
        {usesOwn ? 'Use the sandbox’s own' : picked.environment === 'production' ? 'Add token for production' : 'Add token'}
      </Button>
      <p className="quiet">Kept in the vault and never shown again, only its last four characters. Nothing is sent to Wise yet.</p>
    </>
  );
  return (
    <Panel title="Add a personal token" label="Add a personal token" onClose={onClose} foot={foot}>
      <form id="add-token" className={styles.form} onSubmit={(event) => void submit(event)}>
        <ConnectionSelect connections={connections} picked={picked} onPick={setPicked} />
        <PassphraseField
          label="Personal token"
          description={isBuiltIn ? 'Leave it empty to use the one that the built-in sandbox has made for you.' : `You make it on ${whereMade(picked)}${picked.environment === 'custom' ? '.' : ': Settings, API tokens. 2-step login has to be on.'}`}
          value={value}
          maxLength={4096}
          data-autofocus={!isBuiltIn}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <TextInput label="Label" description="What uses it, such as a script." maxLength={80} value={label} onChange={(event) => setLabel(event.currentTarget.value)} />
        <NumberInput label="Remind to replace it after, in days" description="Leave it empty for no reminder." value={days} onChange={setDays} min={1} max={LONGEST_REMINDER} allowDecimal={false} error={replaceAfterDays === undefined && `From 1 to ${LONGEST_REMINDER} days.`} />
      </form>
      <Notice tone="warn">In the EU and UK a personal token can neither fund transfers nor read statements (PSD2), and some endpoints refuse it. Consent on Wise’s page gives one that can.</Notice>
    </Panel>
  );
}
