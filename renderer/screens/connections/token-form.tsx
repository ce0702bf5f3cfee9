import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { go } from '../../place.ts';
import { checkSoon } from '../frame/use-check.ts';
import { EditForm } from '../../components/edit-in-place.tsx';
import { tokensFor, tokenText } from './token-text.ts';
import styles from './connections.module.css';

type Props = { connection: ConnectionSummary; tokens: readonly TokenSummary[]; onDone(): void };

/** Which token of the connection its calls for a profile carry. */
export function TokenForm({ connection, tokens, onDone }: Props) {
  const own = tokensFor(tokens, connection.id);
  const [tokenId, setTokenId] = useState(connection.userTokenId ?? '');
  const set = useTell('connections.setUserToken');
  const none = connection.environment === 'built-in' ? 'Its own personal token' : 'None';
  const saved = () => {
    checkSoon(connection.id);
    onDone();
  };
  const save = () => (tokenId === (connection.userTokenId ?? '') ? onDone() : set.mutate({ connectionId: connection.id, tokenId: tokenId || null }, { onSuccess: saved }));
  return (
    <EditForm isRed={connection.environment === 'production'} isPending={set.isPending} error={set.error} onSave={save} onCancel={onDone}>
      <NativeSelect
        size="xs"
        aria-label="User token"
        description={own.length === 0 ? 'This connection has no user or personal token in the vault.' : 'Calls for a profile carry it.'}
        autoFocus
        data-autofocus
        value={tokenId}
        data={[{ value: '', label: none }, ...own.map((token) => ({ value: token.id, label: tokenText(token) }))]}
        onChange={(event) => setTokenId(event.currentTarget.value)}
      />
      {own.length === 0 && (
        <div className={styles.buttons}>
          <Button size="compact-sm" variant="default" onClick={() => go({ screen: 'tokens', adding: true, connectionId: connection.id })}>
            Add a token
          </Button>
        </div>
      )}
    </EditForm>
  );
}
