import { Button } from '@mantine/core';
import IconArrowLeft from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs';
import { useMemo, type ReactNode, type Ref } from 'react';
import type { ApprovalInbox, ApprovalItem } from '../../../shared/model/approvals.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { Actions } from './actions.tsx';
import { DetailHead } from './detail-head.tsx';
import type { Steps } from './use-steps.ts';
import { subjectOf } from './words.ts';
import { WillBeSent } from './will-be-sent.tsx';
import styles from './approvals.module.css';
import detailStyles from './detail.module.css';

type PaneProps = { label: string; pane?: Ref<HTMLElement>; onBack(): void; children: ReactNode };

/** The right side. In it the focus moves on by itself; in a narrow window it takes the list's place. */
export function DetailPane({ label, pane, onBack, children }: PaneProps) {
  return (
    <section className={styles.detail} aria-label={label} ref={pane} tabIndex={-1} data-moves-focus>
      <Button className={styles.back ?? ''} variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={15} aria-hidden />} onClick={onBack}>
        What waits
      </Button>
      {children}
    </section>
  );
}

/** The item as it is now: the list's, with what only a call of its own tells. */
function useWhole(item: ApprovalItem): ApprovalItem {
  const { data } = useAsk('approvals.details', { connectionId: item.connectionId, key: item.key });
  return useMemo(() => {
    if (!data) return item;
    const { approval: _, ...rest } = data;
    return { ...item, ...rest, ...(item.approval && { approval: item.approval }) };
  }, [data, item]);
}

type Props = { item: ApprovalItem; inbox: ApprovalInbox; connection: ConnectionSummary; steps: Steps };

/** One item: what it is, what to do about it, what will be sent. */
export function Detail({ item, inbox, connection, steps }: Props) {
  const whole = useWhole(item);
  // Where nothing but the call tells what it does, it stands above the button.
  const isCall = whole.kind === 'call';
  const sent = <WillBeSent item={whole} connection={connection} />;
  return (
    <div className={detailStyles.whole} role="group" aria-label={subjectOf(whole)}>
      <DetailHead item={whole} />
      {isCall && sent}
      <Actions item={whole} inbox={inbox} connection={connection} steps={steps} />
      {!isCall && sent}
    </div>
  );
}
