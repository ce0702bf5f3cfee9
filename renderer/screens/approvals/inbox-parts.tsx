import { Anchor, Button, Menu } from '@mantine/core';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import { useState } from 'react';
import type { ApprovalInbox } from '../../../shared/model/approvals.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { Countdown } from '../../components/countdown.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { MoreMenu } from '../../components/more-menu.tsx';
import { When } from '../../components/when.tsx';
import { until } from '../../lib/dates.ts';
import { useNow } from '../../lib/use-now.ts';
import { go } from '../../place.ts';
import strip from '../../components/strip.module.css';
import styles from './approvals.module.css';

type ActionsProps = { inbox: ApprovalInbox | undefined; connection: ConnectionSummary; isFetching: boolean; onFetch(): void; onFill(): void };

/** Asking Wise anew, and what is done more rarely. */
export function InboxActions({ inbox, connection, isFetching, onFetch, onFill }: ActionsProps) {
  return (
    <>
      {inbox?.fetchedAt !== undefined && (
        <span className={styles.fetched}>
          Fetched <When iso={inbox.fetchedAt} as="ago" />
        </span>
      )}
      {connection.hasUserToken && (
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={isFetching} onClick={onFetch}>
          Fetch
        </Button>
      )}
      <MoreMenu>
        <Menu.Item onClick={() => go({ screen: 'approvals', preparing: true })}>Prepare by hand</Menu.Item>
        <Menu.Item onClick={() => go({ screen: 'approvals', opening: true })}>Open a link or a file</Menu.Item>
        {connection.hasUserToken && <Menu.Item onClick={() => go({ screen: 'approvals', startingSession: true })}>Start a session for statements</Menu.Item>}
        {connection.environment === 'built-in' && <Menu.Item onClick={onFill}>Put 20 more into the inbox</Menu.Item>}
      </MoreMenu>
    </>
  );
}

/** Low risk needs no proof for a while: shown as long as it lasts. */
export function SessionStrip({ endsAt }: { endsAt: string }) {
  const now = useNow(1000);
  if (until(endsAt, now) <= 0) return null;
  return (
    <p className={`${strip.strip} ${styles.session}`}>
      <IconShieldCheck size={16} aria-hidden />
      <span>
        Statements need no proof for <Countdown to={endsAt} />
      </span>
    </p>
  );
}

/** What could not be fetched; the rest is there. */
export function Problems({ problems }: Pick<ApprovalInbox, 'problems'>) {
  const [isOpen, setOpen] = useState(false);
  if (problems.length === 0) return null;
  const names = problems.map(({ what, profileName }) => (profileName === undefined ? what : `${what} of ${profileName}`));
  return (
    <div className={`${strip.strip} ${styles.problems}`}>
      <p>
        Not everything came: {names.slice(0, 2).join(', ')}
        {names.length > 2 && ` and ${names.length - 2} more`}.{' '}
        <Anchor component="button" type="button" size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide why' : 'Why'}
        </Anchor>
      </p>
      {isOpen && problems.map((problem) => <ErrorBox key={`${problem.profileId} ${problem.what}`} error={problem.error} />)}
    </div>
  );
}

/** "Done today: 4 · show". */
export function DoneToday({ connectionId }: { connectionId: string }) {
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const { data } = useAsk('approvals.records', { connectionId, from: today, outcome: 'done', limit: 1 });
  if (!data) return null;
  return (
    <p className={styles.today}>
      Done today: {data.matching.toLocaleString('en')} ·{' '}
      <Anchor component="button" type="button" size="sm" onClick={() => go({ screen: 'approvals', tab: 'record' })}>
        show
      </Anchor>
    </p>
  );
}
