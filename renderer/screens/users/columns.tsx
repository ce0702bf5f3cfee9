import type { WiseUser } from '../../../shared/model/tokens.ts';
import { EnvironmentName } from '../../components/environment-name.tsx';
import { Pill } from '../../components/pill.tsx';
import type { Column } from '../../components/virtual-table.tsx';
import { When } from '../../components/when.tsx';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';
import type { UserRow } from './order.ts';
import { USER_STATES } from './states.ts';
import styles from './users.module.css';

export function UserStatePill({ state }: { state: WiseUser['state'] }) {
  const { word, tone, says } = USER_STATES[state];
  return (
    <Pill tone={tone} title={says}>
      {word}
    </Pill>
  );
}

function profilesSay({ profiles }: WiseUser): string {
  if (profiles.length === 0) return 'no profile known';
  return profiles.length === 1 ? `${profiles[0]!.name}, ${profiles[0]!.type}` : `${profiles.length} profiles`;
}

export const USER_COLUMNS: readonly Column<UserRow>[] = [
  {
    id: 'email',
    name: 'User',
    track: 'minmax(150px, 1.6fr)',
    sortable: true,
    render: ({ user }) => (
      <>
        <div className={`cut ${styles.name}`} title={user.email}>
          {user.email}
        </div>
        <div className={`cut dim ${styles.small}`}>{profilesSay(user)}</div>
      </>
    ),
  },
  {
    id: 'connection',
    name: 'Connection',
    track: 'minmax(130px, 1fr)',
    sortable: true,
    render: ({ user, environment }) => (
      <>
        {user.connectionName !== ENVIRONMENT_LOOKS[environment].name && (
          <div className="cut" title={user.connectionName}>
            {user.connectionName}
          </div>
        )}
        <div className={`cut ${styles.small}`}>
          <EnvironmentName environment={environment} />
        </div>
      </>
    ),
  },
  { id: 'state', name: 'Status', track: '122px', sortable: true, render: ({ user }) => <UserStatePill state={user.state} /> },
  {
    id: 'token',
    name: 'Its token',
    track: 'minmax(90px, 0.9fr)',
    sortable: true,
    render: ({ token }) =>
      token ? (
        <>
          <div className="cut" title={token.label}>
            {token.label}
          </div>
          <div className={`mono dim ${styles.small}`}>{token.tail && `…${token.tail}`}</div>
        </>
      ) : (
        <span className="dim">none</span>
      ),
  },
  { id: 'made', name: 'Made', track: 'minmax(84px, 0.6fr)', sortable: true, render: ({ user }) => <span className="dim"><When iso={user.madeAt} as="happened" /></span> },
];
