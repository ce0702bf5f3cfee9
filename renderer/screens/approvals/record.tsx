import { Button, Menu } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { useCallback, useMemo, useState } from 'react';
import type { ApprovalRecord } from '../../../shared/model/approvals.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { tell } from '../../lib/tell.ts';
import { go, type Place } from '../../place.ts';
import { EVERYTHING, recordFilter, RecordFilters } from './record-filters.tsx';
import { RECORD_COLUMNS } from './record-columns.tsx';
import { RecordPanel } from './record-panel.tsx';
import { useRecords, type RecordFilter } from './use-records.ts';
import styles from './record.module.css';

type Props = { place: Extract<Place, { screen: 'approvals' }>; connection: ConnectionSummary };

const open = ({ id }: ApprovalRecord) => go({ screen: 'approvals', tab: 'record', recordId: id });
const close = () => go({ screen: 'approvals', tab: 'record' });

function titleText(count: number | undefined, isNarrowed: boolean): string {
  if (count === undefined) return 'Record';
  if (count === 0) return isNarrowed ? 'No record fits' : 'Nothing was approved from here yet';
  const records = count === 1 ? 'One approval' : `${count.toLocaleString('en')} approvals`;
  return isNarrowed ? `${records} ${count === 1 ? 'fits' : 'fit'}` : `${records} on record`;
}

/** Saves what the filters leave, as a file. */
function Save({ filter, isEmpty }: { filter: RecordFilter; isEmpty: boolean }) {
  const save = useTell('approvals.saveRecords');
  const as = (format: 'csv' | 'json') => save.mutate({ ...filter, format }, { onSuccess: ({ savedAs }) => tell(`Saved as ${savedAs}`) });
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} loading={save.isPending} disabled={isEmpty}>
            Save
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => as('csv')}>As CSV, for a spreadsheet</Menu.Item>
          <Menu.Item onClick={() => as('json')}>As JSON, all of it</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {save.error && save.error.code !== 'CANCELLED' && <ErrorBox error={save.error} />}
    </>
  );
}

/** Every approval with what was shown, sent, cleared and answered; newest first. */
export function RecordTab({ place, connection }: Props) {
  const [wanted, setWanted] = useState(EVERYTHING);
  const [settled] = useDebouncedValue(wanted, 150);
  const filter = useMemo(() => recordFilter(connection.id, settled), [connection.id, settled]);
  const records = useRecords(filter);
  const rows = useMemo(() => records.data?.pages.flatMap((page) => page.records) ?? [], [records.data]);
  const matching = records.data?.pages[0]?.matching;
  const isNarrowed = Object.keys(filter).length > 1;
  const one = rows.find(({ id }) => id === place.recordId);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = records;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  return (
    <Page title={titleText(matching, isNarrowed)} lead="What was shown, what was sent, which proofs were cleared, what Wise answered, and who. Nothing here is secret." actions={<Save filter={filter} isEmpty={!matching} />} panel={one && <RecordPanel key={one.id} record={one} onClose={close} />} shape="list">
      <RecordFilters wanted={wanted} onChange={setWanted} count={matching === undefined ? '' : `${matching.toLocaleString('en')} in all`} />
      {records.error && (
        <div className={styles.padded}>
          <ErrorBox error={records.error} />
        </div>
      )}
      {matching === undefined && !records.error && <Loading />}
      {matching === 0 && <p className={styles.none}>{isNarrowed ? 'No record fits these filters.' : 'The first one comes with the first approval.'}</p>}
      {rows.length > 0 && <VirtualTable<ApprovalRecord> label="Record" rows={rows} columns={RECORD_COLUMNS} rowId={({ id }) => id} rowHeight={52} leastWidth={610} selectedId={one?.id} onOpen={open} onEnd={more} />}
    </Page>
  );
}
