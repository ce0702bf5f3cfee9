import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import type { ApprovalInbox, ApprovalItem } from '../../../shared/model/approvals.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import type { Sort } from '../../components/sort-button.tsx';
import { tellFailure } from '../../lib/tell.ts';
import { go, type Place } from '../../place.ts';
import { Prepare } from '../prepare/prepare.tsx';
import { announcement, Announcer } from './announcer.tsx';
import { Detail, DetailPane } from './detail.tsx';
import { Empty } from './empty.tsx';
import { DoneToday, InboxActions, Problems, SessionStrip } from './inbox-parts.tsx';
import { InboxList, usePicked } from './inbox-list.tsx';
import { filterItems, NOTHING_CHOSEN, sortItems } from './order.ts';
import { QueueStrip } from './queue-strip.tsx';
import { Result } from './result.tsx';
import { inboxLead, inboxTitle } from './title.ts';
import { useInbox } from './use-inbox.ts';
import { useOnScreen } from './use-on-screen.ts';
import { open, useWork } from './use-work.ts';
import { StartSession } from './session.tsx';
import { Primary } from './use-primary.ts';
import type { Steps } from './use-steps.ts';
import { subjectOf } from './words.ts';
import styles from './approvals.module.css';

type Props = { place: Extract<Place, { screen: 'approvals' }>; connection: ConnectionSummary };
const NOTHING: readonly ApprovalItem[] = [];

/** The one shown: what was opened, what was just finished, else the first. */
function shownItem(rows: readonly ApprovalItem[], items: readonly ApprovalItem[], key: string | undefined): ApprovalItem | undefined {
  return items.find((item) => item.key === key) ?? rows[0];
}

type WorkProps = Props & { inbox: ApprovalInbox };

function hasForm({ opening, preparing, startingSession }: Props['place']): boolean {
  return opening === true || preparing === true || startingSession === true;
}

/** What stands in the place of an item: a form that puts something into the inbox. */
function formOf({ place, connection, inbox }: WorkProps, steps: Steps): ReactNode {
  if (place.startingSession) return <StartSession connection={connection} inbox={inbox} steps={steps} />;
  if (!hasForm(place)) return undefined;
  return <Prepare key={place.opening ? 'open' : 'prepare'} connection={connection} startsWith={place.opening ? 'source' : 'statement'} />;
}

/** List and detail side by side. */
function Work({ place, connection, inbox }: WorkProps) {
  const [chosen, setChosen] = useState(NOTHING_CHOSEN);
  const [sort, setSort] = useState<Sort>({ by: '', down: false });
  const { items } = inbox;
  const rows = useMemo(() => sortItems(filterItems(items, chosen), sort), [items, chosen, sort]);
  const work = useWork(connection, rows);
  const pane = useRef<HTMLElement>(null);
  const { steps, finished, forget, queue } = work;
  const form = formOf({ place, connection, inbox }, steps);
  const picking = usePicked(items);
  const isResult = finished !== undefined && (place.key === undefined || place.key === finished.key) && !form;
  const item = isResult || form ? undefined : shownItem(rows, items, place.key);
  const done = isResult && finished.record.outcome === 'done' ? finished : undefined;
  const doneKey = done?.key;
  const openRow = useCallback(
    (row: ApprovalItem) => {
      if (row.key === doneKey) return;
      forget();
      open(row);
    },
    [forget, doneKey],
  );
  useOnScreen(pane, form ? 'form' : place.key);
  const enter = () => requestAnimationFrame(() => pane.current?.querySelector<HTMLElement>('[data-primary], input')?.focus());
  const approve = (some: readonly ApprovalItem[]) => {
    work.approve(some);
    enter();
  };
  const goNext = () => {
    if (!work.next) return;
    if (work.isQueued) return work.goOn(work.next.key);
    openRow(work.next);
  };
  return (
    <div className={styles.split} data-open={place.key !== undefined || isResult || form !== undefined || undefined}>
      <InboxList items={items} rows={rows} finished={done} picking={picking} chosen={chosen} onChosen={setChosen} sort={sort} onSort={setSort} openKey={isResult ? finished.key : item?.key} fourEyes={inbox.fourEyes} isBusy={steps.pending !== undefined} onOpen={openRow} onEnter={enter} onApprove={approve} onHandOver={(some) => void work.handOver(some)} foot={<DoneToday connectionId={connection.id} />} />
      <Primary value={picking.picked.length > 0 ? 'default' : 'filled'}>
        <DetailPane label={item ? `Approval: ${subjectOf(item)}` : 'Approval'} pane={pane} onBack={() => { forget(); go({ screen: 'approvals' }); }}>
          <Announcer says={announcement(item, isResult ? finished.record : undefined)} />
          {queue && <QueueStrip queue={queue} onStop={work.stop} />}
          {form}
          {isResult && <Result record={finished.record} next={work.next} nextLabel={work.isQueued && work.next ? `Go on with the next, ${subjectOf(work.next)}` : undefined} onNext={goNext} />}
          {item && <Detail key={item.key} item={item} inbox={inbox} connection={connection} steps={steps} />}
        </DetailPane>
      </Primary>
    </div>
  );
}

/** The inbox: what waits over a connection, and what to do about it. */
export function InboxTab({ place, connection }: Props) {
  const { inbox, fetch, isFetching, fetchError } = useInbox(connection);
  const fill = useTell('sandbox.fill');
  const [isWorking, setWorking] = useState(false);
  const { data, error } = inbox;
  const items = data?.items ?? NOTHING;
  const putMore = () => fill.mutate({ transfers: 20 }, { onSuccess: fetch, onError: tellFailure });
  // Once there was something, the screen keeps its shape: the last result stands where it was.
  if (items.length > 0 && !isWorking) setWorking(true);
  const isEmpty = data !== undefined && items.length === 0 && !isWorking && !hasForm(place);
  const actions = <InboxActions inbox={data} connection={connection} isFetching={isFetching} onFetch={fetch} onFill={putMore} />;
  return (
    <Page title={isEmpty && !connection.hasUserToken ? 'Approving takes a user token' : inboxTitle(data, Boolean(fetchError))} lead={(data && inboxLead(data)) ?? (isFetching ? 'Asking Wise what waits.' : 'What your systems made and somebody has to approve.')} actions={actions} shape="list">
      {data?.sessionEndsAt !== undefined && <SessionStrip endsAt={data.sessionEndsAt} />}
      {data && <Problems problems={data.problems} />}
      {(error ?? fetchError) && (
        <div className={styles.padded}>
          <ErrorBox error={(error ?? fetchError)!} />
        </div>
      )}
      {!data && !error && <Loading />}
      {isEmpty && <Empty inbox={data} connection={connection} isFetching={isFetching} onFetch={fetch} onFill={putMore} isFilling={fill.isPending} />}
      {data && !isEmpty && <Work key={connection.id} place={place} connection={connection} inbox={data} />}
    </Page>
  );
}
