import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import type { Environment } from '../../../shared/model/environments.ts';
import type { Migration } from '../../../shared/model/migrations.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { EnvironmentChoice } from '../../components/environment-choice.tsx';
import { EnvironmentName } from '../../components/environment-name.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import forms from '../../components/forms.module.css';
import { GuidedTask } from '../../components/guided-task.tsx';
import { Notice } from '../../components/notice.tsx';
import { ownName } from '../../lib/environments.ts';
import { go } from '../../place.ts';
import { note } from './act.ts';
import { GiveUp } from './give-up.tsx';
import { legChoices, undoneBy } from './legs.ts';
import { taskSteps } from './steps.tsx';
import styles from './migration.module.css';

type ChoicesProps = { label: string; connections: readonly ConnectionSummary[]; value: string | undefined; onPick(id: string): void };

function Choices({ label, connections, value, onPick }: ChoicesProps) {
  return (
    <Radio.Group value={value ?? ''} onChange={onPick} aria-label={label}>
      <div className={styles.choices}>
        {connections.map((one) => (
          <EnvironmentChoice key={one.id} dense value={one.id} environment={one.environment}>
            <span className={styles.leg}>
              <EnvironmentName environment={one.environment} />
              <span className="cut">{ownName(one)}</span>
            </span>
          </EnvironmentChoice>
        ))}
      </div>
    </Radio.Group>
  );
}

type Props = { migration: Migration; connections: readonly ConnectionSummary[]; home: Environment | undefined; onPicked(): void };

/** Which connection the steps are tried on first, and which is the one that counts. */
export function PickLegs({ migration, connections, home, onPicked }: Props) {
  const change = useTell('migrations.change');
  const [realId, setRealId] = useState(migration.real?.connectionId);
  const [picked, setRehearsalId] = useState(migration.rehearsal?.connectionId);
  const choices = legChoices(connections, home, realId);
  const rehearsalId = choices.rehearsal.some(({ id }) => id === picked) ? picked : undefined;
  const undone = undoneBy(migration, rehearsalId, realId);
  const onSuccess = (next: Migration) => {
    note(next);
    onPicked();
  };
  const save = () => rehearsalId && realId && change.mutate({ id: migration.id, rehearsalId, realId }, { onSuccess });
  return (
    <GuidedTask inside dense steps={taskSteps(migration)} now={-1} title={`Where “${migration.tokenLabel}” moves to OAuth`} lead="Wise’s own order: everything is tried where nothing can go wrong, then done again where it counts.">
      <div className={styles.content}>
        <section className={styles.part} aria-label="Rehearsal">
          <h2>First, where there is no real money</h2>
          {choices.rehearsal.length === 0 ? (
            <Notice tone="warn">
              <p>There is no other connection to rehearse on. Add the Wise sandbox, or the built-in one; then come back here.</p>
              <Button size="xs" variant="default" mt={10} onClick={() => go({ screen: 'connect' })}>
                Add a connection
              </Button>
            </Notice>
          ) : (
            <Choices label="Rehearsal" connections={choices.rehearsal} value={rehearsalId} onPick={setRehearsalId} />
          )}
        </section>
        <section className={styles.part} aria-label="Real connection">
          <h2>Then, where the personal token works</h2>
          <Choices label="Real connection" connections={choices.real} value={realId} onPick={setRealId} />
        </section>
        {undone > 0 && <Notice tone="warn">What was done on another connection proves nothing about this one: {undone === 1 ? 'one step begins' : `${undone} steps begin`} anew.</Notice>}
        {change.error && <ErrorBox error={change.error} />}
        <div className={forms.buttons}>
          <Button data-autofocus disabled={!rehearsalId || !realId} loading={change.isPending} onClick={save}>
            {migration.done.length === 0 ? 'Begin with the first step' : 'Go on with these'}
          </Button>
          <Button variant="default" onClick={() => go({ screen: 'migration' })}>
            All migrations
          </Button>
          <GiveUp migration={migration} />
        </div>
        <p className="quiet">Nothing changes for the personal token until you delete it yourself, at the very end.</p>
      </div>
    </GuidedTask>
  );
}
