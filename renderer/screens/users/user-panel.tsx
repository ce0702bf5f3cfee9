import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { TokenSummary, WiseUser } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary, Run } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { Breakable } from '../../components/breakable.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Facts } from '../../components/facts.tsx';
import { Notice } from '../../components/notice.tsx';
import actions from '../../components/panel-actions.module.css';
import { Panel } from '../../components/panel.tsx';
import { RunView } from '../../components/run-view.tsx';
import { When } from '../../components/when.tsx';
import { go } from '../../place.ts';
import { UserStatePill } from './columns.tsx';
import { Profiles } from './profiles.tsx';
import { Over } from './over.tsx';
import { isCodeRefused, nextStep, USER_STATES, type NextStep } from './states.ts';
import styles from './users.module.css';

type Props = {
  user: WiseUser;
  tokens: readonly TokenSummary[];
  connection: ConnectionSummary | undefined;
  /** What making it came to, if that was just now. */
  lastRun: Run | undefined;
  onClose(): void;
};

const ACTIONS: Record<NextStep, string> = { 'sign-up': 'Sign up and fetch a token', 'fetch-token': 'Fetch a token', consent: 'Ask for consent instead', 'open-token': 'Open token' };

function Forgetting({ user, onKeep }: { user: WiseUser; onKeep(): void }) {
  const forget = useTell('users.forget');
  return (
    <Confirm
      says={[
        `The registration code of ${user.email} is dropped: no further token can be fetched with it, and no claim code made.`,
        user.tokenId ? 'Its token stays under Tokens. The user stays at Wise: there is no call that removes one.' : 'If Wise knows the user, it stays there: there is no call that removes one.',
      ]}
      action={`Forget ${user.email}`}
      keep="Keep it"
      isPending={forget.isPending}
      error={forget.error}
      onDo={() => forget.mutate({ id: user.id }, { onSuccess: () => go({ screen: 'tokens', tab: 'users' }) })}
      onKeep={onKeep}
    />
  );
}

/** The code itself is on the clipboard and nowhere on the screen. */
function Claimed({ connection }: { connection: ConnectionSummary | undefined }) {
  const { environment, consentUrl } = connection ?? {};
  return (
    <Notice tone="ok">
      <p>A claim code is on the clipboard for 30 seconds. Give it to the person soon: it ends within minutes. With it they take the account over on Wise’s page; the registration code ends then.</p>
      {environment === 'built-in' && consentUrl && (
        <>
          <p>In the sandbox that page is this address with the code at its end:</p>
          <Breakable text={new URL('/__sandbox/claim?code=', consentUrl).href} />
        </>
      )}
    </Notice>
  );
}

/** One user: the next step as the one primary button, what it is, and its profiles. */
export function UserPanel({ user, tokens, connection, lastRun, onClose }: Props) {
  const fetchToken = useTell('users.fetchToken');
  const claim = useTell('users.claimCode');
  const [isForgetting, setForgetting] = useState(false);
  const forget = useRef<HTMLButtonElement>(null);
  const token = tokens.find((one) => one.id === user.tokenId);
  const next = nextStep(user, new Set(tokens.map((one) => one.id)));
  const run = fetchToken.data?.run ?? lastRun;
  const acts: Record<NextStep, () => void> = {
    'sign-up': () => fetchToken.mutate({ id: user.id }),
    'fetch-token': () => fetchToken.mutate({ id: user.id }),
    consent: () => go({ screen: 'tokens', consenting: true, connectionId: user.connectionId }),
    'open-token': () => go({ screen: 'tokens', tab: 'tokens', ...(user.tokenId && { tokenId: user.tokenId }) }),
  };
  // The button that had the focus is gone; without it Escape would no longer reach the panel.
  const keep = () => {
    setForgetting(false);
    forget.current?.focus();
  };
  return (
    <Panel title={<span title={user.email}>{user.email}</span>} label={`User ${user.email}`} onClose={onClose}>
      <div className={actions.row}>
        <Button className={actions.primary ?? ''} loading={fetchToken.isPending} onClick={acts[next]}>
          {ACTIONS[next]}
        </Button>
        {token && (
          <Button variant="default" loading={claim.isPending} onClick={() => claim.mutate({ id: user.id })}>
            Copy claim code
          </Button>
        )}
        <Button ref={forget} variant="default" onClick={() => setForgetting(true)}>
          Forget
        </Button>
      </div>
      {isForgetting && <Forgetting user={user} onKeep={keep} />}
      {claim.error && <ErrorBox error={claim.error} />}
      {claim.data && <Claimed connection={connection} />}
      {fetchToken.error && <ErrorBox error={fetchToken.error} />}
      {next !== 'consent' && isCodeRefused(run, claim.error) && (
        <Button variant="default" onClick={acts.consent}>
          {ACTIONS.consent}
        </Button>
      )}
      {user.state !== 'ready' && <Notice tone="warn">{USER_STATES[user.state].says}</Notice>}
      {run && !fetchToken.isPending && (
        <section aria-label="The calls just made" aria-live="polite">
          <h2 className={styles.title}>{run.says}</h2>
          <RunView run={run} />
        </section>
      )}
      <Facts
        facts={[
          { label: 'Status', value: <UserStatePill state={user.state} /> },
          { label: 'Connection', value: connection ? <Over connection={connection} /> : user.connectionName },
          { label: 'Token', value: token ? <>{token.label} {token.tail && <span className="mono dim">…{token.tail}</span>}</> : <span className="dim">none</span> },
          ...(user.userId === undefined ? [] : [{ label: 'Number at Wise', value: <span className="number">{user.userId}</span> }]),
          { label: 'Made', value: <When iso={user.madeAt} as="happened" /> },
          ...(user.claimCodeAt ? [{ label: 'Last claim code', value: <When iso={user.claimCodeAt} as="happened" /> }] : []),
        ]}
      />
      {user.profiles.length > 0 && <Profiles profiles={user.profiles} connectionId={user.connectionId} tokens={tokens} />}
      <p className="quiet">{user.state === 'exists' ? 'The registration code opens nothing at Wise and can be forgotten.' : 'The registration code lies in this vault. It is shown nowhere.'}</p>
    </Panel>
  );
}
