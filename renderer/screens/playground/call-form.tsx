import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { KeySummary } from '../../../shared/model/views.ts';
import { Card } from '../../components/card.tsx';
import { KEY_STATES } from '../../components/key-state.tsx';
import { shortId } from '../../lib/ids.ts';
import styles from './playground.module.css';

/** Characters that Wise's playground takes. */
const MAX_MESSAGE = 100;
export const FIRST_MESSAGE = 'Hello from Portcullis';

type Props = { keys: readonly KeySummary[]; value: KeySummary; connectionId: string; sending: boolean; onPick(keyId: string): void; onSend(message: string): void };

/** Short enough for the field: the id, and the label, or the algorithm where there is none. The rest stands below. */
function optionText(key: KeySummary): string {
  return `${shortId(key.id)} ${key.label || key.algorithm}`;
}

/** What the picked key is, and what to do when Wise does not have it over this connection. */
function PickedKey({ keySummary: key, connectionId }: { keySummary: KeySummary; connectionId: string }) {
  const isAtWise = key.uploadedTo.some((place) => place.connectionId === connectionId);
  return (
    <div className={styles.below}>
      {key.algorithm} · {isAtWise ? KEY_STATES[key.state].word : 'not uploaded over this connection'}
    </div>
  );
}

/** Which key signs which message. */
export function CallForm({ keys, value, connectionId, sending, onPick, onSend }: Props) {
  const [message, setMessage] = useState(FIRST_MESSAGE);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (message !== '') onSend(message);
  };
  return (
    <Card title="Signed call" aside={<span className="mono">POST /v1/auth/jose/playground/jws</span>}>
      <form onSubmit={submit} className={styles.form}>
        <div>
          <NativeSelect label="Signed with" value={value.id} data={keys.map((key) => ({ value: key.id, label: optionText(key) }))} onChange={(event) => onPick(event.currentTarget.value)} />
          <PickedKey keySummary={value} connectionId={connectionId} />
        </div>
        <div>
          <TextInput label="Message" value={message} maxLength={MAX_MESSAGE} onChange={(event) => setMessage(event.currentTarget.value)} error={message === '' && 'Wise takes 1 to 100 characters.'} />
          <div className={`${styles.below} ${styles.count}`}>
            {message.length} of {MAX_MESSAGE} characters
          </div>
        </div>
        <Button type="submit" loading={sending} disabled={message === ''}>
          Send
        </Button>
      </form>
    </Card>
  );
}
