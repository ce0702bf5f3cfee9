import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { PrepareForm, type FormProps } from './form.tsx';
import { ProfileField, useProfileField } from './profile-field.tsx';
import { usePrepare } from './use-prepare.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A batch group that Wise's list of activities does not show. */
export function BatchForm({ connection }: FormProps) {
  const profile = useProfileField(connection);
  const [id, setId] = useState('');
  const { put, isPending, problemOf, errorBeside, reset } = usePrepare();
  const { profileId } = profile;
  const batchGroupId = id.trim();
  const isReady = profileId !== undefined && UUID.test(batchGroupId);
  return (
    <PrepareForm
      isReady={isReady}
      isPending={isPending}
      error={errorBeside(['batchGroupId'])}
      says="Wise is asked what this batch is, so that it can be shown. Nothing is funded by that."
      action="Look it up"
      onSubmit={() => profileId !== undefined && put({ kind: 'batch', connectionId: connection.id, profileId, batchGroupId })}
    >
      <ProfileField {...profile} />
      <TextInput label="Id of the batch group" placeholder="0c9d2a9e-55a0-4d2f-8f7e-5be2f7a1a001" classNames={{ input: 'mono' }} maxLength={40} spellCheck={false} autoComplete="off" value={id} error={problemOf('batchGroupId') ?? (batchGroupId.length >= 36 && !UUID.test(batchGroupId) && 'This is not the id of a batch group.')} onChange={(event) => { reset(); setId(event.currentTarget.value); }} />
    </PrepareForm>
  );
}
