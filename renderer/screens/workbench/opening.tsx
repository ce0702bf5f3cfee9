import { Button } from '@mantine/core';
import { Card } from '../../components/card.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Headline } from '../playground/headline.tsx';
import { OpenSteps } from './open-steps.tsx';
import { innerToken, toneOf, type Opened, type Tone } from './titles.ts';
import styles from './workbench.module.css';

const TONES = { ok: 'ok', bad: 'bad', read: 'plain' } as const satisfies Record<Tone, string>;

function Teaching() {
  return (
    <Card title="What it does">
      <ul className={styles.teaching}>
        <li>A signed message (JWS) is decoded at once; choose a key to see whether its signature holds.</li>
        <li>An encrypted one (JWE) shows its header; choose its key to read the rest.</li>
        <li>What must not be believed is refused by name: no signature at all, an algorithm that was swapped, unknown critical extensions, doubled members, compression, too much of it.</li>
      </ul>
    </Card>
  );
}

type Props = { opened: Opened | undefined; isWaiting: boolean; onInner(token: string): void };

/** What came of a message: the verdict, then each step with what it showed. */
export function Opening({ opened, isWaiting, onInner }: Props) {
  if (!opened) return isWaiting ? <Loading /> : <Teaching />;
  const inner = innerToken(opened.run);
  const error = opened.run.steps.find((step) => step.error)?.error;
  const shows = opened.run.steps.some((step) => step.facts.length + step.blocks.length > 0);
  return (
    <>
      {error ? <ErrorBox error={error} /> : <Headline tone={TONES[toneOf(opened)]} says={opened.run.says} />}
      {inner && (
        <div className={styles.inner}>
          <span>A signed message was inside.</span>
          <Button size="compact-sm" variant="default" onClick={() => onInner(inner)}>
            Open the signed message
          </Button>
        </div>
      )}
      {shows && <OpenSteps run={opened.run} />}
    </>
  );
}
