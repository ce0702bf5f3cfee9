import { useState } from 'react';
import { EditForm } from '../../components/edit-in-place.tsx';
import { Notice } from '../../components/notice.tsx';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import { isSecondGiven, NO_SECOND, SecondPerson } from '../../components/second-person.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import type { KnownPeople, ListedPerson } from './use-people.ts';
import styles from './settings.module.css';

type Props = { person: ListedPerson; known: KnownPeople; onDone(): void };

/** Closes a person's door, after saying what that means. */
export function RemovePerson({ person, known, onDone }: Props) {
  const [passphrase, setPassphrase] = useState('');
  const [second, setSecond] = useState(NO_SECOND);
  const remove = useSecretTell('people.remove');
  const isReady = passphrase !== '' && (!known.isUnderFourEyes || isSecondGiven(second));
  const save = async () => {
    const removed = await remove.tell({ personId: person.id, passphrase, ...(known.isUnderFourEyes && { second }) });
    if (removed) onDone();
  };
  return (
    <div className={styles.removing}>
      <Notice tone="warn">
        {person.name}’s passphrase opens nothing that is written from now on. It still opens copies of the vault file that were taken before, so replace at Wise what must not stay known.
      </Notice>
      <EditForm action={`Remove ${person.name}`} isRed isReady={isReady} isPending={remove.isPending} error={remove.error} onSave={() => void save()} onCancel={onDone}>
        <PassphraseField label="Your passphrase" autoFocus value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} />
        {known.isUnderFourEyes && <SecondPerson value={second} onChange={setSecond} />}
      </EditForm>
    </div>
  );
}
