import { Button, TextInput } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useMemo, useState } from 'react';
import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import type { Sort } from '../../components/sort-button.tsx';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { go, type Place } from '../../place.ts';
import { KEY_COLUMNS } from './columns.tsx';
import { KeyPanel } from './key-panel.tsx';
import { NewKeyPanel } from './new-key-panel.tsx';
import { searchKeys, sortKeys } from './order.ts';
import { keysTitle } from './title.ts';
import styles from './keys.module.css';

const makeNew = () => go({ screen: 'keys', making: true });
const close = () => go({ screen: 'keys' });
const open = (key: KeySummary) => go({ screen: 'keys', keyId: key.id });

function NoKeys() {
  return (
    <div className={styles.empty}>
      <h2>No keys yet</h2>
      <p className="dim">Wise asks for two kinds: a signing key, with which you sign sensitive calls, and an encryption key, to which Wise encrypts its answers. Start with a signing key; the built-in sandbox will check it for you.</p>
    </div>
  );
}

function KeyTable({ keys, openId }: { keys: readonly KeySummary[]; openId: string | undefined }) {
  const [sort, setSort] = useState<Sort>({ by: 'ends', down: false });
  const [text, setText] = useState('');
  const rows = useMemo(() => sortKeys(searchKeys(keys, text), sort), [keys, text, sort]);
  return (
    <>
      <div className={styles.tools}>
        <TextInput className={styles.search ?? ''} size="xs" aria-label="Search keys" placeholder="Search id, label, algorithm, status" leftSection={<IconSearch size={14} aria-hidden />} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <span className={styles.count} role="status">
          {text ? `${rows.length.toLocaleString()} of ${keys.length.toLocaleString()}` : `${keys.length.toLocaleString()} ${keys.length === 1 ? 'key' : 'keys'}`}
        </span>
      </div>
      {rows.length === 0 ? (
        <p className={styles.empty}>No key matches “{text}”.</p>
      ) : (
        <VirtualTable label="Keys" rows={rows} columns={KEY_COLUMNS} rowId={(key) => key.id} rowHeight={54} leastWidth={640} selectedId={openId} onOpen={open} sort={sort} onSort={setSort} />
      )}
    </>
  );
}

type Props = { place: Extract<Place, { screen: 'keys' }>; connection: ConnectionSummary };

/** All keys there are, for Wise keeps no list. */
export function Keys({ place, connection }: Props) {
  const { data: keys, error } = useAsk('keys.list', {});
  const opened = keys?.find((key) => key.id === place.keyId);
  const like = keys?.find((key) => key.id === place.likeKeyId);
  const panel = place.making ? (
    <NewKeyPanel key={place.likeKeyId ?? 'new'} like={like} onClose={close} />
  ) : (
    opened && <KeyPanel key={opened.id} keySummary={opened} connection={connection} onClose={close} />
  );
  const newKey = (
    <Button variant={panel ? 'default' : 'filled'} leftSection={<IconPlus size={16} aria-hidden />} onClick={makeNew}>
      New signing key
    </Button>
  );
  return (
    <Page title={keysTitle(keys)} lead="Wise keeps no list of what you uploaded. This is the list." actions={newKey} panel={panel} shape="list">
      {error && <ErrorBox error={error} />}
      {!keys && !error && <Loading />}
      {keys?.length === 0 && <NoKeys />}
      {keys && keys.length > 0 && <KeyTable keys={keys} openId={place.keyId} />}
    </Page>
  );
}
