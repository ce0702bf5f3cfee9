import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { ConnectionSummary, JoseMethod, KeySummary } from '../../../shared/model/views.ts';
import { useAsk, useTell, type ApiError } from '../../api.ts';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { shortId } from '../../lib/ids.ts';
import { go, type Place } from '../../place.ts';
import { chainFromRun } from '../frame/chain-from-run.ts';
import { noteHealth } from '../frame/use-check.ts';
import { CallForm, FIRST_MESSAGE } from './call-form.tsx';
import { callTitle } from './call-title.ts';
import { lackOf, type Use } from './key-choice.ts';
import { KeyField } from './key-field.tsx';
import { MethodList } from './method-list.tsx';
import { lookOf, methodFor } from './methods.ts';
import { Result } from './result.tsx';
import { CopyAsMenu, SnippetCard, type SnippetInput } from './snippet-card.tsx';
import { usePicks } from './use-picks.ts';
import { WAYS } from './way.ts';
import styles from './playground.module.css';

const LEAD = 'Wise’s playgrounds: each checks what you send and answers in kind, so a call proves keys and code without touching money.';

type PlaygroundPlace = Extract<Place, { screen: 'playground' }>;
type CallInput = Input<'playground.run'>;

function WhatHappens({ method }: { method: JoseMethod }) {
  return (
    <Card title="What will happen">
      <ol className={styles.way}>
        {WAYS[method].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </Card>
  );
}

/** Why nothing was sent at all. The keys are one click away. */
function NotSent({ error, input }: { error: ApiError; input: CallInput | undefined }) {
  const keyId = input?.signingKeyId ?? input?.encryptionKeyId;
  return (
    <ErrorBox error={error}>
      {error.code.startsWith('KEY_') && (
        <Button size="compact-xs" variant="default" onClick={() => go(keyId ? { screen: 'keys', keyId } : { screen: 'keys' })}>
          {keyId ? 'Open the key' : 'Open the keys'}
        </Button>
      )}
    </ErrorBox>
  );
}

/** Runs the call that "Try it" asked for, once each time it is asked. */
function useRunNow(place: PlaygroundPlace, isReady: boolean, run: () => void): void {
  const ran = useRef<PlaygroundPlace>(undefined);
  useEffect(() => {
    if (!place.runNow || !isReady || ran.current === place) return;
    ran.current = place;
    run();
  });
}

/** The call, kept as long as its method and its connection stay. */
function useCall(connection: ConnectionSummary, method: JoseMethod) {
  const call = useTell('playground.run');
  const send = (input: CallInput) =>
    call.mutate(input, {
      onSuccess: (run) => {
        // Only an answer that was signed says something of the JOSE link.
        const health = lookOf(input.method).takes.includes('signing') ? chainFromRun(run) : undefined;
        if (health) noteHealth(input.connectionId, health);
      },
    });
  const isOfThis = call.variables?.method === method && call.variables.connectionId === connection.id;
  return { send, input: call.variables, isPending: call.isPending && isOfThis, run: isOfThis ? call.data : undefined, error: isOfThis ? call.error : null };
}

function Proved({ keys }: { keys: readonly KeySummary[] }) {
  if (keys.length === 0) return null;
  const names = keys.map((key) => shortId(key.id)).join(' and ');
  return <p className="dim">{keys.length === 1 ? `Key ${names} is` : `Keys ${names} are`} proved over this connection. The history under Keys says so from now on.</p>;
}

function idOf(used: readonly KeySummary[], use: Use): string | undefined {
  return used.find((key) => key.use === use)?.id;
}

type Props = { place: PlaygroundPlace; connection: ConnectionSummary };

/** A call to one of Wise's playgrounds: what, with which keys, and how it went. */
export function Call({ place, connection }: Props) {
  const { data: keys, error } = useAsk('keys.list', {});
  const [snippet, setSnippet] = useState<SnippetInput>();
  const asked = keys?.find((key) => key.id === place.keyId);
  const method = place.method ?? (asked ? methodFor(asked.use) : 'jws');
  const look = lookOf(method);
  const picks = usePicks(keys ?? [], place, connection);
  const call = useCall(connection, method);
  const lacks = look.takes.map((use) => ({ use, lack: lackOf(picks[use].value, connection) }));
  const isLacking = lacks.some(({ lack }) => lack !== undefined);
  const used = look.takes.flatMap((use) => picks[use].value ?? []);
  const inputOf = (message: string): CallInput => {
    const [signingKeyId, encryptionKeyId] = [idOf(used, 'signing'), idOf(used, 'encryption')];
    return { connectionId: connection.id, method, message, ...(signingKeyId && { signingKeyId }), ...(encryptionKeyId && { encryptionKeyId }) };
  };
  useRunNow(place, keys !== undefined && !isLacking, () => {
    go({ screen: 'playground', method, ...(place.keyId && { keyId: place.keyId }) });
    call.send(inputOf(FIRST_MESSAGE));
  });
  const pickMethod = (next: JoseMethod) => {
    setSnippet(undefined);
    go({ ...place, method: next });
  };
  const copyAsButton = useRef<HTMLButtonElement>(null);
  const closeSnippet = () => {
    setSnippet(undefined);
    copyAsButton.current?.focus();
  };
  const copyAs = (message: string) => <CopyAsMenu ref={copyAsButton} onPick={(language) => setSnippet({ ...inputOf(message), language })} />;
  return (
    <Page title={callTitle({ look, sending: call.isPending, run: call.run, lacks: keys ? lacks : [] })} lead={LEAD} shape="cards">
      {error && <ErrorBox error={error} />}
      {!keys && !error && <Loading />}
      {keys && (
        <div className={styles.call}>
          <MethodList value={method} onChange={pickMethod} />
          <div className={styles.outcome}>
            <CallForm look={look} sending={call.isPending} lacks={isLacking} onSend={(message) => call.send(inputOf(message))} copyAs={copyAs}>
              {look.takes.map((use) => (
                <KeyField key={use} use={use} keys={picks[use].offered} value={picks[use].value} connection={connection} onPick={picks.pick} />
              ))}
              {look.takes.length === 0 && <p className={styles.nothing}>No key of yours takes part: the answer comes under the content key of the request.</p>}
            </CallForm>
            {snippet && <SnippetCard input={snippet} onLanguage={(language) => setSnippet({ ...snippet, language })} onClose={closeSnippet} />}
            {call.error && <NotSent error={call.error} input={call.input} />}
            {call.isPending && <Loading lines={7} />}
            {call.run && !call.isPending && <Result key={call.run.id} run={call.run} />}
            {!call.run && !call.isPending && !call.error && !snippet && <WhatHappens method={method} />}
            {call.run?.ok && !call.isPending && <Proved keys={used} />}
          </div>
        </div>
      )}
    </Page>
  );
}
