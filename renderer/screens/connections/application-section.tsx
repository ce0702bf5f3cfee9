import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { Facts } from '../../components/facts.tsx';
import { isSecondGiven, NO_SECOND, SecondPerson } from '../../components/second-person.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import { ClientSecretField } from '../connect/credential-fields.tsx';
import { checkSoon } from '../frame/use-check.ts';
import { EditForm, EditInPlace } from '../../components/edit-in-place.tsx';
import styles from './connections.module.css';

type Props = { connection: ConnectionSummary; onDone(): void };

function NameForm({ connection, onDone }: Props) {
  const [name, setName] = useState(connection.name);
  const change = useTell('connections.change');
  const save = () => change.mutate({ connectionId: connection.id, name: name.trim() }, { onSuccess: onDone });
  return (
    <EditForm isReady={name.trim() !== ''} isPending={change.isPending} error={change.error} onSave={save} onCancel={onDone}>
      <TextInput size="xs" aria-label="Name" maxLength={80} autoFocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
    </EditForm>
  );
}

/** Both at once: a client id belongs to one secret. Neither is kept by the page after it was sent. */
function CredentialsForm({ connection, onDone }: Props) {
  const [clientId, setClientId] = useState('');
  const [clientSecret, setClientSecret] = useState('');
  const [second, setSecond] = useState(NO_SECOND);
  const change = useSecretTell('connections.change');
  const { fourEyes = false } = connection;
  const isReady = clientId.trim() !== '' && clientSecret.trim() !== '' && (!fourEyes || isSecondGiven(second));
  const save = async () => {
    const changed = await change.tell({ connectionId: connection.id, credentials: { clientId, clientSecret }, ...(fourEyes && { second }) });
    if (!changed) return;
    checkSoon(connection.id);
    onDone();
  };
  return (
    <EditForm action="Replace both" isReady={isReady} isRed={connection.environment === 'production'} isPending={change.isPending} error={change.error} onSave={() => void save()} onCancel={onDone}>
      <TextInput label="Client id" autoComplete="off" spellCheck={false} maxLength={200} autoFocus value={clientId} onChange={(event) => setClientId(event.currentTarget.value)} />
      <ClientSecretField value={clientSecret} onChange={setClientSecret} />
      {fourEyes && <p>The connection is under four eyes: another person has to agree.</p>}
      {fourEyes && <SecondPerson value={second} onChange={setSecond} />}
      <p className="quiet">With another client id, Wise has to be given the keys anew. It is refused while there are certificates, user tokens or rotations of the old one. A new secret of the same client id leaves everything as it is.</p>
    </EditForm>
  );
}

function ClientKeyForm({ connection, onDone }: Props) {
  const [clientKey, setClientKey] = useState(connection.clientKey ?? '');
  const change = useTell('connections.change');
  const save = () => change.mutate({ connectionId: connection.id, clientKey: clientKey.trim() || null }, { onSuccess: onDone });
  return (
    <EditForm isPending={change.isPending} error={change.error} onSave={save} onCancel={onDone}>
      <TextInput size="xs" aria-label="Client key" description="From Wise’s support. It names the application in the addresses of webhook subscriptions. Empty: none." autoComplete="off" spellCheck={false} maxLength={200} autoFocus value={clientKey} onChange={(event) => setClientKey(event.currentTarget.value)} />
    </EditForm>
  );
}

/** Who it is towards Wise. The secret is never shown. */
export function Application({ connection }: { connection: ConnectionSummary }) {
  const isOurs = connection.environment === 'built-in';
  const tail = connection.clientIdTail ? <span className="mono">…{connection.clientIdTail}</span> : <span className="dim">known once it has been started</span>;
  const clientKey = connection.clientKey === undefined ? <span className="dim">none</span> : <span className="mono">{connection.clientKey}</span>;
  return (
    <section className={styles.section} aria-label="Application">
      <h2>Application</h2>
      <Facts
        facts={[
          { label: 'Name', value: <EditInPlace name="connection" action="Rename" renderForm={(onDone) => <NameForm connection={connection} onDone={onDone} />}>{connection.name}</EditInPlace> },
          {
            label: 'Client id',
            value: isOurs ? tail : <EditInPlace name="client id and secret" action="Replace" renderForm={(onDone) => <CredentialsForm connection={connection} onDone={onDone} />}>{tail} and its secret, which is shown nowhere</EditInPlace>,
          },
          { label: 'Client key', value: isOurs ? clientKey : <EditInPlace name="client key" renderForm={(onDone) => <ClientKeyForm connection={connection} onDone={onDone} />}>{clientKey}</EditInPlace> },
        ]}
      />
      {isOurs && <p className="quiet">The built-in sandbox brings its own client, addresses, profile and personal token. Nothing of it has to be entered.</p>}
    </section>
  );
}
