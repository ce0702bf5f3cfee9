import { Button } from '@mantine/core';
import { useState } from 'react';
import { SCA_SESSION_MINUTES, type ApprovalInbox, type ApprovalStep, type OpenApproval } from '../../../shared/model/approvals.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { call } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { useFocusAfterMenu } from '../../components/use-focus-after-menu.ts';
import { until } from '../../lib/dates.ts';
import { tell } from '../../lib/tell.ts';
import { useNow } from '../../lib/use-now.ts';
import { go } from '../../place.ts';
import { ProfileField, useProfileField } from '../prepare/profile-field.tsx';
import { isToldInPlace } from './actions.tsx';
import { Announcer } from './announcer.tsx';
import { Blocked } from './blocked.tsx';
import { Proofs } from './proofs.tsx';
import { SandboxPhone } from './sandbox-phone.tsx';
import { useFocusMovedOn } from './use-focus.ts';
import type { Steps } from './use-steps.ts';
import { countWord, currentChallenge, proofsTitle } from './words.ts';
import styles from './detail.module.css';
import proofStyles from './proofs.module.css';

type Props = { connection: ConnectionSummary; inbox: Pick<ApprovalInbox, 'wrongTries' | 'blockedUntil'>; steps: Steps };

/** The same steps, of an approval that stands in no inbox. */
function following(steps: Steps, onStep: (step: ApprovalStep) => void): Steps {
  const run: Steps['run'] = (key, during, act) =>
    steps.run(key, during, async () => {
      const step = await act();
      onStep(step);
      return step;
    });
  return { ...steps, run, prove: (key, approvalId, proof) => run(key, 'approvals.prove', () => call('approvals.prove', { approvalId, proof })) };
}

/** One proof now, and statements need none for a while: the proofs without anything to send. */
export function StartSession({ connection, inbox, steps }: Props) {
  const field = useProfileField(connection);
  const [approval, setApproval] = useState<OpenApproval>();
  const now = useNow(1000);
  const button = useFocusMovedOn<HTMLButtonElement>();
  const panel = useFocusAfterMenu('[data-primary]');
  const { profileId } = field;
  const key = `session:${profileId}`;
  const own = following(steps, ({ approval: next }) => {
    if (next?.state !== 'clear') return setApproval(next);
    tell(`Statements need no proof for ${countWord(SCA_SESSION_MINUTES)} minutes.`);
    go({ screen: 'approvals' });
  });
  const challenges = (approval?.key === key && until(approval.token?.endsAt ?? '', now) > 0 && approval.token?.challenges) || [];
  const isBlocked = inbox.blockedUntil !== undefined && until(inbox.blockedUntil, now) > 0;
  const begin = () => profileId !== undefined && void own.run(key, 'approvals.begin', () => call('approvals.startSession', { connectionId: connection.id, profileId }));
  const { failure } = steps;
  const subject = { key, connectionId: connection.id, ...(profileId !== undefined && { profileId }) };
  return (
    <div className={styles.whole} role="group" aria-label="Session for statements" ref={panel}>
      <Announcer says={challenges.length > 0 ? `${proofsTitle(challenges)}.` : ''} />
      <h2 className={styles.long}>Start a session for statements</h2>
      <p>Give one proof now, and statements need none for {countWord(SCA_SESSION_MINUTES)} minutes. Nothing else is sent, and moving money still takes its own proofs each time.</p>
      {isBlocked && inbox.blockedUntil && <Blocked until={inbox.blockedUntil} />}
      {challenges.length > 0 && approval ? (
        <div className={proofStyles.row}>
          <Proofs item={subject} approval={approval} challenges={challenges} wrongTries={inbox.wrongTries} isBlocked={isBlocked} steps={own} />
          {connection.environment === 'built-in' && !isBlocked && <SandboxPhone item={subject} approval={approval} challenge={currentChallenge(challenges)} steps={own} />}
        </div>
      ) : (
        <div className={styles.form}>
          <ProfileField {...field} />
        </div>
      )}
      <div className={styles.acts}>
        {challenges.length === 0 && (
          <Button ref={button} data-primary disabled={isBlocked || profileId === undefined} loading={steps.pending === 'approvals.begin'} onClick={begin}>
            Ask Wise for the proofs
          </Button>
        )}
        <Button variant="subtle" onClick={() => go({ screen: 'approvals' })}>
          Not now
        </Button>
      </div>
      {failure?.key === key && !isToldInPlace(failure) && <ErrorBox error={failure.error} />}
    </div>
  );
}
