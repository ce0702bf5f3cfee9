import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { useEffect, useRef, type ReactNode } from 'react';
import { Logo } from './logo.tsx';
import styles from './guided-task.module.css';

export type TaskStep = {
  /** Where two steps have the same name. */
  id?: string;
  name: string;
  hint: string;
  /** Stands above the step, where a part of the task begins. */
  part?: ReactNode;
};

type Props = {
  steps: readonly TaskStep[];
  /** Index of the step that is open. */
  now: number;
  title: string;
  lead: ReactNode;
  children: ReactNode;
  /** The task has ended: steps from `now` on were not taken. */
  over?: boolean;
  /** Inside the frame, which has the brand and the landmark already. */
  inside?: boolean;
  /** Many steps: only the one that is open says more than its name. */
  dense?: boolean;
};

function stateOf(index: number, now: number, over: boolean): 'done' | 'now' | 'later' {
  if (index < now) return 'done';
  return index === now && !over ? 'now' : 'later';
}

/** The step's title. Each step takes the focus: its first field, or the title itself. */
function StepTitle({ title }: { title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const field = heading.current?.closest('main')?.querySelector<HTMLElement>('[data-autofocus]');
    (field ?? heading.current)?.focus();
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
    </h1>
  );
}

/** One of the two shapes: numbered steps down the left, one decision at a time. */
export function GuidedTask({ steps, now, title, lead, children, over = false, inside = false, dense = false }: Props) {
  const Main = inside ? 'div' : 'main';
  return (
    <div className={styles.page} data-inside={inside || undefined} data-dense={dense || undefined}>
      <aside className={styles.side} aria-label="Steps">
        {!inside && (
          <div className={styles.brand}>
            <Logo /> Portcullis
          </div>
        )}
        <ol className={styles.steps}>
          {steps.map((step, index) => (
            <li key={step.id ?? step.name} className={styles.step} data-state={stateOf(index, now, over)} aria-current={index === now && !over ? 'step' : undefined}>
              {step.part && <div className={styles.part}>{step.part}</div>}
              <span className={styles.mark}>{index < now ? <IconCheck size={14} stroke={2.5} role="img" aria-label="done" /> : index + 1}</span>
              <span>
                <span className={styles.name}>{step.name}</span>
                <br />
                <span className={styles.hint}>{step.hint}</span>
              </span>
            </li>
          ))}
        </ol>
      </aside>
      <Main className={styles.main}>
        <div className={styles.content}>
          <StepTitle key={now} title={title} />
          <p className={styles.lead}>{lead}</p>
          {children}
        </div>
      </Main>
    </div>
  );
}
