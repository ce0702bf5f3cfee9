import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk, useTell, type ApiError } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { History } from '../../components/history.tsx';
import { Notice } from '../../components/notice.tsx';
import actions from '../../components/panel-actions.module.css';
import { Panel } from '../../components/panel.tsx';
import { RunView } from '../../components/run-view.tsx';
import { go } from '../../place.ts';
import { Abilities } from './abilities.tsx';
import { CopyToken } from './copy-token.tsx';
import { Decide, type Decision } from './decide.tsx';
import { EditForm } from './edit-form.tsx';
import { KIND_NAMES, TOKEN_EVENTS } from './looks.ts';
import { TokenMenu } from './token-menu.tsx';
import { nextStep, type NextStep } from './next-step.ts';
import { Profiles } from './profiles.tsx';
import { TokenFacts } from './token-facts.tsx';
import { TokenNotice } from './token-notice.tsx';
import { whatItIs } from './words.ts';
import styles from './tokens.module.css';

type Props = { token: TokenSummary; tokens: readonly TokenSummary[]; connection: ConnectionSummary; onClose(): void };

type Doing = { what: 'nothing' | 'edit' } | { what: 'decide'; decision: Decision };
const NOTHING: Doing = { what: 'nothing' };

/** One token: the next step as the one primary button, what it is and can do, and what happened to it. The token itself is never shown. */
export function TokenPanel({ token, tokens, connection, onClose }: Props) {
  const history = useAsk('tokens.history', { tokenId: token.id });
  const test = useTell('tokens.test');
  const refresh = useTell('tokens.refresh');
  const [doing, setDoing] = useState<Doing>(NOTHING);
  const [copyError, setCopyError] = useState<ApiError>();
  const buttons = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const { id, label, kind, state, canRefresh } = token;
  const next = nextStep(token);
  const runTest = () => {
    refresh.reset();
    test.mutate({ tokenId: id });
  };
  const runRefresh = () => {
    test.reset();
    refresh.mutate({ tokenIds: [id] });
  };
  const steps: Record<Exclude<NextStep, 'none'>, { name: string; run(): void }> = {
    consent: { name: 'Ask for consent anew', run: () => go({ screen: 'tokens', consenting: true, tokenId: id }) },
    refresh: { name: 'Refresh now', run: runRefresh },
    replace: { name: 'Add a new one', run: () => go({ screen: 'tokens', adding: true, connectionId: token.connectionId }) },
    test: { name: 'Test', run: runTest },
  };
  const step = next === 'none' ? undefined : steps[next];
  const isBusy = test.isPending || refresh.isPending;
  const isOver = test.isSuccess || test.isError || refresh.isSuccess || refresh.isError;
  // While it runs the button is disabled and the browser drops its focus; give it back.
  useEffect(() => {
    if (isOver && document.activeElement === document.body) first.current?.focus();
  }, [isOver]);
  // The button that had the focus is gone; without it Escape would no longer reach the panel.
  const endDoing = () => {
    setDoing(NOTHING);
    buttons.current?.querySelector('button')?.focus();
  };
  const refreshError = refresh.error ?? refresh.data?.[0]?.error;
  const error = test.error ?? refreshError ?? copyError;
  const inUse = tokens.find((one) => one.id === connection.userTokenId);
  return (
    <Panel title={<span title={label}>{label || KIND_NAMES[kind]}</span>} label={`Token ${label}`} onClose={onClose}>
      <div className={actions.row} ref={buttons}>
        {step && (
          <Button ref={first} className={actions.primary ?? ''} loading={isBusy} onClick={step.run}>
            {step.name}
          </Button>
        )}
        {canRefresh && state === 'uncertain' && (
          <Button variant="default" loading={refresh.isPending} onClick={runRefresh}>
            Refresh now
          </Button>
        )}
        {step && next !== 'test' && state !== 'ended' && state !== 'uncertain' && (
          <Button variant="default" loading={test.isPending} onClick={runTest}>
            Test
          </Button>
        )}
        {token.tail && state !== 'uncertain' && <CopyToken token={token} onFailed={setCopyError} />}
        <TokenMenu token={token} onDecide={(decision) => setDoing({ what: 'decide', decision })} onEdit={() => setDoing({ what: 'edit' })} onRefresh={runRefresh} />
        {kind === 'personal' && (
          <Button variant="default" className={actions.primary ?? ''} onClick={() => go({ screen: 'migration', tokenId: id })}>
            Move to OAuth with mTLS
          </Button>
        )}
      </div>
      {doing.what === 'decide' && <Decide decision={doing.decision} token={token} inUse={inUse} connection={connection} onForgotten={onClose} onDone={endDoing} />}
      {doing.what === 'edit' && <EditForm token={token} onDone={endDoing} />}
      {error && <ErrorBox error={error} />}
      {test.data ? (
        <section aria-label="Test" aria-live="polite">
          <h2 className={styles.title}>{test.data.says}</h2>
          <RunView run={test.data} />
        </section>
      ) : (
        <div aria-live="polite" className={styles.form}>
          {refresh.isSuccess && !refreshError ? <Notice tone="ok">Refreshed. The access part before it has ended; whoever else held it has to stop.</Notice> : !error && <TokenNotice token={token} />}
        </div>
      )}
      <p>{whatItIs(token)}</p>
      <TokenFacts token={token} />
      {token.profiles.length > 0 && (
        <section aria-label="Profiles that it sees">
          <h2 className={styles.title}>{token.profiles.length === 1 ? 'It sees one profile' : `It sees ${token.profiles.length} profiles`}</h2>
          <Profiles profiles={token.profiles} pickedId={token.profileId} />
        </section>
      )}
      <Abilities token={token} />
      {history.data && <History events={history.data} names={TOKEN_EVENTS} />}
    </Panel>
  );
}
