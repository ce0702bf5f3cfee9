import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ConnectionSummary, KeySummary, Run } from '../../../shared/model/views.ts';
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
import { Result, isCancelled } from './result.tsx';
import styles from './playground.module.css';

const LEAD = 'Wise’s JWS playground: it checks your signature and answers with a signed message of its own.';

function NoKey() {
  return (
    <Card title="It takes a signing key">
      <div className={styles.empty}>
        <p className="dim">Make one, upload its public half, then come back: the playground signs a message with it and shows each step.</p>
        <Button onClick={() => go({ screen: 'keys', making: true })}>New signing key</Button>
      </div>
    </Card>
  );
}

function WhatHappens() {
  return (
    <Card title="What will happen">
      <ol className={styles.way}>
        <li>A token is fetched with the client credentials of this connection, and kept in memory only.</li>
        <li>The message becomes a compact JWS, signed with your key; its header names the key and the path of the call.</li>
        <li>Wise checks it and answers with a JWS of its own.</li>
        <li>The answer is believed only if its signature verifies with Wise’s key.</li>
      </ol>
    </Card>
  );
}

/** Why nothing was sent at all. A key that Wise does not have is one click from its upload. */
function NotSent({ error, keyId }: { error: ApiError; keyId: string | undefined }) {
  return (
    <ErrorBox error={error}>
      {keyId && (error.code === 'KEY_NOT_UPLOADED' || error.code === 'KEY_EXPIRED') && (
        <Button size="compact-xs" variant="default" onClick={() => go({ screen: 'keys', keyId })}>
          Open the key
        </Button>
      )}
    </ErrorBox>
  );
}

/** Runs the call that "Try it" asked for, once. */
function useRunNow(place: Props['place'], key: KeySummary | undefined, send: (keyId: string, message: string) => void): void {
  const ran = useRef(false);
  useEffect(() => {
    if (!place.runNow || !key || ran.current) return;
    ran.current = true;
    go({ screen: 'playground', keyId: key.id });
    send(key.id, FIRST_MESSAGE);
  });
}

function title(keys: readonly KeySummary[] | undefined, run: Run | undefined, sending: boolean): string {
  if (sending) return 'Sending a signed call';
  if (run && isCancelled(run)) return 'The call was cancelled';
  if (run) return run.ok ? 'Signed, sent and verified' : 'The call did not go through';
  return keys?.length === 0 ? 'No key to sign with yet' : 'Try a signed call';
}

type Props = { place: Extract<Place, { screen: 'playground' }>; connection: ConnectionSummary };

export function Playground({ place, connection }: Props) {
  const { data, error } = useAsk('keys.list', {});
  const call = useTell('playground.run');
  const keys = data?.filter((key) => key.use === 'signing');
  const key = keys?.find((one) => one.id === place.keyId) ?? keys?.find((one) => one.uploadedTo.length > 0 && one.state !== 'expired') ?? keys?.[0];
  const send = (keyId: string, message: string) => call.mutate({ keyId, connectionId: connection.id, message }, {
      onSuccess: (run) => {
        const health = chainFromRun(run);
        if (health) noteHealth(connection.id, health);
      },
    });
  useRunNow(place, key, send);
  return (
    <Page title={title(keys, call.data, call.isPending)} lead={LEAD} shape="cards">
      <div className={styles.content} data-call={key ? '' : undefined}>
        {error && <ErrorBox error={error} />}
        {!keys && !error && <Loading />}
        {keys?.length === 0 && <NoKey />}
        {keys && key && <CallForm keys={keys} value={key} connectionId={connection.id} sending={call.isPending} onPick={(keyId) => go({ screen: 'playground', keyId })} onSend={(message) => send(key.id, message)} />}
        <div className={styles.outcome}>
          {call.error && <NotSent error={call.error} keyId={call.variables?.keyId} />}
          {call.isPending && <Loading lines={7} />}
          {call.data && !call.isPending && <Result key={call.data.id} run={call.data} />}
          {key && call.isIdle && <WhatHappens />}
          {key && call.data?.ok && <p className="dim">Key {shortId(key.id)} is proved over this connection. Its history under Keys says so from now on.</p>}
        </div>
      </div>
    </Page>
  );
}
