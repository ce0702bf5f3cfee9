import type { Run, Step } from '../../../shared/model/views.ts';
import { BlockView } from '../../components/block-view.tsx';
import { Facts } from '../../components/facts.tsx';
import { Pill, type Tone } from '../../components/pill.tsx';
import styles from './workbench.module.css';

const MARKS: Record<Step['state'], { tone: Tone; word: string }> = { ok: { tone: 'ok', word: 'done' }, failed: { tone: 'bad', word: 'refused' }, skipped: { tone: 'plain', word: 'not reached' } };
/** Decoding proves nothing, so it is not green. */
const DONE: Partial<Record<Step['id'], { tone: Tone; word: string }>> = { decode: { tone: 'plain', word: 'decoded' }, verify: { tone: 'ok', word: 'verified' }, decrypt: { tone: 'ok', word: 'decrypted' } };

function OpenStep({ step }: { step: Step }) {
  const { tone, word } = (step.state === 'ok' && DONE[step.id]) || MARKS[step.state];
  return (
    <li className={styles.step}>
      <div className={styles.stepHead}>
        <h3>{step.title}</h3>
        <Pill tone={tone}>{word}</Pill>
      </div>
      {step.says && step.says !== step.error?.message && <p className="dim">{step.says}</p>}
      {step.facts.length > 0 && <Facts facts={step.facts} />}
      {step.blocks.map((block) => (
        <BlockView key={block.label} block={block} />
      ))}
    </li>
  );
}

/** Few steps, all open: a pasted message is decoded to be read, not to be clicked through. The error of the one that failed stands above them. */
export function OpenSteps({ run }: { run: Run }) {
  return (
    <ol className={styles.steps} aria-label="Steps">
      {run.steps.map((step) => (
        // A nested message is decoded twice, so the kind of step alone is not enough.
        <OpenStep key={`${step.id} ${step.title} ${step.says}`} step={step} />
      ))}
    </ol>
  );
}
