import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTell } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import { RecoverySheet } from '../../components/recovery-sheet.tsx';
import styles from './settings.module.css';

/** A new recovery code in the place of the old one; asks for the passphrase again. */
export function RenewCode() {
  const [passphrase, setPassphrase] = useState('');
  const renew = useTell('vault.renewRecoveryCode');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase !== '') renew.mutate({ passphrase }, { onSuccess: () => setPassphrase('') });
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
          <div className={styles.row}>
            <PassphraseField label="Passphrase" value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} w={300} />
            <Button type="submit" variant="default" disabled={passphrase === ''} loading={renew.isPending}>
              Make a new code
            </Button>
          </div>
          {renew.error && <ErrorBox error={renew.error} />}
        </form>
      )}
    </Card>
  );
}
