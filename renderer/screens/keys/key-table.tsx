import { Checkbox } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { KeySummary } from '../../../shared/model/views.ts';
import { ListTools } from '../../components/list-tools.tsx';
import type { Sort } from '../../components/sort-button.tsx';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { go } from '../../place.ts';
import { KEY_COLUMNS } from './columns.tsx';
import { searchKeys, sortKeys, withoutRetired } from './order.ts';
import styles from './keys.module.css';

const open = (key: KeySummary) => go({ screen: 'keys', keyId: key.id });

/** The keys as a table. Retired ones are shown when asked for, and when one of them is open. */
export function KeyTable({ keys, openId }: { keys: readonly KeySummary[]; openId: string | undefined }) {
  const [sort, setSort] = useState<Sort>({ by: 'ends', down: false });
  const [text, setText] = useState('');
  const [retired, setRetired] = useState(false);
  const current = useMemo(() => withoutRetired(keys, openId), [keys, openId]);
  const offered = retired ? keys : current;
  const rows = useMemo(() => sortKeys(searchKeys(offered, text), sort), [offered, text, sort]);
  const hidden = keys.length - withoutRetired(keys, undefined).length;
  return (
    <>
      <ListTools
        label="Search keys"
        placeholder="Search id, label, algorithm, status"
        text={text}
        onText={setText}
        shown={rows.length}
        offered={offered.length}
        filters={hidden > 0 && <Checkbox size="xs" label={`Show ${hidden.toLocaleString('en')} retired`} checked={retired} onChange={(event) => setRetired(event.currentTarget.checked)} />}
      />
      {rows.length === 0 ? (
        <p className={styles.empty}>{text ? `No key matches “${text}”.` : 'All keys are retired.'}</p>
      ) : (
        <VirtualTable label="Keys" rows={rows} columns={KEY_COLUMNS} rowId={(key) => key.id} rowHeight={54} leastWidth={640} selectedId={openId} onOpen={open} sort={sort} onSort={setSort} />
      )}
    </>
  );
}
