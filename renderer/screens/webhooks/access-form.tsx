import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Notice } from '../../components/notice.tsx';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import { lacksOf, readProfileId, type Domain } from './access.ts';
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

/** The profile, and the token of a person who may see it. The token is never shown back. */
function ProfileForm({ connection, onSaved }: FormProps) {
  const [profileId, setProfileId] = useState(String(connection.profileId ?? ''));
  const [token, setToken] = useState('');
  const add = useSecretTell('tokens.add');
  const change = useTell('connections.change');
  const use = useTell('connections.setUserToken');
  const id = readProfileId(profileId);
  const isReady = id !== undefined && (connection.hasUserToken || token.trim() !== '');
  const isPending = add.isPending || change.isPending || use.isPending;
  const error = add.error ?? change.error ?? use.error;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || isPending) return;
    if (token.trim() !== '') {
      const added = await add.tell({ connectionId: connection.id, label: 'Webhook access', value: token.trim() });
      setToken('');
      if (!added) return;
      await use.mutateAsync({ connectionId: connection.id, tokenId: added.id });
    }
    await change.mutateAsync({ connectionId: connection.id, profileId: id });
    onSaved?.();
  };
  return (
    <form className={styles.access} onSubmit={(event) => void submit(event)}>
      <TextInput label="Profile id" description="A whole number, such as 30120001." value={profileId} inputMode="numeric" maxLength={20} autoComplete="off" error={profileId !== '' && readProfileId(profileId) === undefined && 'This is not a profile id.'} onChange={(event) => setProfileId(event.currentTarget.value)} />
      <PassphraseField
        label={connection.hasUserToken ? 'Another user or personal token' : 'User or personal token'}
        description={connection.hasUserToken ? 'One is in the vault. Leave this empty to keep it.' : 'Wise takes the token of a person here, not the application’s. It goes into the vault and is not shown again.'}
        value={token}
        maxLength={4096}
        onChange={(event) => setToken(event.currentTarget.value)}
      />
      {error && <ErrorBox error={error} />}
      <div>
        <Button type="submit" loading={isPending} disabled={!isReady}>
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
