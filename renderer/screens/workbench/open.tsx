import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { PortcullisError, toWireError } from '../../../shared/errors.ts';
import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Opening } from './opening.tsx';
import { PasteArea } from './paste-area.tsx';
import { asWith, likelyWith, openAction, type Chosen, type With } from './open-with.ts';
import { cleaned, glance, MAX_TOKEN, type Glance } from './peek.ts';
import { openTitle, type Opened } from './titles.ts';
import { useOnce } from './use-once.ts';
import { WithField } from './with-field.tsx';
import styles from './workbench.module.css';

/** Milliseconds without a key pressed until what stands there is decoded. */
const REST = 250;
const NOTHING_CHOSEN: Chosen = { kind: 'nothing', keyId: undefined, publicKey: '', contentKey: '' };
const NO_KEYS: readonly KeySummary[] = [];

/** What is chosen to open the message with: the likely thing until the person says otherwise. */
function useChoice(seen: Glance, keys: readonly KeySummary[]) {
  const [chosen, setChosen] = useState<Chosen>();
  const likely = useMemo<Chosen>(() => ({ ...NOTHING_CHOSEN, ...likelyWith(seen, keys) }), [seen, keys]);
  return { chosen: chosen ?? likely, choose: setChosen };
}

/** Opens a message, each time anew: by itself without a key, then with what was chosen. An answer about another message than the one that stands there does not count. */
function useOpening(token: string) {
  const { ask, input, data, error } = useOnce('workbench.open');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isTooLong = token.length > MAX_TOKEN;
  useEffect(() => {
    if (token !== '' && !isTooLong) timer.current = setTimeout(() => void ask({ token, with: { kind: 'nothing' } }), REST);
    return () => clearTimeout(timer.current);
  }, [token, isTooLong, ask]);
  const open = (using: With) => {
    clearTimeout(timer.current);
    return ask({ token, with: using });
  };
  const isOfThis = input?.token === token;
  const opened: Opened | undefined = isOfThis && data ? { run: data, using: input.with.kind } : undefined;
  return { open, opened, error: isTooLong ? toWireError(new PortcullisError('JOSE_TOO_LARGE')) : isOfThis && error };
}

type Props = { connection: ConnectionSummary; /** A token to begin with. */ first: string; onTitle(title: string): void };

/** Takes a message apart: decoded as soon as it is pasted, verified or decrypted when asked. */
export function Open({ connection, first, onTitle }: Props) {
  const [text, setText] = useState(first);
  const keys = useAsk('keys.list', {}).data ?? NO_KEYS;
  const token = useMemo(() => cleaned(text), [text]);
  const seen = useMemo(() => glance(token), [token]);
  const { chosen, choose } = useChoice(seen, keys);
  const { open, opened, error } = useOpening(token);
  const outcome = useRef<HTMLElement>(null);
  const using = asWith(chosen, connection.id);
  const action = openAction(seen.kind, using);
  const title = openTitle(seen.kind, opened);
  useEffect(() => onTitle(title), [title, onTitle]);
  const paste = (next: string) => {
    setText(next);
    choose(undefined);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!using || !action.isReady) return;
    await open(using);
    outcome.current?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className={styles.bench}>
      <Card title="Message">
        <form className={styles.form} onSubmit={(event) => void submit(event)}>
          <PasteArea label="JWS or JWE, compact" placeholder="eyJhbGciOi…" rows={9} value={text} onChange={paste} />
          <WithField kind={seen.kind} keys={keys} value={chosen} onChange={choose} />
          <div className={styles.buttons}>
            {text !== '' && (
              <Button variant="default" onClick={() => paste('')}>
                Clear
              </Button>
            )}
            <Button type="submit" disabled={!action.isReady}>
              {action.name}
            </Button>
          </div>
        </form>
      </Card>
      <section className={styles.outcome} ref={outcome} aria-label="Result">
        {error && <ErrorBox error={error} />}
        <Opening opened={opened} isWaiting={token !== '' && !error} onInner={paste} />
      </section>
    </div>
  );
}
