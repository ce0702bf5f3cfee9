import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Migration, MigrationStep } from '../../../shared/model/migrations.ts';
import type { TokenSummary } from '../../../shared/model/tokens.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import forms from '../../components/forms.module.css';
import { GuidedTask } from '../../components/guided-task.tsx';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';
import { vars } from '../../lib/vars.ts';
import { go } from '../../place.ts';
import { LastRun } from '../rotation/last-run.tsx';
import { open, useCheck } from './act.ts';
import { GiveUp } from './give-up.tsx';
import { PickLegs } from './pick-legs.tsx';
import { LegName, stepIndex, taskSteps } from './steps.tsx';
import { ToDelete } from './to-delete.tsx';
import { apiTokensPage, whereOf } from './where.ts';
import { isRehearsed, legOf, migrationTitle, TASK_WORDS, taskOf } from './words.ts';
import styles from './migration.module.css';

type Props = { migration: Migration; connections: readonly ConnectionSummary[]; tokens: readonly TokenSummary[] };
type StepProps = Props & { step: MigrationStep; connection: ConnectionSummary; personal: TokenSummary | undefined; onPick(): void };

/** One step: what it is and why, where it is done, and the look whether it is. */
function Step({ migration, step, connection, tokens, personal, onPick }: StepProps) {
  const check = useCheck();
  const primary = useRef<HTMLButtonElement>(null);
  const words = TASK_WORDS[taskOf(step)];
  const where = whereOf(step, { connection, tokens, personal });
  const run = check.data?.run;
  // While it runs the button is disabled and the browser drops its focus; give it back for the step after.
  useEffect(() => {
    if (!check.isPending && !check.isIdle) primary.current?.focus();
  }, [check.isPending, check.isIdle]);
  const isFirst = !where.isMissing;
  return (
    <GuidedTask inside dense steps={taskSteps(migration)} now={stepIndex(migration)} title={migrationTitle(migration)} lead={`From the personal token “${migration.tokenLabel}” to OAuth with mTLS, in Wise’s own order.`}>
      <div className={styles.content}>
        <section className={styles.card} style={vars({ '--edge': ENVIRONMENT_LOOKS[connection.environment].edge })} aria-label={words.name}>
          <LegName title={isRehearsed(step) ? 'Rehearsal on' : 'On'} leg={legOf(migration, step)} />
          <h2>{words.name}</h2>
          <p>{words.what}</p>
          <p className="dim">{words.why}</p>
        </section>
        {step === 'delete' && <ToDelete migration={migration} page={apiTokensPage(connection)} />}
        {check.error && <ErrorBox error={check.error} />}
        <p>{where.says}</p>
        <div className={forms.buttons}>
          {where.isMissing && (
            <Button data-autofocus onClick={() => void open(where.place, connection.id)}>
              {where.label}
            </Button>
          )}
          <Button ref={primary} {...(isFirst && { 'data-autofocus': true })} variant={isFirst ? 'filled' : 'default'} loading={check.isPending} onClick={() => check.mutate({ id: migration.id, step })}>
            {run && !run.ok ? 'Check again' : 'Check now'}
          </Button>
          {!where.isMissing && (
            <Button variant="default" onClick={() => void open(where.place, connection.id)}>
              {where.label}
            </Button>
          )}
        </div>
        <p className="quiet">{words.check}</p>
        {run && !check.isPending && <LastRun key={run.id} run={run} />}
        <div className={forms.buttons}>
          <Button variant="default" size="xs" onClick={onPick}>
            Change connections
          </Button>
          <Button variant="default" size="xs" onClick={() => go({ screen: 'migration' })}>
            All migrations
          </Button>
          <GiveUp migration={migration} />
        </div>
        <p className="quiet">You can leave at any step and go on from Tokens.</p>
      </div>
    </GuidedTask>
  );
}

/** A migration under way. Before anything is done, the connections are picked. */
export function OneMigration({ migration, connections, tokens }: Props) {
  const [isPicking, setPicking] = useState(migration.done.length === 0);
  const { step } = migration;
  const personal = tokens.find((one) => one.id === migration.tokenId);
  const leg = step && legOf(migration, step);
  const connection = connections.find((one) => one.id === leg?.connectionId);
  if (isPicking || !step || !connection || !migration.rehearsal || !migration.real) return <PickLegs migration={migration} connections={connections} home={personal?.environment} onPicked={() => setPicking(false)} />;
  return <Step migration={migration} step={step} connection={connection} connections={connections} tokens={tokens} personal={personal} onPick={() => setPicking(true)} />;
}
