import { Button } from '@mantine/core';
import IconHelp from '@tabler/icons-react/dist/esm/icons/IconHelp.mjs';
import { useState } from 'react';
import type { ApprovalItem, OpenApproval } from '../../../shared/model/approvals.ts';
import { call } from '../../api.ts';
import { Confirm } from '../../components/confirm.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { usePrimary } from './use-primary.ts';
import type { Steps } from './use-steps.ts';
import { useFocusMovedOn } from './use-focus.ts';
import { MOVES_MONEY } from './words.ts';
import styles from './detail.module.css';

type Props = { item: ApprovalItem; approval: OpenApproval; steps: Steps };

/** Wise has no call that tells: the person looks, and says what they saw. */
function Settle({ item, approval, steps }: Props) {
  const [happened, setHappened] = useState<boolean>();
  if (happened !== undefined) {
    return (
      <Confirm
        says={happened ? ['You saw at Wise that it happened. It is put on record as done and is not offered again.'] : ['You saw at Wise that it did not happen. It can be approved anew after this; if it did happen after all, it would happen twice.']}
        action={happened ? 'Yes, it happened' : 'Yes, it did not happen'}
        keep="Look again first"
        isRed={!happened}
        isPending={steps.pending === 'approvals.settle'}
        onDo={() => void steps.run(item.key, 'approvals.settle', () => call('approvals.settle', { approvalId: approval.id, happened }))}
        onKeep={() => setHappened(undefined)}
      />
    );
  }
  return (
    <>
      <p>Wise has no call that tells. Look it up where it would show, on wise.com or with whoever waits for it, then say what you found.</p>
      <div className={styles.acts}>
        <Button variant="default" onClick={() => setHappened(true)}>
          It happened
        </Button>
        <Button variant="default" onClick={() => setHappened(false)}>
          It did not happen
        </Button>
      </div>
    </>
  );
}

/** It went out and the answer never came: nothing else is offered until it is known what became of it. */
export function Unclear({ item, approval, steps }: Props) {
  const button = useFocusMovedOn<HTMLButtonElement>();
  const variant = usePrimary();
  return (
    <section className={styles.unclear} aria-label="Answer lost">
      <p className={styles.lost}>
        <IconHelp size={20} aria-hidden />
        <strong>{MOVES_MONEY.has(item.kind) ? 'Wise’s answer was lost. It may or may not have moved the money.' : 'Wise’s answer was lost. It may or may not have been done.'}</strong>
      </p>
      {approval.canAsk ? (
        <>
          <p>It was sent once and is not sent again by itself. Wise is asked what became of it first.</p>
          <div className={styles.acts}>
            <Button ref={button} data-primary variant={variant} loading={steps.pending === 'approvals.ask'} onClick={() => void steps.run(item.key, 'approvals.ask', () => call('approvals.ask', { approvalId: approval.id }))}>
              Ask Wise
            </Button>
          </div>
        </>
      ) : (
        <Settle item={item} approval={approval} steps={steps} />
      )}
      {approval.error && <ErrorBox error={approval.error} />}
    </section>
  );
}
