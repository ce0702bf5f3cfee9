import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { USER_LANGUAGES } from '../../../shared/ipc/user-methods.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { WiseUser } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Panel } from '../../components/panel.tsx';
import { LANGUAGE_NAMES } from './languages.ts';
import { Over } from './over.tsx';
import { emailProblem } from './title.ts';
import styles from './users.module.css';

type Props = { connection: ConnectionSummary; users: readonly WiseUser[]; onClose(): void; onMade(outcome: Output<'users.create'>): void };

const CHOICES = [{ value: '', label: 'Wise’s default (English)' }, ...USER_LANGUAGES.map((code) => ({ value: code, label: LANGUAGE_NAMES[code] }))];

/** Makes a user over the selected connection: its code, the sign-up and the first token in one go. */
export function NewUserPanel({ connection, users, onClose, onMade }: Props) {
  const create = useTell('users.create');
  const [email, setEmail] = useState('');
  const [language, setLanguage] = useState('');
  const [isTried, setTried] = useState(false);
  const problem = emailProblem(email, users, connection.id);
  const isProduction = connection.environment === 'production';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem || create.isPending) return;
    const chosen = USER_LANGUAGES.find((code) => code === language);
    create.mutate({ connectionId: connection.id, email: email.trim(), ...(chosen && { language: chosen }) }, { onSuccess: onMade });
  };
  const foot = (
    <>
      {create.error && <ErrorBox error={create.error} />}
      <Button type="submit" form="new-user" color={isProduction ? 'red' : 'cyan'} loading={create.isPending}>
        {isProduction ? 'Make the user in production' : 'Make the user'}
      </Button>
    </>
  );
  return (
    <Panel title="New user" label="New user" onClose={onClose} foot={foot}>
      <form id="new-user" className={styles.fields} noValidate onSubmit={submit}>
        <Over connection={connection} />
        <TextInput label="Email" description="The person’s own address. Wise knows a user by it, and it cannot be used twice." type="email" maxLength={254} spellCheck={false} autoComplete="off" value={email} error={isTried && problem} onChange={(event) => setEmail(event.currentTarget.value)} />
        <NativeSelect label="Language" description="Of Wise’s pages and mails." data={CHOICES} value={language} onChange={(event) => setLanguage(event.currentTarget.value)} />
        <p className="quiet">A registration code of 40 random characters is made for this user alone. It is a secret like a password: it stays in this vault, is shown nowhere and goes only to Wise.</p>
        <p className="quiet">If Wise has a user of this address already, nothing is changed there; then the person gives consent on Wise’s page instead.</p>
      </form>
    </Panel>
  );
}
