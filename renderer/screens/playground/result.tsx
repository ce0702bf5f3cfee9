import { useEffect, useRef } from 'react';
import type { Run } from '../../../shared/model/views.ts';
import { RunView } from '../../components/run-view.tsx';
import { When } from '../../components/when.tsx';
import { isCancelled } from './call-title.ts';
import { Headline } from './headline.tsx';
import styles from './playground.module.css';

function toneOf(run: Run): 'ok' | 'plain' | 'bad' {
  if (run.ok) return 'ok';
  return isCancelled(run) ? 'plain' : 'bad';
}

/** How a call went: one sentence, then its steps, each a click away from what was sent and what came back. */
export function Result({ run }: { run: Run }) {
  const proof = run.steps.findLast((step) => step.id === 'verify' || step.id === 'decrypt')?.says;
  const failed = run.steps.find((step) => step.state === 'failed');
  const section = useRef<HTMLElement>(null);
  const headline = useRef<HTMLDivElement>(null);
  useEffect(() => {
    headline.current?.focus({ preventScroll: true });
    // What to do about a failure must not stay below the edge.
    section.current?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section ref={section} aria-label="Result" className={styles.result}>
      <Headline ref={headline} tone={toneOf(run)} says={run.says}>
        {run.ok ? proof : failed && `It stopped at “${failed.title}”.`} <When iso={run.at} as="happened" />
      </Headline>
      <RunView run={run} />
    </section>
  );
}
