import type { TokenSummary } from '../../../shared/model/tokens.ts';
import { EnvironmentName } from '../../components/environment-name.tsx';
import type { Column } from '../../components/virtual-table.tsx';
import { When } from '../../components/when.tsx';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';
import { KIND_NAMES } from './looks.ts';
import { TokenStatePill } from './token-state.tsx';
import { profileOf } from './words.ts';
import styles from './tokens.module.css';

function Profile({ token }: { token: TokenSummary }) {
  const profile = profileOf(token);
  if (profile) return <div className="cut" title={`${profile.name}, ${profile.id}`}>{profile.name}</div>;
  const count = token.profiles.length;
  return <span className="dim">{count > 0 ? `${count} profiles` : token.kind === 'application' ? 'none' : 'not known yet'}</span>;
}

/** When it ends, and below it what becomes of it then. */
function Ends({ token: { endsAt, refreshEndsAt, replaceAt, kind, state, canRefresh } }: { token: TokenSummary }) {
  const below = replaceAt ? state === 'replace' ? 'replace it now' : <>replace <When iso={replaceAt} /></> : canRefresh && refreshEndsAt && state !== 'uncertain' ? <>renews until {new Date(refreshEndsAt).getUTCFullYear()}</> : kind === 'application' && 'fetched anew';
  return (
    <>
      <div className="cut">{endsAt ? <When iso={endsAt} /> : <span className="dim">no end stated</span>}</div>
      {below && <div className={`cut dim ${styles.small}`}>{below}</div>}
    </>
  );
}

const happened = (iso: string | undefined) => <span className="dim">{iso ? <When iso={iso} as="happened" /> : 'never'}</span>;

export const TOKEN_COLUMNS: readonly Column<TokenSummary>[] = [
  {
    id: 'label',
    name: 'Token',
    track: 'minmax(110px, 1.6fr)',
    sortable: true,
    render: ({ label, kind, tail, isInUse }) => (
      <>
        <div className={`cut ${styles.name}`} title={label}>
          {label || 'without a label'}
        </div>
        <div className={`cut dim ${styles.small}`} title={KIND_NAMES[kind]}>
          {kind}
          {tail && <span className="mono"> …{tail}</span>}
          {isInUse && ', in use'}
        </div>
      </>
    ),
  },
  {
    id: 'connection',
    name: 'Connection',
    track: 'minmax(126px, 1.1fr)',
    sortable: true,
    render: ({ environment, connectionName }) => (
      <>
        {connectionName !== ENVIRONMENT_LOOKS[environment].name && (
          <div className="cut" title={connectionName}>
            {connectionName}
          </div>
        )}
        <div className={`cut ${styles.small}`}>
          <EnvironmentName environment={environment} />
        </div>
      </>
    ),
  },
  { id: 'profile', name: 'Profile', track: 'minmax(76px, 1fr)', sortable: true, render: (token) => <Profile token={token} /> },
  { id: 'state', name: 'Status', track: '128px', sortable: true, render: ({ state }) => <TokenStatePill state={state} /> },
  { id: 'ends', name: 'Ends', track: 'minmax(110px, 0.8fr)', sortable: true, render: (token) => <Ends token={token} /> },
  { id: 'used', name: 'Last used', track: 'minmax(82px, 0.6fr)', sortable: true, render: ({ lastUsedAt }) => happened(lastUsedAt) },
  { id: 'refreshed', name: 'Last refresh', track: 'minmax(82px, 0.6fr)', sortable: true, render: ({ kind, lastRefreshAt }) => (kind === 'user' ? happened(lastRefreshAt) : <span className="dim">none</span>) },
];

/** Beside an open panel there is no room for all; the panel tells the rest. */
export const NARROW_COLUMNS = TOKEN_COLUMNS.filter(({ id }) => id !== 'profile' && id !== 'refreshed');
