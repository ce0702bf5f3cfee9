import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Migration } from '../../../shared/model/migrations.ts';
import { useTell } from '../../api.ts';
import { Confirm } from '../../components/confirm.tsx';
import forms from '../../components/forms.module.css';
import { takeLostFocus } from '../../lib/take-lost-focus.ts';
import { go } from '../../place.ts';

/** Ends a migration half-way; asked about in place. */
export function GiveUp({ migration }: { migration: Migration }) {
  const giveUp = useTell('migrations.giveUp');
  const [isAsked, setAsked] = useState(false);
  if (!isAsked)
    return (
      <Button ref={takeLostFocus} variant="default" size="xs" className={forms.away ?? ''} onClick={() => setAsked(true)}>
        Give up
      </Button>
    );
  return (
    <Confirm
      says={['The personal token goes on working as before.', 'What was made on the way stays: tokens under Tokens, certificates under Certificates. It can be begun again.']}
      action="Give this migration up"
      keep="Keep going"
      isRed={false}
      isPending={giveUp.isPending}
      error={giveUp.error}
      onDo={() => giveUp.mutate({ id: migration.id }, { onSuccess: () => go({ screen: 'migration' }) })}
      onKeep={() => setAsked(false)}
    />
  );
}
