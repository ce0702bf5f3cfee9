import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { EditForm } from '../../components/edit-in-place.tsx';
import { NewPassphrase, pairProblem, type Pair } from '../../components/new-passphrase.tsx';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import { isSecondGiven, NO_SECOND, SecondPerson } from '../../components/second-person.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import type { KnownPeople } from './use-people.ts';
import styles from './settings.module.css';

const EMPTY: Pair = { first: '', second: '' };

/** A door for another person, who types their own passphrase twice. */
export function AddPerson({ known, onDone }: { known: KnownPeople; onDone(): void }) {
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [pair, setPair] = useState(EMPTY);
  const [second, setSecond] = useState(NO_SECOND);
  const add = useSecretTell('people.add');
  const problem = name.trim() === '' ? 'Type a name first.' : passphrase === '' ? 'Type your own passphrase.' : known.isUnderFourEyes && !isSecondGiven(second) ? 'A second person has to agree, because a connection is under four eyes.' : pairProblem(pair);
  const isReady = problem === undefined;
  const save = async () => {
    const added = await add.tell({ name: name.trim(), passphrase, newPassphrase: pair.first, ...(known.isUnderFourEyes && { second }) });
    if (added) onDone();
  };
  return (
    <div className={styles.form}>
      <EditForm action="Add this person" isReady={isReady} isPending={add.isPending} error={add.error} onSave={() => void save()} onCancel={onDone}>
        <TextInput label="Name" description="It stands unencrypted in the vault file, so that the lock screen can ask who opens it." maxLength={60} autoComplete="off" autoFocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <PassphraseField label="Your passphrase" value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} />
        {known.isUnderFourEyes && <SecondPerson value={second} onChange={setSecond} />}
        <NewPassphrase pair={pair} onChange={setPair} label="New person’s passphrase" />
        <p className={styles.says}>Let them type it themselves. Nobody else needs to know it, and nobody can look it up.</p>
        {problem && <p className={styles.says}>{problem}</p>}
      </EditForm>
    </div>
  );
}
