import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { shortId } from '../../lib/ids.ts';
import { EditForm } from '../../components/edit-in-place.tsx';

type Props = { connection: ConnectionSummary; use: KeySummary['use']; offered: readonly KeySummary[]; current: KeySummary | undefined; onDone(): void };

/** Another of the keys that Wise has over the connection. One that it never got there would only fail. */
export function KeyForm({ connection, use, offered, current, onDone }: Props) {
  const [keyId, setKeyId] = useState(current?.id ?? offered[0]?.id ?? '');
  const set = useTell('connections.setKey');
  const all = current && !offered.some((key) => key.id === current.id) ? [current, ...offered] : offered;
  const save = () => (keyId === current?.id ? onDone() : set.mutate({ connectionId: connection.id, keyId }, { onSuccess: onDone }));
  return (
    <EditForm isReady={keyId !== ''} isRed={connection.environment === 'production'} isPending={set.isPending} error={set.error} onSave={save} onCancel={onDone}>
      <NativeSelect
        size="xs"
        aria-label={use === 'signing' ? 'Signing key' : 'Encryption key'}
        description="Those that Wise has over this connection."
        autoFocus
        value={keyId}
        data={all.map((key) => ({ value: key.id, label: `${shortId(key.id)} ${key.label} (${key.algorithm}, ${key.state})` }))}
        onChange={(event) => setKeyId(event.currentTarget.value)}
      />
    </EditForm>
  );
}
