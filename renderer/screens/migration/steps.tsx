import { MIGRATION_STEPS, type Migration, type MigrationStep } from '../../../shared/model/migrations.ts';
import { EnvironmentName } from '../../components/environment-name.tsx';
import type { TaskStep } from '../../components/guided-task.tsx';
import { ownName } from '../../lib/environments.ts';
import { TASK_WORDS, taskOf, type Leg } from './words.ts';
import styles from './migration.module.css';

/** A leg by its environment’s icon, word and colour, and its connection’s name. */
export function LegName({ title, leg }: { title?: string; leg: Leg | undefined }) {
  return (
    <span className={styles.leg}>
      {title && <span className="dim">{title}</span>}
      {leg ? (
        <>
          <EnvironmentName environment={leg.environment} />
          {ownName(leg) && (
            <span className="cut" title={leg.name}>
              {leg.name}
            </span>
          )}
        </>
      ) : (
        <span className="dim">not picked yet</span>
      )}
    </span>
  );
}

const firstOf = ({ rehearsal, real }: Migration): Partial<Record<MigrationStep, TaskStep['part']>> => ({
  'rehearse-credentials': <LegName title="First" leg={rehearsal} />,
  credentials: <LegName title="Then" leg={real} />,
  prove: <span className="dim">At the end</span>,
});

/** The twelve steps for the left side; one that is done says what it came to. */
export function taskSteps(migration: Migration): TaskStep[] {
  const parts = firstOf(migration);
  return MIGRATION_STEPS.map((step) => {
    const { name, hint } = TASK_WORDS[taskOf(step)];
    const part = parts[step];
    return { id: step, name, hint: migration.done.find((one) => one.step === step)?.says ?? hint, ...(part && { part }) };
  });
}

/** How many steps are behind: they are done in order, unless a leg was changed. */
export function stepIndex({ step }: Pick<Migration, 'step'>): number {
  return step ? MIGRATION_STEPS.indexOf(step) : MIGRATION_STEPS.length;
}
