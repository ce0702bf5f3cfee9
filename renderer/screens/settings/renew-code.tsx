import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import { RecoverySheet } from '../../components/recovery-sheet.tsx';
import { isSecondGiven, NO_SECOND, SecondPerson } from '../../components/second-person.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import { usePeople } from './use-people.ts';
import styles from './settings.module.css';

/** A new recovery code in the place of the old one; asks for the passphrase again. */
export function RenewCode() {
  const [passphrase, setPassphrase] = useState('');
  const [second, setSecond] = useState(NO_SECOND);
  const { known } = usePeople();
  const isForTwo = known?.isUnderFourEyes ?? false;
  const renew = useSecretTell('vault.renewRecoveryCode');
  const isReady = passphrase !== '' && (!isForTwo || isSecondGiven(second));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !renew.isPending) void make();
  };
  const make = async () => {
    if (!(await renew.tell({ passphrase, ...(isForTwo && { second }) }))) return;
    setPassphrase('');
    setSecond(NO_SECOND);
  };
  return (
    <Card title="Recovery code">
      {renew.data ? (
        <div className={styles.section}>
          <RecoverySheet code={renew.data.recoveryCode} onPutAway={renew.reset} goOn="I have put it away" />
        </div>
      ) : (
        <form className={styles.section} onSubmit={submit}>
          <p className={styles.says}>Makes a new code and shows it once. The printed one stops working.</p>
          {isForTwo && <p className={styles.says}>A connection is under four eyes: another person has to agree, because the code opens the owner’s door.</p>}
          {isForTwo && <SecondPerson value={second} onChange={setSecond} />}
          <div className={styles.row}>
            <PassphraseField label="Passphrase" value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} w={300} />
            <Button type="submit" variant="default" disabled={!isReady} loading={renew.isPending}>
              Make a new code
            </Button>
          </div>
          {renew.error && <ErrorBox error={renew.error} />}
        </form>
      )}
    </Card>
  );
}
