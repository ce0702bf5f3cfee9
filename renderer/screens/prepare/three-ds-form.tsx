import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { PrepareForm, type FormProps } from './form.tsx';
import { ProfileField, useProfileField } from './profile-field.tsx';
import { usePrepare } from './use-prepare.ts';

/** The answer to a card payment that Wise asks about. Approved or rejected is decided in the inbox. */
export function ThreeDsForm({ connection }: FormProps) {
  const profile = useProfileField(connection);
  const [reference, setReference] = useState('');
  const { put, isPending, problemOf, errorBeside, reset } = usePrepare();
  const { profileId } = profile;
  const transactionReference = reference.trim();
  return (
    <PrepareForm
      isReady={profileId !== undefined && transactionReference !== ''}
      isPending={isPending}
      error={errorBeside(['transactionReference'])}
      says="Whether it is approved or rejected is decided in the inbox. Wise waits only a few minutes for it."
      onSubmit={() => profileId !== undefined && put({ kind: 'three-ds', connectionId: connection.id, profileId, transactionReference })}
    >
      <ProfileField {...profile} />
      <TextInput label="Transaction reference" description="As Wise’s event names it." classNames={{ input: 'mono' }} maxLength={180} spellCheck={false} autoComplete="off" value={reference} error={problemOf('transactionReference')} onChange={(event) => { reset(); setReference(event.currentTarget.value); }} />
    </PrepareForm>
  );
}
