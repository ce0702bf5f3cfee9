import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs';
import IconMinus from '@tabler/icons-react/dist/esm/icons/IconMinus.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { Run, Step } from '../../shared/model/views.ts';
import { BlockView } from './block-view.tsx';
import { ErrorBox } from './error-box.tsx';
import { Facts } from './facts.tsx';
import styles from './run-view.module.css';

const MARKS = { ok: [IconCheck, 'done'], failed: [IconX, 'failed'], skipped: [IconMinus, 'not reached'] } as const;

/** What stands beside a step's title. A failed step's message is in the box below it already. */
function aside(step: Step): string {
  if (step.state === 'skipped') return 'not reached';
  return step.says === step.error?.message ? '' : step.says;
}

function Summary({ step, opens }: { step: Step; opens: boolean }) {
  const [MarkIcon, word] = MARKS[step.state];
  return (
    <>
      <span className={styles.mark} data-state={step.state}>
        <MarkIcon size={13} stroke={2.6} role="img" aria-label={word} />
      </span>
      <span>
        <span className={styles.title}>{step.title}</span> <span className={styles.says}>{aside(step)}</span>
      </span>
      <span className={styles.ms}>{step.state !== 'skipped' && step.ms >= 1 && `${Math.round(step.ms)} ms`}</span>
      {opens && <IconChevronRight size={16} className={styles.chevron} aria-hidden />}
    </>
  );
}

function StepView({ step }: { step: Step }) {
  const opens = step.facts.length + step.blocks.length > 0;
  return (
    <li className={styles.step}>
      {opens ? (
        <details open={step.state === 'failed'}>
          <summary className={styles.summary}>
            <Summary step={step} opens />
          </summary>
          <div className={styles.inside}>
            {step.error && <ErrorBox error={step.error} />}
            {step.facts.length > 0 && <Facts facts={step.facts} />}
            {step.blocks.map((block) => (
              <BlockView key={block.label} block={block} />
            ))}
          </div>
        </details>
      ) : (
        <div className={styles.summary}>
          <Summary step={step} opens={false} />
        </div>
      )}
      {!opens && step.error && (
        <div className={styles.error}>
          <ErrorBox error={step.error} />
        </div>
      )}
    </li>
  );
}

/** The steps of an upload or a playground call, one under the other. The one that failed is open, with what to do. */
export function RunView({ run }: { run: Run }) {
  return (
    <ol className={styles.steps} aria-label="Steps">
      {run.steps.map((step) => (
        <StepView key={`${step.id} ${step.title}`} step={step} />
      ))}
    </ol>
  );
}
