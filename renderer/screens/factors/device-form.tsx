import { Button, PasswordInput, Radio, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { FactorError } from './factor-error.tsx';
import { useFactor, type At } from './use-factor.ts';
import styles from './factors.module.css';

type Props = { at: At; /** It is enrolled already. */ hasThisDevice: boolean; onDone(says?: string): void };

const LONGEST_BYTES = 1000;

/** Enrols this device, or another one by the fingerprint that its own program makes. What was typed goes to main and is not kept here. */
export function DeviceForm({ at, hasThisDevice, onDone }: Props) {
  const [which, setWhich] = useState(hasThisDevice ? 'other' : 'this');
  const [label, setLabel] = useState('');
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const add = useFactor('factors.addFingerprint', at);
  const isThis = which === 'this';
  const give = async (fingerprint: 'this-device' | number[]) => {
    if (!(await add.tell({ ...at, fingerprint, label: label.trim() }))) return;
    onDone('Added');
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (add.isPending) return;
    if (isThis) return give('this-device');
    const bytes = [...new TextEncoder().encode(input.current?.value.trim())];
    if (bytes.length === 0 || bytes.length > LONGEST_BYTES) return setProblem(bytes.length === 0 ? 'Enter the fingerprint.' : 'It is longer than 1,000 bytes.');
    if (input.current) input.current.value = '';
    setProblem(undefined);
    return give(bytes).finally(() => bytes.fill(0));
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <Radio.Group label="Which device" value={which} onChange={setWhich}>
        <div className={styles.radios}>
          <Radio value="this" label="This device" description={hasThisDevice ? 'Enrolled already.' : undefined} disabled={hasThisDevice} autoFocus={!hasThisDevice} />
          <Radio value="other" label="Another one, by its fingerprint" />
        </div>
      </Radio.Group>
      {!isThis && (
        <PasswordInput
          ref={input}
          label="Fingerprint"
          description="As the other program sends it to Wise. Portcullis does not keep it."
          autoComplete="off"
          spellCheck={false}
          autoFocus
          error={problem}
          onChange={() => setProblem(undefined)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what you type', tabIndex: 0 }}
        />
      )}
      <TextInput label="Label" description="Only here, to tell them apart." placeholder={isThis ? 'This device' : 'Maria’s tablet'} maxLength={80} autoComplete="off" value={label} onChange={(event) => setLabel(event.currentTarget.value)} />
      <FactorError error={add.error} />
      <div className={styles.buttons}>
        <Button type="submit" size="compact-sm" loading={add.isPending}>
          {isThis ? 'Enrol this device' : 'Enrol the fingerprint'}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onDone()}>
          Not now
        </Button>
      </div>
    </form>
  );
}
