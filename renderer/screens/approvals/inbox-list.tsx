import { Button, NativeSelect, TextInput } from '@mantine/core';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useCallback, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { ApprovalItem, ApprovalKind } from '../../../shared/model/approvals.ts';
import type { Sort } from '../../components/sort-button.tsx';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { sumsText } from '../../lib/money.ts';
import { itemColumns } from './columns.tsx';
import { canHandOver, canQueue, profilesOf, withFinished, type Chosen } from './order.ts';
import { resultWord } from './outcomes.ts';
import type { Finished } from './use-work.ts';
import { KINDS } from './words.ts';
import strip from '../../components/strip.module.css';
import styles from './approvals.module.css';

const MOST_PICKED = 200;

function Tools({ items, shown, chosen, onChange }: { items: readonly ApprovalItem[]; shown: number; chosen: Chosen; onChange(chosen: Chosen): void }) {
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  const profiles = profilesOf(items);
  const isNarrowed = chosen.text !== '' || chosen.kind !== '' || chosen.profileId !== '';
  const all = items.length.toLocaleString('en');
  return (
    <div className={strip.strip} role="search" aria-label="What waits">
      <TextInput className={styles.search ?? ''} size="xs" aria-label="Search what waits" placeholder="Payee, reference, amount" maxLength={200} leftSection={<IconSearch size={14} aria-hidden />} value={chosen.text} onChange={(event) => onChange({ ...chosen, text: event.currentTarget.value })} />
      {kinds.length > 1 && <NativeSelect size="xs" aria-label="Kind" className={styles.pick ?? ''} value={chosen.kind} data={[{ value: '', label: 'Every kind' }, ...kinds.map((kind) => ({ value: kind, label: KINDS[kind].many }))]} onChange={(event) => onChange({ ...chosen, kind: event.currentTarget.value as ApprovalKind | '' })} />}
      {profiles.length > 1 && <NativeSelect size="xs" aria-label="Profile" className={styles.pick ?? ''} value={chosen.profileId} data={[{ value: '', label: 'Every profile' }, ...profiles.map(({ id, name }) => ({ value: String(id), label: name }))]} onChange={(event) => onChange({ ...chosen, profileId: event.currentTarget.value })} />}
      <span className={styles.count} role="status">
        {isNarrowed ? `${shown.toLocaleString('en')} of ${all}` : `${all} in all`}
      </span>
    </div>
  );
}

type PickedProps = { items: readonly ApprovalItem[]; fourEyes: boolean; isBusy: boolean; onApprove(items: readonly ApprovalItem[]): void; onHandOver(items: readonly ApprovalItem[]): void; onClear(): void };

/** What can be done with several at once, and what they come to. */
function Picked({ items, fourEyes, isBusy, onApprove, onHandOver, onClear }: PickedProps) {
  const ready = items.filter((item) => canQueue(item, fourEyes));
  const unprepared = fourEyes ? items.filter(canHandOver) : [];
  const amounts = items.flatMap(({ amount }) => (amount ? [amount] : []));
  return (
    <div className={`${strip.strip} ${styles.picked}`}>
      <span role="status">
        {items.length} picked{amounts.length > 0 && `, ${sumsText(amounts)}`}
      </span>
      {ready.length > 0 && (
        <Button size="compact-sm" disabled={isBusy} onClick={() => onApprove(ready)}>
          Approve {ready.length} one after the other
        </Button>
      )}
      {unprepared.length > 0 && (
        <Button size="compact-sm" variant={ready.length > 0 ? 'default' : 'filled'} disabled={isBusy} onClick={() => onHandOver(unprepared)}>
          Prepare {unprepared.length} for a second person
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        Pick none
      </Button>
    </div>
  );
}

type Props = {
  items: readonly ApprovalItem[];
  /** Those of them that fit the search. */
  rows: readonly ApprovalItem[];
  /** What was just done: it keeps its place until the person goes on, so that nothing moves under the pointer. */
  finished: Finished | undefined;
  picking: Picking;
  chosen: Chosen;
  onChosen(chosen: Chosen): void;
  sort: Sort;
  onSort(sort: Sort): void;
  openKey: string | undefined;
  fourEyes: boolean;
  isBusy: boolean;
  onOpen(item: ApprovalItem): void;
  /** Enter was pressed on the row: the thing to do with it takes the focus. */
  onEnter(): void;
  onApprove(items: readonly ApprovalItem[]): void;
  onHandOver(items: readonly ApprovalItem[]): void;
  foot: ReactNode;
};

/** The keys that are picked, without those that wait no more. */
export function usePicked(items: readonly ApprovalItem[]) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const picked = useMemo(() => items.filter(({ key }) => keys.has(key)), [items, keys]);
  const toggle = useCallback((item: ApprovalItem) => setKeys((before) => (before.has(item.key) ? new Set([...before].filter((key) => key !== item.key)) : new Set([...before, item.key].slice(0, MOST_PICKED)))), []);
  return { keys, picked, toggle, clear: () => setKeys(new Set()) };
}

type Picking = ReturnType<typeof usePicked>;

/** What waits: search, filters, order, and picking several. Enter opens, the space bar picks. */
export function InboxList({ items, rows, finished, picking, chosen, onChosen, sort, onSort, openKey, fourEyes, isBusy, onOpen, onEnter, onApprove, onHandOver, foot }: Props) {
  const { keys, picked, toggle, clear } = picking;
  const listed = useMemo(() => withFinished(rows, finished), [rows, finished]);
  const done = useMemo(() => finished && { key: finished.key, word: resultWord(finished.record).toLowerCase() }, [finished]);
  const canCheck = useCallback((item: ApprovalItem) => item.key !== done?.key && (canQueue(item, fourEyes) || (fourEyes && canHandOver(item))), [fourEyes, done]);
  const columns = useMemo(() => itemColumns({ checked: keys, canCheck, onCheck: toggle, done }, sort, onSort), [keys, canCheck, toggle, done, sort, onSort]);
  const press = (event: KeyboardEvent) => {
    const at = (event.target as Element).closest('[role="row"][data-index]')?.getAttribute('data-index');
    if (at === null || at === undefined) return;
    const row = listed[Number(at)];
    if (event.key === 'Enter') onEnter();
    if (event.key !== ' ' || !row) return;
    event.preventDefault();
    if (canCheck(row)) toggle(row);
  };
  const act = (then: (items: readonly ApprovalItem[]) => void) => (some: readonly ApprovalItem[]) => {
    clear();
    then(some);
  };
  return (
    <div className={styles.list} onKeyDown={press}>
      <Tools items={items} shown={rows.length} chosen={chosen} onChange={onChosen} />
      {picked.length > 0 && <Picked items={picked} fourEyes={fourEyes} isBusy={isBusy} onApprove={act(onApprove)} onHandOver={act(onHandOver)} onClear={clear} />}
      {listed.length === 0 ? (
        <p className={styles.none}>{items.length === 0 ? 'Nothing waits.' : 'Nothing that waits fits this search.'}</p>
      ) : (
        <VirtualTable<ApprovalItem> label="What waits" rows={listed} columns={columns} rowId={({ key }) => key} rowHeight={62} leastWidth={280} selectedId={openKey} onOpen={onOpen} sort={sort} />
      )}
      {foot}
    </div>
  );
}
