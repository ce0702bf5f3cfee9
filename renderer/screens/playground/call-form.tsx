import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Card } from '../../components/card.tsx';
import { METHOD_PATHS, type MethodLook } from './methods.ts';
import styles from './playground.module.css';

/** Characters that Wise's playground takes. */
const MAX_MESSAGE = 100;
export const FIRST_MESSAGE = 'Hello from Portcullis';

type Props = {
  look: MethodLook;
  sending: boolean;
  /** A key is missing, or Wise does not have it: what to do about it is the primary button then. */
  lacks: boolean;
  onSend(message: string): void;
  /** The "Copy as" menu for what stands on the form. */
  copyAs(message: string): ReactNode;
  /** The fields of the keys. */
  children: ReactNode;
};

function Message({ value, onChange }: { value: string; onChange(value: string): void }) {
  return (
    <div>
      <TextInput label="Message" value={value} maxLength={MAX_MESSAGE} onChange={(event) => onChange(event.currentTarget.value)} error={value === '' && 'Wise takes 1 to 100 characters.'} />
      <div className={`${styles.below} ${styles.count}`}>
        {value.length} of {MAX_MESSAGE} characters
      </div>
    </div>
  );
}

/** One call: its keys, its message, and the two things to do with it. */
export function CallForm({ look, sending, lacks, onSend, copyAs, children }: Props) {
  const [message, setMessage] = useState(FIRST_MESSAGE);
  const button = useRef<HTMLButtonElement>(null);
  const lacked = useRef(lacks);
  useEffect(() => {
    // The button that supplied what was missing is gone; the next one takes the focus.
    if (lacked.current && !lacks && document.activeElement === document.body) button.current?.focus();
    lacked.current = lacks;
  }, [lacks]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (message !== '' && !lacks) onSend(message);
  };
  return (
    <Card title={look.name} aside={<span className="mono">{METHOD_PATHS[look.method]}</span>}>
      <form onSubmit={submit} className={styles.form}>
        <div className={styles.keys}>{children}</div>
        <div className={styles.sending}>
          {look.method === 'jwe-get' ? <p className={styles.nothing}>A GET has no body, so there is no message to write.</p> : <Message value={message} onChange={setMessage} />}
          <div className={styles.buttons}>
            {copyAs(message || FIRST_MESSAGE)}
            <Button ref={button} type="submit" variant={lacks ? 'default' : 'filled'} loading={sending} disabled={message === '' || lacks}>
              Send
            </Button>
          </div>
        </div>
      </form>
    </Card>
  );
}
