import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ApprovalInbox, ApprovalItem, OpenApproval } from '../../../shared/model/approvals.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { call } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Notice } from '../../components/notice.tsx';
import { until } from '../../lib/dates.ts';
import { useNow } from '../../lib/use-now.ts';
import { Blocked } from './blocked.tsx';
import { Proofs } from './proofs.tsx';
import { SandboxPhone } from './sandbox-phone.tsx';
import { SecondApprover } from './second-approver.tsx';
import { Unclear } from './unclear.tsx';
import { useFocusMovedOn } from './use-focus.ts';
import { usePrimary } from './use-primary.ts';
import type { Steps } from './use-steps.ts';
import { approveLabel, currentChallenge, sendLabel } from './words.ts';
import styles from './detail.module.css';
import proofStyles from './proofs.module.css';

type Props = { item: ApprovalItem; inbox: Pick<ApprovalInbox, 'wrongTries' | 'blockedUntil' | 'fourEyes' | 'sessionEndsAt'>; connection: ConnectionSummary; steps: Steps };

/** Two answers to one question, neither of them the obvious one. */
function ThreeDs({ item, steps, isBlocked }: Props & { isBlocked: boolean }) {
  const button = useFocusMovedOn<HTMLButtonElement>();
  const variant = usePrimary();
  const isBusy = steps.pending !== undefined;
  return (
    <div className={styles.acts}>
      <Button ref={button} data-primary variant={variant} disabled={isBlocked || isBusy} onClick={() => void steps.begin(item, { decision: 'APPROVED' })}>
        Approve the card payment
      </Button>
      <Button color="red" variant="outline" disabled={isBlocked || isBusy} onClick={() => void steps.begin(item, { decision: 'REJECTED' })}>
        Reject it
      </Button>
      <span className="quiet">Reject it unless the holder of the card says that they are paying this now.</span>
    </div>
  );
}

const ONCE = 'It is sent once. If the answer is lost, we ask Wise before offering it again.';

/** Nothing was sent yet: the one button that begins it. */
function Begin({ item, inbox, steps, isBlocked, says }: Props & { isBlocked: boolean; says?: ReactNode }) {
  const button = useFocusMovedOn<HTMLButtonElement>(steps.pending === undefined);
  const variant = usePrimary();
  const mustHandOver = inbox.fourEyes && item.approval === undefined;
  return (
    <>
      {says}
      <div className={styles.acts}>
        {mustHandOver ? (
          <Button ref={button} data-primary variant={variant} loading={steps.pending === 'approvals.handOver'} onClick={() => void steps.handOver(item)}>
            Prepare for a second person
          </Button>
        ) : (
          <Button ref={button} data-primary variant={variant} disabled={isBlocked} loading={steps.pending === 'approvals.begin'} onClick={() => void steps.begin(item)}>
            {approveLabel(item)}
          </Button>
        )}
        <span className="quiet">{mustHandOver ? 'This connection is under four eyes: you prepare it, another person approves it. Nothing is sent yet.' : ONCE}</span>
      </div>
    </>
  );
}

