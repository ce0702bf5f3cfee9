import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { AuditLine } from '../../../shared/model/views.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { go, type Place } from '../../place.ts';
import { AUDIT_COLUMNS } from './columns.tsx';
import { Filters, NOTHING_CHOSEN, lineFilter, type Chosen } from './filters.tsx';
import { LinePanel } from './line-panel.tsx';
import { useLines } from './use-lines.ts';
import { Verdict } from './verdict.tsx';
import styles from './audit.module.css';

function countText(matching: number, total: number): string {
  return matching === total ? `${total.toLocaleString('en')} lines` : `${matching.toLocaleString('en')} of ${total.toLocaleString('en')} lines`;
}

function titleText(total: number | undefined): string {
  if (total === undefined) return 'Audit log';
  return total === 1 ? 'One line so far' : `${total.toLocaleString('en')} lines, each chained to the one before`;
}

type Props = { place: Extract<Place, { screen: 'audit' }> };

/** Every use of a credential and every change, one chained line each. */
export function Audit({ place }: Props) {
  const [chosen, setChosen] = useState<Chosen>(NOTHING_CHOSEN);
  const [settled] = useDebouncedValue(chosen, 150);
  const [open, setOpen] = useState<AuditLine>();
  const lines = useLines(lineFilter(settled));
  const verify = useTell('audit.verify');
  const rows = useMemo(() => lines.data?.pages.flatMap((page) => page.lines) ?? [], [lines.data]);
  const last = lines.data?.pages[0];

  const { mutate } = verify;
  useEffect(() => {
    if (!place.verifyNow) return;
    go({ screen: 'audit' });
    mutate({});
  }, [place.verifyNow, mutate]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = lines;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);

  const title = verify.data?.ok === false ? 'The log does not hold' : titleText(last?.total);
  const button = (
    <Button loading={verify.isPending} onClick={() => mutate({})}>
      Verify the log
    </Button>
  );
  const panel = open && <LinePanel key={open.seq} line={open} onClose={() => setOpen(undefined)} />;
  return (
    <Page title={title} lead="Every use of a credential, every change, every refusal. Nothing here is secret." actions={button} panel={panel} shape="list">
      {verify.error && <ErrorBox error={verify.error} />}
      {verify.data && <Verdict verdict={verify.data} />}
      <Filters chosen={chosen} onChange={setChosen} count={last ? countText(last.matching, last.total) : ''} />
      {lines.error && <ErrorBox error={lines.error} />}
      {!last && !lines.error && <Loading />}
      {last && rows.length === 0 && <p className={styles.none}>{last.total === 0 ? 'Nothing yet. The first line comes with the first change.' : 'No line fits these filters.'}</p>}
      {rows.length > 0 && <VirtualTable<AuditLine> label="Audit lines" rows={rows} columns={AUDIT_COLUMNS} rowId={(line) => String(line.seq)} rowHeight={36} leastWidth={640} selectedId={open ? String(open.seq) : undefined} onOpen={setOpen} onEnd={more} />}
    </Page>
  );
}
