import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { KeySummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { EditForm, EditInPlace } from '../../components/edit-in-place.tsx';

function LabelForm({ keySummary: key, onDone }: { keySummary: KeySummary; onDone(): void }) {
  const [label, setLabel] = useState(key.label);
  const rename = useTell('keys.rename');
  return (
    <EditForm isPending={rename.isPending} error={rename.error} onSave={() => rename.mutate({ keyId: key.id, label: label.trim() }, { onSuccess: onDone })} onCancel={onDone}>
      <TextInput size="xs" aria-label="Label" maxLength={80} autoFocus value={label} onChange={(event) => setLabel(event.currentTarget.value)} />
    </EditForm>
  );
}

/** The label, which can be changed where it stands. */
export function Rename({ keySummary: key }: { keySummary: KeySummary }) {
  return (
    <EditInPlace name="key" action="Rename" renderForm={(onDone) => <LabelForm keySummary={key} onDone={onDone} />}>
      {key.label || <span className="dim">none</span>}
    </EditInPlace>
  );
}
