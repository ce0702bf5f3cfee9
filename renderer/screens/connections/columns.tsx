import { CHAIN_LINK_NAMES } from '../../components/chain-links.tsx';
import { EnvironmentName } from '../../components/environment-name.tsx';
import { Pill } from '../../components/pill.tsx';
import type { Column } from '../../components/virtual-table.tsx';
import { When } from '../../components/when.tsx';
import { brokenLink } from '../frame/chain-verdict.ts';
import { useCheck } from '../frame/use-check.ts';
import type { Row } from './order.ts';
import { shortVerdict } from './title.ts';
import styles from './connections.module.css';

function Cut({ text, isDim = false }: { text: string | undefined; isDim?: boolean }) {
  return (
    <div className={`cut ${isDim || text === undefined ? 'dim' : ''} ${isDim ? styles.small : ''}`} title={text}>
      {text ?? 'none'}
    </div>
  );
}

/** The chain as last checked since the vault was opened. */
function LastCheck({ id }: { id: string }) {
  const { data, isFetching, isError } = useCheck(id);
  if (!data && !isFetching && !isError) return <span className="dim">not checked</span>;
  const { tone, says } = shortVerdict(data, isFetching, isError);
  const broken = isFetching ? undefined : brokenLink(data);
  return (
    <>
      <Pill tone={tone}>{says}</Pill>
      {data && !isFetching && (
        <div className={`cut dim ${styles.small}`} title={broken && CHAIN_LINK_NAMES[broken.id]}>
          {broken ? `at ${CHAIN_LINK_NAMES[broken.id]}` : <When iso={data.checkedAt} as="ago" />}
        </div>
      )}
    </>
  );
}

export const CONNECTION_COLUMNS: readonly Column<Row>[] = [
  {
    id: 'name',
    name: 'Connection',
    track: 'minmax(128px, 1.7fr)',
    sortable: true,
    render: ({ connection }) => (
      <>
        <div className={styles.name}>
          <span className="cut" title={connection.name}>
            {connection.name}
          </span>
          {connection.selected && <Pill tone="plain">in use</Pill>}
        </div>
        <div className={styles.small}>
          <EnvironmentName environment={connection.environment} />
        </div>
      </>
    ),
  },
  {
    id: 'host',
    name: 'Host, client',
    track: 'minmax(104px, 1.4fr)',
    sortable: true,
    render: ({ connection, host }) => (
      <>
        <Cut text={host} />
        <Cut text={connection.clientIdTail ? `client …${connection.clientIdTail}` : 'client of its own'} isDim />
      </>
    ),
  },
  { id: 'certificate', name: 'Certificate', track: 'minmax(72px, 0.8fr)', sortable: true, render: ({ certificate }) => <Cut text={certificate} /> },
  { id: 'key', name: 'Key', track: '66px', sortable: true, render: ({ key }) => <span className={key ? 'number' : 'dim'}>{key ?? 'none'}</span> },
  {
    id: 'token',
    name: 'Token',
    track: 'minmax(78px, 1fr)',
    sortable: true,
    render: ({ token, profile }) => (
      <>
        <Cut text={token} />
        {profile !== undefined && <Cut text={profile} isDim />}
      </>
    ),
  },
  { id: 'check', name: 'Last check', track: '96px', render: ({ connection }) => <LastCheck id={connection.id} /> },
];
