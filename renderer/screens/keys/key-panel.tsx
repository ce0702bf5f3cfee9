import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ConnectionSummary, KeySummary, Rotation } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { History } from '../../components/history.tsx';
import actions from '../../components/panel-actions.module.css';
import { Panel } from '../../components/panel.tsx';
import { RunView } from '../../components/run-view.tsx';
import { shortId } from '../../lib/ids.ts';
import { go } from '../../place.ts';
import { useStart } from '../rotation/act.ts';
import { rotationOf, rotationTargets } from '../rotation/standing.ts';
import { CopyMenu } from './copy-menu.tsx';
import { KEY_EVENTS } from './events.ts';
import { KeyFacts } from './key-facts.tsx';
import { KeyNotice } from './key-notice.tsx';
import { KeyMenu } from './key-menu.tsx';
import { nextStep, type NextStep } from './next-step.ts';
import { Retire } from './retire.tsx';

type Props = { keySummary: KeySummary; keys: readonly KeySummary[]; rotations: readonly Rotation[]; connection: ConnectionSummary; onClose(): void };

/** One key: the next step as the one primary button, what it is, and what happened to it. */
export function KeyPanel({ keySummary: key, keys, rotations, connection, onClose }: Props) {
  const upload = useTell('keys.upload');
  const start = useStart();
  const [retiring, setRetiring] = useState(false);
  const primary = useRef<HTMLButtonElement>(null);
  const buttons = useRef<HTMLDivElement>(null);
  const next = nextStep(key, connection, rotations);
  const rotation = rotationOf(key.id, rotations);
  const isProduction = connection.environment === 'production';
  const rotate = () => start.mutate(rotationTargets(key));
  const steps: Record<Exclude<NextStep, 'none'>, { name: string; run(): void }> = {
    upload: { name: isProduction ? 'Upload to production' : 'Upload to Wise', run: () => upload.mutate({ keyId: key.id, connectionId: connection.id }) },
    try: { name: 'Try it', run: () => go({ screen: 'playground', method: key.use === 'signing' ? 'jws' : 'jwe', keyId: key.id, runNow: true }) },
    rotate: { name: 'Rotate', run: rotate },
    'go-on': { name: 'Go on rotating', run: () => go({ screen: 'rotation', ...(rotation && { id: rotation.id }) }) },
    successor: { name: 'Make another', run: () => go({ screen: 'keys', making: true, likeKeyId: key.id }) },
  };
  const step = next === 'none' ? undefined : steps[next];
  const error = upload.error ?? start.error;
  // While it runs the button is disabled and the browser drops its focus; give it back for the step after.
  useEffect(() => {
    if (upload.isSuccess || upload.isError) primary.current?.focus();
  }, [upload.isSuccess, upload.isError]);
  // The button that had the focus is gone; without it Escape would no longer reach the panel.
  const endRetiring = () => {
    setRetiring(false);
    buttons.current?.querySelector('button')?.focus();
  };
  const title = (
    <span title={`${key.id} ${key.label}`}>
      {shortId(key.id)} <span style={{ fontWeight: 500 }}>{key.label}</span>
    </span>
  );
  return (
    <Panel title={title} label={`Key ${shortId(key.id)}`} onClose={onClose}>
      <div className={actions.row} ref={buttons}>
        {step && (
          <Button ref={primary} className={actions.primary ?? ''} onClick={step.run} loading={upload.isPending || start.isPending} color={next === 'upload' && isProduction ? 'red' : 'cyan'}>
            {step.name}
          </Button>
        )}
        {((key.state === 'expiring' && next === 'rotate') || (key.state === 'active' && next === 'go-on')) && (
          <Button variant="default" onClick={steps.try.run}>
            Try it
          </Button>
        )}
        <CopyMenu keyId={key.id} />
        <KeyMenu keySummary={key} canRotate={next !== 'rotate' && next !== 'go-on' && rotationTargets(key).length > 0} onRotate={rotate} onRetire={() => setRetiring(true)} />
      </div>
      {error && <ErrorBox error={error} />}
      {retiring && <Retire keySummary={key} keys={keys} onDone={endRetiring} />}
      {upload.data ? (
        <section aria-label="Upload" aria-live="polite">
          <h2 style={{ marginBottom: 8 }}>{upload.data.says}</h2>
          <RunView run={upload.data} />
        </section>
      ) : (
        !retiring && <KeyNotice keySummary={key} next={next} connection={connection} />
      )}
      <KeyFacts keySummary={key} />
      <History events={key.history} names={KEY_EVENTS} />
      <p className="quiet">Cannot be done by API: listing and revoking keys. This list is the only one; to have a key revoked, ask Wise with its key id.</p>
    </Panel>
  );
}
