import { Anchor } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { useId, useState } from 'react';
import type { Challenge, ChallengeType, OpenApproval, PhoneChallenge } from '../../../shared/model/approvals.ts';
import { MOST_WRONG_TRIES } from '../../../shared/model/approvals.ts';
import { clockText } from '../../lib/clock-text.ts';
import { until } from '../../lib/dates.ts';
import { useNow } from '../../lib/use-now.ts';
import { Notice } from '../../components/notice.tsx';
import { Pill } from '../../components/pill.tsx';
import { ProofControl } from './proof-control.tsx';
import type { Steps } from './use-steps.ts';
import { currentChallenge, isPhone, proofsTitle, triesText, WAYS, type ProofSubject } from './words.ts';
import styles from './proofs.module.css';

type Props = { item: ProofSubject; approval: OpenApproval; challenges: readonly Challenge[]; wrongTries: number; isBlocked: boolean; steps: Steps };

/** The same way again, once Wise would send another code. */
function SendAgain({ challenge, isPending, onTrigger }: { challenge: Challenge; isPending: boolean; onTrigger(way: PhoneChallenge): void }) {
  const now = useNow(1000);
  const { sent } = challenge;
  if (!sent) return null;
  const left = until(sent.againAt, now);
  if (left > 0) return <span className="number">Send again in {clockText(left)} · </span>;
  return (
    <>
      <Anchor component="button" type="button" size="sm" disabled={isPending} onClick={() => onTrigger(sent.way)}>
        Send again
      </Anchor>{' '}
      ·{' '}
    </>
  );
}

function OtherWays({ ways, onPick }: { ways: readonly ChallengeType[]; onPick(way: ChallengeType): void }) {
  if (ways.length === 0) return null;
  return (
    <p className={styles.ways}>
      Other ways:{' '}
      {ways.map((way, index) => (
        <span key={way}>
          {index > 0 && ', '}
          <Anchor component="button" type="button" size="sm" onClick={() => onPick(way)}>
            {WAYS[way].link}
          </Anchor>
        </span>
      ))}
    </p>
  );
}

function Passed({ challenge, number }: { challenge: Challenge; number: number }) {
  const way = challenge.sent?.way ?? challenge.ways[0];
  return (
    <li className={styles.proof}>
      <Pill tone="ok">
        <IconCheck size={13} aria-hidden /> {number}
      </Pill>
      <div>
        <strong>{way ? WAYS[way].name : (challenge.unknown[0] ?? 'Proof')}</strong> <span className={styles.kind}>{way && `${WAYS[way].kind} · `}accepted</span>
      </div>
    </li>
  );
}

function Later({ challenge, number }: { challenge: Challenge; number: number }) {
  const way = challenge.ways[0];
  return (
    <li className={styles.proof} data-later>
      <Pill tone="plain">{number}</Pill>
      <div>
        <strong>{way ? WAYS[way].name : (challenge.unknown[0] ?? 'Proof')}</strong> <span className={styles.kind}>{way && WAYS[way].kind}</span>
      </div>
    </li>
  );
}

function Unknown({ challenge, number }: { challenge: Challenge; number: number }) {
  return (
    <li className={styles.proof}>
      <Pill tone="warn">{number}</Pill>
      <div>
        <strong>{challenge.unknown.join(', ')}</strong> <span className={styles.kind}>not known to this version</span>
        <p>Approve it on wise.com or in Wise’s app, and look for a newer Portcullis. Nothing was sent from here.</p>
      </div>
    </li>
  );
}

function Current({ item, approval, challenge, number, steps }: Props & { challenge: Challenge; number: number }) {
  const [picked, setPicked] = useState<ChallengeType>();
  const says = useId();
  const way = picked ?? challenge.sent?.way ?? challenge.ways[0];
  if (!way) return <Unknown challenge={challenge} number={number} />;
  const trigger = (phone: PhoneChallenge) => void steps.trigger(item.key, approval.id, phone);
  const pick = (other: ChallengeType) => {
    setPicked(other);
    steps.forget();
    // Picking it is asking for it; a code that is on its way by another road stays good until then.
    if (isPhone(other) && challenge.sent?.way !== other) trigger(other);
  };
  const sent = challenge.sent?.way === way ? challenge.sent : undefined;
  return (
    <li className={styles.proof} data-current>
      <Pill tone="warn">{number}</Pill>
      <div className={styles.about} id={says}>
        <strong>{WAYS[way].name}</strong>{' '}
        <span className={styles.kind}>{sent ? `sent ${WAYS[way].came ?? ''}${sent.hint ? ` to ${sent.hint.replaceAll('*', '•')}` : ''}` : WAYS[way].kind}</span>
        <OtherWays ways={challenge.ways.filter((other) => other !== way)} onPick={pick} />
      </div>
      <div className={styles.control}>
        <ProofControl item={item} approvalId={approval.id} challenge={challenge} way={way} steps={steps} onTrigger={trigger} describedBy={says} />
      </div>
    </li>
  );
}

/** How many tries are left; the last one is said loudly. */
function Tries({ wrongTries, steps, itemKey }: { wrongTries: number; steps: Steps; itemKey: string }) {
  const isWrong = steps.failure?.key === itemKey && steps.failure.error.code === 'SCA_WRONG_PROOF';
  const left = MOST_WRONG_TRIES - wrongTries;
  if (left === 1) return <Notice tone="bad"><strong>{isWrong && 'Wise did not accept that. '}One try is left.</strong> After a fifth wrong one Wise gives no one-time tokens for 15 minutes. Look the code up again, or put it off with “Not now”.</Notice>;
  if (!isWrong) return null;
  return <Notice tone="warn">Wise did not accept that. Type it again with care{left > 1 && left < MOST_WRONG_TRIES ? `; ${left} tries are left` : ''}.</Notice>;
}

function rowOf(props: Props, challenge: Challenge, number: number, current: Challenge | undefined) {
  const key = challenge.index;
  if (challenge.passed) return <Passed key={key} challenge={challenge} number={number} />;
  if (challenge === current && !props.isBlocked) return challenge.ways.length > 0 ? <Current key={key} {...props} challenge={challenge} number={number} /> : <Unknown key={key} challenge={challenge} number={number} />;
  return <Later key={key} challenge={challenge} number={number} />;
}

/** The proofs that Wise asks for, one after the other. */
export function Proofs(props: Props) {
  const { item, approval, challenges, wrongTries, isBlocked, steps } = props;
  const current = currentChallenge(challenges);
  const shown = challenges.filter((one) => one.required || one.passed);
  const title = useId();
  const trigger = (way: PhoneChallenge) => void steps.trigger(item.key, approval.id, way);
  return (
    <section className={styles.card} aria-labelledby={title}>
      <h3 id={title}>{proofsTitle(challenges)}</h3>
      <ol className={styles.proofs}>{shown.map((challenge, index) => rowOf(props, challenge, index + 1, current))}</ol>
      {current && !isBlocked && (
        <>
          <Tries wrongTries={wrongTries} steps={steps} itemKey={item.key} />
          <p className={styles.foot}>
            <SendAgain challenge={current} isPending={steps.pending !== undefined} onTrigger={trigger} />
            {triesText(wrongTries)}
          </p>
        </>
      )}
    </section>
  );
}
