import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { PRODUCTION_WORD } from '../../../shared/production-word.ts';
import { useAsk } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Notice } from '../../components/notice.tsx';
import { isSecondGiven, NO_SECOND, SecondPerson } from '../../components/second-person.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import { go } from '../../place.ts';
import { belongingsOf, removeHindrance, removeSays, type Belongings } from './says.ts';
import styles from './connections.module.css';

type Props = { connection: ConnectionSummary; hasOthers: boolean };

/** Undefined until all of it has come. */
function useBelongings(connection: ConnectionSummary): Belongings | undefined {
  const { data: tokens } = useAsk('tokens.list', {});
  const { data: users } = useAsk('users.list', {});
  const { data: consents } = useAsk('consents.list', {});
  const { data: certificates } = useAsk('certificates.list', {});
  const { data: rotations } = useAsk('rotations.list', {});
  const { data: migrations } = useAsk('migrations.list', {});
  return tokens && users && consents && certificates && rotations && migrations ? belongingsOf(connection, { tokens, users, consents, certificates, rotations, migrations }) : undefined;
}

/** Says what goes and what stops working. Production is only removed after its word was typed. */
function Asked({ connection, hasOthers, own, onKeep }: Props & { own: Belongings; onKeep(): void }) {
  const [typed, setTyped] = useState('');
  const [second, setSecond] = useState(NO_SECOND);
  const remove = useSecretTell('connections.remove');
  const { fourEyes = false } = connection;
  const isProduction = connection.environment === 'production';
  const isReady = (!isProduction || typed === PRODUCTION_WORD) && (!fourEyes || isSecondGiven(second));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !remove.isPending) void removeNow();
  };
  const removeNow = async () => {
    if (await remove.tell({ connectionId: connection.id, ...(fourEyes && { second }) })) go({ screen: 'connections' });
  };
  const cancel = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onKeep();
  };
  return (
    <Notice tone={isProduction ? 'bad' : 'warn'}>
      <form className={styles.removing} onSubmit={submit} onKeyDown={cancel}>
        <div>
          {removeSays(connection, own, hasOthers).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
        {isProduction && <TextInput size="xs" label={`Type ${PRODUCTION_WORD}`} autoFocus autoComplete="off" spellCheck={false} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />}
        {fourEyes && <p>It is under four eyes: another person has to agree.</p>}
        {fourEyes && <SecondPerson value={second} onChange={setSecond} />}
        <div className={styles.buttons}>
          <Button type="submit" size="xs" color="red" className={styles.named ?? ''} autoFocus={!isProduction} disabled={!isReady} loading={remove.isPending}>
            Remove {connection.name}
          </Button>
          <Button size="xs" variant="default" onClick={onKeep}>
            Keep it
          </Button>
        </div>
        {remove.error && <ErrorBox error={remove.error} />}
      </form>
    </Notice>
  );
}

/** Takes the connection out of the vault, after asking. */
export function Remove({ connection, hasOthers }: Props) {
  const own = useBelongings(connection);
  const [isAsked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  // The button that had the focus is gone; without it Escape would no longer reach the panel.
  useEffect(() => {
    if (wasAsked.current && !isAsked) button.current?.focus();
    wasAsked.current = isAsked;
  }, [isAsked]);
  const hindrance = own && removeHindrance(own);
  if (isAsked && own) return <Asked connection={connection} hasOthers={hasOthers} own={own} onKeep={() => setAsked(false)} />;
  return (
    <section className={styles.section} aria-label="Remove">
      <div>
        <Button ref={button} size="compact-sm" variant="default" disabled={!own || hindrance !== undefined} onClick={() => setAsked(true)}>
          Remove connection
        </Button>
      </div>
      {hindrance && <p className="quiet">{hindrance}</p>}
    </section>
  );
}