/** Proofs and the button that they open. */
function Asking(props: Props & { approval: OpenApproval; isBlocked: boolean }) {
  const { item, approval, inbox, connection, steps, isBlocked } = props;
  const challenges = approval.token?.challenges ?? [];
  const isClear = approval.state === 'clear';
  const isSending = approval.state === 'sending' || steps.pending === 'approvals.send';
  const button = useFocusMovedOn<HTMLButtonElement>(isClear && !isSending);
  const variant = usePrimary();
  const send = () => void steps.run(item.key, 'approvals.send', () => call('approvals.send', { approvalId: approval.id }));
  return (
    <>
      {challenges.length > 0 && (
        <div className={proofStyles.row}>
          <Proofs item={item} approval={approval} challenges={challenges} wrongTries={inbox.wrongTries} isBlocked={isBlocked} steps={steps} />
          {connection.environment === 'built-in' && !isBlocked && <SandboxPhone item={item} approval={approval} challenge={currentChallenge(challenges)} steps={steps} />}
        </div>
      )}
      {approval.signsToken && <Notice>The old way of personal tokens: no proofs. The one-time token is signed with the RSA key of this connection. Wise says that this ended in the UK and EEA; its answer decides.</Notice>}
      <div className={styles.acts}>
        <Button ref={button} data-primary variant={variant} disabled={!isClear} loading={isSending} onClick={send}>
          {sendLabel(item)}
        </Button>
        {approval.state !== 'sending' && (
          <Button variant="subtle" disabled={steps.pending !== undefined} onClick={() => void steps.putOff(item.key, approval.id)}>
            Not now
          </Button>
        )}
        <span className="quiet">{ONCE}</span>
      </div>
    </>
  );
}

function Ended() {
  return <Notice tone="warn">The one-time token has ended. Nothing was sent with it. Begin again; Wise then gives a new one.</Notice>;
}

function PreparedBy({ approval }: { approval: OpenApproval }) {
  return approval.preparedBy ? <Notice>Prepared by {approval.preparedBy.name}. Read it as it stands here; you approve this, not what they meant.</Notice> : null;
}

function byState(props: Props, isBlocked: boolean, hasEnded: boolean): ReactNode {
  const { item, steps } = props;
  const { approval, kind } = item;
  if (approval?.state === 'unclear') return <Unclear item={item} approval={approval} steps={steps} />;
  if (approval?.needsAnother) return <SecondApprover item={item} approval={approval} steps={steps} />;
  if (approval && approval.state !== 'prepared' && !(hasEnded && approval.state !== 'sending')) return <Asking key={approval.id} {...props} approval={approval} isBlocked={isBlocked} />;
  const says = hasEnded ? <Ended /> : approval && <PreparedBy approval={approval} />;
  if (kind === 'three-ds') return <>{says}<ThreeDs {...props} isBlocked={isBlocked} /></>;
  return <Begin {...props} isBlocked={isBlocked} says={says} />;
}

/** Does the place where the proof was given tell what went wrong? `offersPin`: it offers to set one. */
export function isToldInPlace({ error, during }: NonNullable<Steps['failure']>, offersPin = true): boolean {
  return TOLD_IN_PLACE.has(error.code) || (error.code === 'SCA_NOT_ENROLLED' && during === 'approvals.prove' && offersPin);
}

/** Of proofs and of the second person's passphrase the place itself tells. */
const TOLD_IN_PLACE: ReadonlySet<string> = new Set(['SCA_WRONG_PROOF', 'SCA_BLOCKED']);

/** What can be done about an item as it stands: one thing, and what went wrong with the last. */
export function Actions(props: Props) {
  const { item, inbox, steps } = props;
  const now = useNow(1000);
  const isBlocked = inbox.blockedUntil !== undefined && until(inbox.blockedUntil, now) > 0;
  const endsAt = item.approval?.token?.endsAt;
  const hasEnded = endsAt !== undefined && until(endsAt, now) <= 0;
  const { failure } = steps;
  const isTold = failure && (isToldInPlace(failure, item.profileId !== undefined) || (item.approval?.needsAnother && failure.during === 'approvals.begin'));
  const error = failure?.key === item.key && !isTold ? failure.error : undefined;
  const kept = item.approval?.state === 'unclear' ? undefined : item.approval?.error;
  return (
    <div className={styles.action}>
      {isBlocked && inbox.blockedUntil && item.approval?.state !== 'unclear' && <Blocked until={inbox.blockedUntil} />}
      {byState(props, isBlocked, hasEnded)}
      {error && <ErrorBox error={error} />}
      {!failure && kept && !TOLD_IN_PLACE.has(kept.code) && <ErrorBox error={kept} />}
    </div>
  );
}
