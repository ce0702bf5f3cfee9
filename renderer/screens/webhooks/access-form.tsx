import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk, useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Notice } from '../../components/notice.tsx';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import { tokensFor, tokenText } from '../connections/token-text.ts';
import { lacksOf, readProfileId, type Domain } from './access.ts';
import { useAccess } from './access-save.ts';
import styles from './webhooks.module.css';

type FormProps = { connection: ConnectionSummary; onSaved?: () => void };

/** The client key that names the application in paths. */
function ClientKeyForm({ connection, onSaved }: FormProps) {
  const [clientKey, setClientKey] = useState(connection.clientKey ?? '');
  const save = useTell('connections.change');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (clientKey.trim() !== '') save.mutate({ connectionId: connection.id, clientKey }, onSaved ? { onSuccess: onSaved } : {});
  };
  return (
    <form className={styles.access} onSubmit={submit}>
      <TextInput label="Client key" description="Comes with your client credentials, from Wise’s support. It names the application in addresses; it is not the client id." value={clientKey} maxLength={200} spellCheck={false} autoComplete="off" onChange={(event) => setClientKey(event.currentTarget.value)} />
      {save.error && <ErrorBox error={save.error} />}
      <div>
        <Button type="submit" loading={save.isPending} disabled={clientKey.trim() === ''}>
          Save client key
        </Button>
      </div>
    </form>
  );
}

/** A token that is not in the vault yet. */
const ANOTHER = '';

/** The profile, and which token of a person who may see it: one of the connection's, or another that is added to them. A token is never shown back. */
function ProfileForm({ connection, onSaved }: FormProps) {
  const { data: tokens = [] } = useAsk('tokens.list', {});
  const own = tokensFor(tokens, connection.id);
  const [profileId, setProfileId] = useState(String(connection.profileId ?? ''));
  const [picked, setPicked] = useState<string>();
  const [value, setValue] = useState('');
  const access = useAccess(connection, onSaved);
  const id = readProfileId(profileId);
  const tokenId = picked ?? connection.userTokenId ?? own[0]?.id ?? ANOTHER;
  const isAnother = tokenId === ANOTHER;
  const isReady = id !== undefined && (!isAnother || value.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || access.isPending) return;
    void access.save(id, isAnother ? { value: value.trim() } : { tokenId });
    setValue('');
  };
  return (
    <form className={styles.access} onSubmit={submit}>
      <TextInput label="Profile id" description="A whole number, such as 30120001." value={profileId} inputMode="numeric" maxLength={20} autoComplete="off" error={profileId !== '' && id === undefined && 'This is not a profile id.'} onChange={(event) => setProfileId(event.currentTarget.value)} />
      {own.length > 0 && (
        <NativeSelect label="Token" description="Of somebody who belongs to the profile." value={tokenId} data={[...own.map((token) => ({ value: token.id, label: tokenText(token) })), { value: ANOTHER, label: 'Another one' }]} onChange={(event) => setPicked(event.currentTarget.value)} />
      )}
      {isAnother && (
        <PassphraseField label="User or personal token" description="Wise takes the token of a person here, not the application’s. It goes into the vault and is not shown again." value={value} maxLength={4096} onChange={(event) => setValue(event.currentTarget.value)} />
      )}
      {access.error && <ErrorBox error={access.error} />}
      <div>
        <Button type="submit" loading={access.isPending} disabled={!isReady}>
          Save access
        </Button>
      </div>
    </form>
  );
}

function StartSandbox({ connection }: { connection: ConnectionSummary }) {
  const check = useTell('connections.check');
  return (
    <div className={styles.access}>
      <p>The built-in sandbox has not been started since the vault was opened, and its profile is known only then.</p>
      {check.error && <ErrorBox error={check.error} />}
      <div>
        <Button loading={check.isPending} onClick={() => check.mutate({ id: connection.id })}>
          Start the sandbox
        </Button>
      </div>
    </div>
  );
}

type Props = FormProps & { domain: Domain };

/** What the connection has to be given before it can see subscriptions of this kind, and the form that takes it. */
export function AccessForm({ connection, domain, onSaved }: Props) {
  if (connection.environment === 'built-in') return lacksOf(connection, domain).length > 0 ? <StartSandbox connection={connection} /> : <Notice>The built-in sandbox needs nothing: it knows its client key, its profile and its token.</Notice>;
  const Form = domain === 'application' ? ClientKeyForm : ProfileForm;
  return <Form connection={connection} {...(onSaved && { onSaved })} />;
}
