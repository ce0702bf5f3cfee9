import { Button, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ConsentView } from '../../../shared/model/tokens.ts';
import { useTell } from '../../api.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { EnvironmentName } from '../../components/environment-name.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Facts } from '../../components/facts.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { useSecretTell } from '../../components/use-secret-tell.ts';
import { When } from '../../components/when.tsx';
import { useNow } from '../../lib/use-now.ts';
import { clock, WAITING } from './comes-back.ts';
import { noteConsent } from './note.ts';
import { lookAtPasted } from './pasted.ts';
import { WaitingStrip } from './waiting-strip.tsx';
import styles from './tokens.module.css';

type Props = { consent: ConsentView; consents: readonly ConsentView[]; onClose(): void };

/** How long the listener still waits. */
function Listening({ until }: { until: string }) {
  const left = Date.parse(until) - useNow(1000);
  if (left <= 0) return <Notice tone="warn">Nothing listens for the answer any more. “Open again” listens anew; pasting the address works too.</Notice>;
  return (
    <Notice>
      Listening on this machine, for <span className="number">{clock(left)}</span> more.
    </Notice>
  );
}

/** The person is on Wise’s page: what is waited for, and a field for what comes back by hand. */
export function ConsentWaiting({ consent, consents, onClose }: Props) {
  const [pasted, setPasted] = useState('');
  const finish = useSecretTell('consents.finish');
  const reopen = useTell('consents.reopen');
  const cancel = useTell('consents.cancel');
  const { id, url, connectionName, environment, redirectUri, startedAt, comesBackBy, listensUntil, problem } = consent;
  const hint = lookAtPasted(pasted, consent);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!hint.canFinish || finish.isPending) return;
    await finish.tell({ consentId: id, pasted: pasted.trim() });
  };
  const error = finish.error ?? reopen.error ?? cancel.error;
  const foot = (
    <>
      {error && <ErrorBox error={error} />}
      <div className={styles.buttons}>
        <Button variant="default" loading={reopen.isPending} onClick={() => reopen.mutate({ consentId: id }, { onSuccess: noteConsent })}>
          Open again
        </Button>
        <CopyButton text={url} label="Copy address" />
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ consentId: id }, { onSuccess: onClose })}>
          Cancel
        </Button>
      </div>
      <p className="quiet">“Cancel” only stops waiting; a yes that was given on Wise’s page is not taken back by it.</p>
    </>
  );
  return (
    <Panel title="Waiting for the person’s yes" label="Waiting for consent" onClose={onClose} foot={foot}>
      <p>{WAITING[problem ? 'paste' : comesBackBy]}</p>
      {problem ? <ErrorBox error={problem} /> : listensUntil && <Listening until={listensUntil} />}
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <Textarea
          label="Address or code that came back"
          placeholder={`${redirectUri}${redirectUri.includes('?') ? '&' : '?'}code=…&state=…`}
          rows={3}
          spellCheck={false}
          autoComplete="off"
          classNames={{ input: 'mono' }}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        <p className={`quiet ${styles.hint}`} data-can={hint.kind === 'nothing' ? undefined : hint.canFinish} role="status">
          {hint.says || 'Works however the answer was to come back. A code works once, for 30 minutes.'}
        </p>
        <div>
          <Button type="submit" variant={hint.canFinish ? 'filled' : 'default'} disabled={!hint.canFinish} loading={finish.isPending}>
            Finish with this
          </Button>
        </div>
      </form>
      <Facts
        facts={[
          { label: 'Connection', value: <>{connectionName}<br /><EnvironmentName environment={environment} /></> },
          { label: 'Begun', value: <When iso={startedAt} as="ago" /> },
          { label: 'Comes back to', value: <span className={styles.wrap}>{redirectUri}</span> },
        ]}
      />
      <WaitingStrip consents={consents} openId={id} />
    </Panel>
  );
}
