import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { VaultStatus } from '../../../shared/model/views.ts';
import { client, useTell } from '../../api.ts';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import { RefusedOpening } from './refused-opening.tsx';
import { isWait, useRetryWait } from './retry.ts';
import styles from './lock.module.css';

type Props = { status: VaultStatus; onRecover(): void };

/** One field, focused; above it who opens the vault, where there are several people. A wrong passphrase, a damaged, a newer and an older file each say what they are. */
export function UnlockForm({ status, onRecover }: Props) {
  const [passphrase, setPassphrase] = useState('');
  const [personId, setPersonId] = useState(status.lastPersonId);
  const field = useRef<HTMLInputElement>(null);
  const unlock = useTell('vault.unlock');
  const wait = useRetryWait(status.retryAt);
  useEffect(() => field.current?.focus(), []);
  const { people = [] } = status;
  const person = people.find(({ id }) => id === personId) ?? people[0];
  const pick = (id: string) => {
    setPersonId(id);
    setPassphrase('');
    unlock.reset();
    field.current?.focus();
  };

  const send = (acceptOlder?: true) => {
    if (unlock.isPending || wait > 0) return;
    unlock.mutate({ passphrase, ...(person && { personId: person.id }), ...(acceptOlder && { acceptOlder }) }, {
      onError: () => {
        void client.invalidateQueries({ queryKey: ['vault.status'] });
        field.current?.select();
      },
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase !== '') send();
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      {person && <NativeSelect label="Who opens it" value={person.id} data={people.map(({ id, name }) => ({ value: id, label: name }))} onChange={(event) => pick(event.currentTarget.value)} />}
      <PassphraseField ref={field} label="Passphrase" value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} />
      {unlock.error && !isWait(unlock.error) && <RefusedOpening error={unlock.error} onOpenOlder={() => send(true)} />}
      {wait > 0 && <p role="timer">Next try in {wait} s, because of wrong tries in a row.</p>}
      <div className={styles.row}>
        <Button type="submit" loading={unlock.isPending} disabled={passphrase === '' || wait > 0}>
          Unlock
        </Button>
        <Button variant="subtle" onClick={onRecover}>
          Use the recovery code
        </Button>
      </div>
    </form>
  );
}
