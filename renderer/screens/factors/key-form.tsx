import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { PassphraseField } from '../../components/passphrase-field.tsx';
import { SourceField, type Source } from '../../components/source-field.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import { tell } from '../../lib/tell.ts';
import styles from './factors.module.css';

type Props = { connection: ConnectionSummary; onDone(): void };

const SIZES = [2048, 3072, 4096] as const;
const WAYS = [
  { value: 'make', label: 'Make one' },
  { value: 'import', label: 'Import one' },
];

function LabelField({ value, onChange }: { value: string; onChange(value: string): void }) {
  return <TextInput label="Label" placeholder="payroll approvals" maxLength={80} autoComplete="off" value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}

function MakeForm({ connection, onDone }: Props) {
  const [label, setLabel] = useState('');
  const [bits, setBits] = useState<(typeof SIZES)[number]>(2048);
  const make = useTell('scaKeys.make');
  const made = () => {
    tell('Key made. Now upload its public half.');
    onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!make.isPending) make.mutate({ connectionId: connection.id, label: label.trim(), bits }, { onSuccess: made });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <LabelField value={label} onChange={setLabel} />
      <NativeSelect label="Size" description="2048 bits are what Wise asks for." value={bits} data={SIZES.map((size) => ({ value: String(size), label: `RSA ${size}` }))} onChange={(event) => setBits(SIZES.find((size) => String(size) === event.currentTarget.value) ?? 2048)} />
      {make.error && <ErrorBox error={make.error} />}
      <div className={styles.buttons}>
        <Button type="submit" size="compact-sm" loading={make.isPending}>
          Make the key
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          Not now
        </Button>
      </div>
    </form>
  );
}

function ImportForm({ connection, onDone }: Props) {
  const [label, setLabel] = useState('');
  const [passphrase, setPassphrase] = useState('');
  /** What was given last, to try again with another passphrase; gone with the form. */
  const [last, setLast] = useState<Source>();
  const take = useSecretTell('scaKeys.import');
  const give = async (from: Source) => {
    setLast(from);
    const taken = await take.tell({ connectionId: connection.id, label: label.trim(), from, ...(passphrase !== '' && { passphrase }) });
    if (!taken) return false;
    tell(`RSA ${taken.bits} key imported. Its public half has to be at Wise.`);
    onDone();
    return true;
  };
  const { error } = take;
  return (
    <div className={styles.form}>
      <LabelField value={label} onChange={setLabel} />
      <PassphraseField label="Passphrase of the file" description="Leave it empty where there is none." maxLength={4096} value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} />
      <SourceField label="Private key" description="RSA of 2048 bits or more, PKCS#8 or PKCS#1, PEM or DER." placeholder="-----BEGIN PRIVATE KEY-----" rows={3} isQuiet isPending={take.isPending} onSource={give} />
      {error && error.code !== 'CANCELLED' && (
        <ErrorBox error={error}>
          {error.code === 'IMPORT_WRONG_PASSPHRASE' && last && (
            <Button size="compact-xs" variant="default" onClick={() => void give(last)}>
              Try again with the passphrase above
            </Button>
          )}
        </ErrorBox>
      )}
      <div className={styles.buttons}>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          Not now
        </Button>
      </div>
    </div>
  );
}

/** An RSA key for the connection, made here or brought along. */
export function KeyForm({ connection, onDone }: Props) {
  const [way, setWay] = useState('make');
  return (
    <div className={styles.keyForm}>
      <SegmentedControl aria-label="Where the key comes from" size="xs" data={WAYS} value={way} onChange={setWay} />
      {way === 'make' ? <MakeForm connection={connection} onDone={onDone} /> : <ImportForm connection={connection} onDone={onDone} />}
    </div>
  );
}
