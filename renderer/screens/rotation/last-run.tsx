import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import type { Run } from '../../../shared/model/views.ts';
import { Notice } from '../../components/notice.tsx';
import { RunView } from '../../components/run-view.tsx';
import styles from './rotation.module.css';

/** What went wrong, and what to do, stands in the step that failed. */
function headline(run: Run): string {
  const failed = run.steps.find((step) => step.state === 'failed');
  return failed ? `It stopped at “${failed.title}”.` : run.says;
}

/** How the calls of the step just done went: one sentence, and each call a click away; open when it failed. */
export function LastRun({ run }: { run: Run }) {
  const Icon = run.ok ? IconCircleCheck : IconAlertTriangle;
  return (
    <section aria-label="The call just made" aria-live="polite" className={styles.part}>
      <Notice tone={run.ok ? 'ok' : 'bad'}>
        <span className={styles.headline}>
          <Icon size={18} aria-hidden /> {headline(run)}
        </span>
      </Notice>
      <details className={styles.run} open={!run.ok}>
        <summary>What was sent and what came back</summary>
        <RunView run={run} />
      </details>
    </section>
  );
}
