import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTell } from '../../api.ts';
import { EditForm, EditInPlace } from '../../components/edit-in-place.tsx';
import { RemovePerson } from './remove-person.tsx';
import type { KnownPeople, ListedPerson } from './use-people.ts';
import styles from './settings.module.css';

function NameForm({ person, onDone }: { person: ListedPerson; onDone(): void }) {
  const [name, setName] = useState(person.name);
  const rename = useTell('people.rename');
  const save = () => rename.mutate({ personId: person.id, name: name.trim() }, { onSuccess: onDone });
  return (
    <EditForm isReady={name.trim() !== ''} isPending={rename.isPending} error={rename.error} onSave={save} onCancel={onDone}>
      <TextInput size="xs" aria-label="Name" maxLength={60} autoFocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
    </EditForm>
  );
}

type Props = { person: ListedPerson; known: KnownPeople };

/** One person: renamed in place, removed after both passphrases that it takes. */
export function PersonRow({ person, known }: Props) {
  const [isRemoving, setRemoving] = useState(false);
  const roles = [person.isOwner && 'owner', person.id === known.you && 'you'].filter(Boolean).join(', ');
  return (
    <li>
      <EditInPlace name={person.name} action="Rename" renderForm={(onDone) => <NameForm person={person} onDone={onDone} />}>
        <strong>{person.name}</strong> {roles && <span className={styles.says}>{roles}</span>}
      </EditInPlace>
      {!person.isOwner && person.id !== known.you && !isRemoving && (
        <Button size="compact-xs" variant="subtle" color="red" aria-label={`Remove ${person.name}`} onClick={() => setRemoving(true)}>
          Remove
        </Button>
      )}
      {isRemoving && <RemovePerson person={person} known={known} onDone={() => setRemoving(false)} />}
    </li>
  );
}
