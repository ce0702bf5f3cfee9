import { NativeSelect } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useAsk } from '../api.ts';
import type { ShownError } from '../lib/error-text.ts';
import { ErrorBox } from './error-box.tsx';
import { PassphraseField } from './passphrase-field.tsx';
import styles from './second-person.module.css';

export type Second = { personId: string; passphrase: string };
export const NO_SECOND: Second = { personId: '', passphrase: '' };

/** Has somebody been picked, and a passphrase typed? */
export function isSecondGiven({ personId, passphrase }: Second): boolean {
  return personId !== '' && passphrase !== '';
}

/** The recovery code opens the vault, but is nobody's agreement. */
function inPlace(error: ShownError): ShownError {
  const { code, message, details } = error;
  if (code !== 'VAULT_WRONG_PASSPHRASE') return error;
  return { code, message, details, next: 'Check Caps Lock, the keyboard layout and whose passphrase it is. The recovery code does not serve here.' };
}

type Props = { value: Second; onChange(value: Second): void; error?: ShownError | null | undefined };

/** Another person of this vault, with their own passphrase, in place. Says so when there is nobody else. */
export function SecondPerson({ value, onChange, error }: Props) {
  const { data } = useAsk('people.list', {});
  const others = data?.people.filter((person) => person.id !== data.you) ?? [];
  const only = others.length === 1 ? others[0] : undefined;
  const picked = others.find((person) => person.id === value.personId) ?? only;
  const field = useRef<HTMLInputElement>(null);
  const isPicked = picked !== undefined;
  // The button that led here is gone, or was busy and lost it.
  useEffect(() => {
    if (isPicked && document.activeElement === document.body) field.current?.focus();
  }, [isPicked]);
  useEffect(() => {
    if (error && document.activeElement === document.body) field.current?.focus();
  }, [error]);
  if (data && others.length === 0) return <p className="dim">There is nobody else in this vault. Add a second person in Settings, People.</p>;
  return (
    <div className={styles.second}>
      <NativeSelect
        label="The other person"
        data={[...(only ? [] : [{ value: '', label: 'Pick who it is', disabled: true }]), ...others.map(({ id, name }) => ({ value: id, label: name }))]}
        value={picked?.id ?? ''}
        onChange={(event) => onChange({ personId: event.currentTarget.value, passphrase: '' })}
      />
      <PassphraseField
        label={picked ? `Passphrase of ${picked.name}` : 'Passphrase of that person'}
        ref={field}
        disabled={!picked}
        value={value.passphrase}
        onChange={(event) => onChange({ personId: picked?.id ?? '', passphrase: event.currentTarget.value })}
      />
      {error && <ErrorBox error={inPlace(error)} />}
    </div>
  );
}
