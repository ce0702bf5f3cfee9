import { Button, NativeSelect } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import { useMemo, useState } from 'react';
import { TOKEN_KINDS, type TokenSummary } from '../../../shared/model/tokens.ts';
import { useTell } from '../../api.ts';
import { ErrorBox } from '../../components/error-box.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import type { Sort } from '../../components/sort-button.tsx';
import { VirtualTable } from '../../components/virtual-table.tsx';
import { tell } from '../../lib/tell.ts';
import { go } from '../../place.ts';
import { NARROW_COLUMNS, TOKEN_COLUMNS } from './columns.tsx';
import { dueTokens } from './next-step.ts';
import { filterTokens, searchTokens, sortTokens, type KindFilter } from './order.ts';
import { RefreshProgress } from './refresh-progress.tsx';
import { useRefreshMany } from './use-refresh-many.ts';
import styles from './tokens.module.css';

const KINDS: { value: KindFilter; label: string }[] = [
  { value: 'all', label: 'All kinds' },
  { value: 'user', label: 'User tokens' },
  { value: 'personal', label: 'Personal tokens' },
  { value: 'application', label: 'Application tokens' },
];

const open = ({ id }: TokenSummary) => go({ screen: 'tokens', tokenId: id });

/** What fits beside a panel, or all. */
const LEAST_WIDTH = { narrow: 600, all: 900 };

type Props = { tokens: readonly TokenSummary[]; openId: string | undefined; isPanelOpen: boolean };

/** The tokens of all connections, with what is done to many of them at once. */
export function TokenTable({ tokens, openId, isPanelOpen }: Props) {
  const [sort, setSort] = useState<Sort>({ by: 'state', down: false });
  const [text, setText] = useState('');
  const [kind, setKind] = useState<KindFilter>('all');
  const isWide = useMediaQuery('(min-width: 1560px)');
  const many = useRefreshMany();
  const save = useTell('tokens.saveList');
  const offered = useMemo(() => filterTokens(tokens, kind), [tokens, kind]);
  const rows = useMemo(() => sortTokens(searchTokens(offered, text), sort), [offered, text, sort]);
  const due = useMemo(() => dueTokens(tokens).map(({ id }) => id), [tokens]);
  const isNarrow = isPanelOpen && !isWide;
  const saveFault = save.error?.code === 'CANCELLED' ? undefined : save.error;
  return (
    <>
      <ListTools
        label="Search tokens"
        placeholder="Label, profile, last four"
        text={text}
        onText={setText}
        shown={rows.length}
        offered={offered.length}
        filters={<NativeSelect size="xs" aria-label="Kind" data={KINDS} value={kind} onChange={(event) => setKind(TOKEN_KINDS.find((one) => one === event.currentTarget.value) ?? 'all')} />}
      >
        {due.length > 1 && !many.progress && (
          <Button size="compact-sm" variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={() => void many.refresh(due)}>
            Refresh all due ({due.length.toLocaleString('en')})
          </Button>
        )}
        <Button size="compact-sm" variant="default" leftSection={<IconDownload size={14} aria-hidden />} loading={save.isPending} onClick={() => save.mutate({}, { onSuccess: ({ savedAs }) => tell(`List saved as ${savedAs}; it holds no token`) })}>
          {isNarrow ? 'Save (CSV)' : 'Save list (CSV)'}
        </Button>
      </ListTools>
      <RefreshProgress many={many} />
      {saveFault && (
        <div className={styles.fault}>
          <ErrorBox error={saveFault} />
        </div>
      )}
      {rows.length === 0 ? (
        <p className={styles.empty}>{text ? `No token matches “${text}”.` : 'There is none of this kind.'}</p>
      ) : (
        <VirtualTable label="Tokens" rows={rows} columns={isNarrow ? NARROW_COLUMNS : TOKEN_COLUMNS} rowId={(one) => one.id} rowHeight={54} leastWidth={isNarrow ? LEAST_WIDTH.narrow : LEAST_WIDTH.all} selectedId={openId} onOpen={open} sort={sort} onSort={setSort} />
      )}
    </>
  );
}
