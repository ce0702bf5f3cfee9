import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { VaultStatus } from '../../../shared/model/views.ts';
import { client, useTell } from '../../api.ts';
import type { Ceremony } from '../../ceremony.ts';
import { NewPassphrase, pairProblem, type Pair } from '../../components/new-passphrase.tsx';
import { RefusedOpening } from './refused-opening.tsx';
import { isWait, useRetryWait } from './retry.ts';
import styles from './lock.module.css';

type Props = { status: VaultStatus; onBack(): void; onCeremony(ceremony: Ceremony | undefined): void };

/** The way in when the passphrase is lost: the code, and a new passphrase twice. */
export function RecoverForm({ status: { retryAt, people }, onBack, onCeremony }: Props) {
  const [code, setCode] = useState('');
  const [pair, setPair] = useState<Pair>({ first: '', second: '' });
  const recover = useTell('vault.recover');
  const wait = useRetryWait(retryAt);
  const problem = code.trim() === '' ? 'Type the code from the printed sheet.' : pairProblem(pair);

  const send = (acceptOlder?: true) => {
    if (problem || recover.isPending || wait > 0) return;
    onCeremony({ kind: 'recover' });
    recover.mutate({ recoveryCode: code, newPassphrase: pair.first, ...(acceptOlder && { acceptOlder }) }, {
      onSuccess: ({ recoveryCode }) => onCeremony({ kind: 'recover', code: recoveryCode }),
      onError: () => {
        onCeremony(undefined);
        void client.invalidateQueries({ queryKey: ['vault.status'] });
      },
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <TextInput
        label="Recovery code"
        description="Spaces, dashes and small letters do not matter."
        autoFocus
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: 'mono' }}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {people?.[0] && <p className="dim">It makes the owner’s door anew: you open the vault as {people[0].name}. The others keep their passphrases.</p>}
      <NewPassphrase pair={pair} onChange={setPair} label="New passphrase" />
      {recover.error && !isWait(recover.error) && <RefusedOpening error={recover.error} onOpenOlder={() => send(true)} />}
      {wait > 0 && <p role="timer">Next try in {wait} s, because of wrong tries in a row.</p>}
      {problem && <p className="dim">{problem}</p>}
      <div className={styles.row}>
        <Button type="submit" loading={recover.isPending} disabled={problem !== undefined || wait > 0}>
          Set the new passphrase
        </Button>
        <Button variant="subtle" onClick={onBack}>
          Back
        </Button>
      </div>
    </form>
  );
}
