import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { AddPerson } from './add-person.tsx';
import { PersonRow } from './person-row.tsx';
import { usePeople, type KnownPeople } from './use-people.ts';
import styles from './settings.module.css';

function List({ known }: { known: KnownPeople }) {
  const [isAdding, setAdding] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasAdding = useRef(false);
  // The form that had the focus is gone.
  useEffect(() => {
    if (wasAdding.current && !isAdding) button.current?.focus();
    wasAdding.current = isAdding;
  }, [isAdding]);
  const isAlone = known.people.length === 1;
  return (
    <div className={styles.section}>
      <p className={styles.says}>
        {isAlone ? 'You are the only one who opens this vault. ' : ''}Each person opens the vault with a passphrase of their own and can do everything in it, except approve what they prepared themselves where a connection asks for four eyes.
      </p>
      {!isAlone && (
        <ul className={styles.people}>
          {known.people.map((person) => (
            <PersonRow key={person.id} person={person} known={known} />
          ))}
        </ul>
      )}
      {isAdding ? (
        <AddPerson known={known} onDone={() => setAdding(false)} />
      ) : (
        <Button ref={button} variant="default" onClick={() => setAdding(true)}>
          Add a person
        </Button>
      )}
      <p className={styles.says}>
        Four eyes is switched on under Connections. It holds on this machine and in this vault: Wise knows nothing of it, and it does not bind somebody who changes the program. Whoever holds the recovery code can make the owner’s door anew, so keep that code where more than one person watches it.
      </p>
    </div>
  );
}

/** Who has a door to this vault. */
export function People() {
  const { known, error } = usePeople();
  return (
    <Card title="People">
      {error && <ErrorBox error={error} />}
      {known ? <List known={known} /> : !error && <Loading lines={2} />}
    </Card>
  );
}
