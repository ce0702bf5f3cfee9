import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { checkSoon } from '../frame/use-check.ts';
import { readProfileId } from '../webhooks/access.ts';
import { EditForm } from '../../components/edit-in-place.tsx';
import styles from './connections.module.css';

const TYPED = 'typed';

type Props = { connection: ConnectionSummary; token: TokenSummary | undefined; onDone(): void };

/** The profile that its calls are about: one that the token sees, or one that is typed. */
export function ProfileForm({ connection, token, onDone }: Props) {
  const look = useTell('tokens.profiles');
  const change = useTell('connections.change');
  const [picked, setPicked] = useState(String(connection.profileId ?? ''));
  const [typed, setTyped] = useState('');
  const profiles = look.data ?? token?.profiles ?? [];
  const isKnown = picked === '' || profiles.some(({ id }) => String(id) === picked);
  const isTyping = profiles.length === 0 || picked === TYPED;
  const text = isTyping ? (picked === TYPED ? typed : picked) : picked;
  const id = text.trim() === '' ? null : readProfileId(text);
  const saved = () => {
    checkSoon(connection.id);
    onDone();
  };
  const save = () => id !== undefined && change.mutate({ connectionId: connection.id, profileId: id }, { onSuccess: saved });
  const choices = [{ value: '', label: 'None' }, ...profiles.map((one) => ({ value: String(one.id), label: `${one.name}, ${one.type} ${one.id}` })), ...(isKnown || isTyping ? [] : [{ value: picked, label: picked }]), { value: TYPED, label: 'Another id' }];
  return (
    <EditForm isReady={id !== undefined} isRed={connection.environment === 'production'} isPending={change.isPending} error={change.error ?? look.error} onSave={save} onCancel={onDone}>
      {profiles.length > 0 && <NativeSelect size="xs" aria-label="Profile" autoFocus value={picked} data={choices} onChange={(event) => setPicked(event.currentTarget.value)} />}
      {isTyping && (
        <TextInput
          size="xs"
          aria-label="Profile id"
          description="A whole number, such as 30120001. Empty: none."
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          autoFocus
          value={text}
          error={id === undefined && 'This is not a profile id.'}
          onChange={(event) => (profiles.length > 0 ? setTyped : setPicked)(event.currentTarget.value)}
        />
      )}
      {token && profiles.length === 0 && (
        <div className={styles.buttons}>
          <Button size="compact-sm" variant="default" loading={look.isPending} onClick={() => look.mutate({ tokenId: token.id })}>
            Ask Wise what the token sees
          </Button>
        </div>
      )}
    </EditForm>
  );
}
