import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import { useEffect, useRef } from 'react';
import type { Run } from '../../../shared/model/views.ts';
import { RunView } from '../../components/run-view.tsx';
import { When } from '../../components/when.tsx';
import styles from './playground.module.css';

/** Stopped by the person, which is no fault. */
export function isCancelled(run: Run): boolean {
  return run.steps.some((step) => step.error?.code === 'CANCELLED');
}

function toneOf(run: Run): 'ok' | 'plain' | 'bad' {
  if (run.ok) return 'ok';
  return isCancelled(run) ? 'plain' : 'bad';
}

/** How a call went: one sentence, then its steps, each a click away from what was sent and what came back. */
export function Result({ run }: { run: Run }) {
  const verified = run.steps.find((step) => step.id === 'verify')?.says;
  const failed = run.steps.find((step) => step.state === 'failed');
  const section = useRef<HTMLElement>(null);
  const headline = useRef<HTMLDivElement>(null);
  useEffect(() => {
    headline.current?.focus({ preventScroll: true });
    // What to do about a failure must not stay below the edge.
    section.current?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' });
  }, []);
  const Icon = run.ok ? IconShieldCheck : IconAlertTriangle;
  return (
    <section ref={section} aria-label="Result" style={{ display: 'grid', gap: 12 }}>
      <div className={styles.headline} data-tone={toneOf(run)} ref={headline} tabIndex={-1} role="status">
        <Icon size={20} aria-hidden />
        <div>
          {run.says}{' '}
          <span>
            {run.ok ? verified : failed && `It stopped at “${failed.title}”.`} <When iso={run.at} as="happened" />
          </span>
        </div>
      </div>
      <RunView run={run} />
    </section>
  );
}
