import { Button } from '@mantine/core';
import type { Profile, TokenSummary } from '../../../shared/model/tokens.ts';
import { Copyable } from '../../components/copyable.tsx';
import { go } from '../../place.ts';
import { tokensSeeing } from './order.ts';
import styles from './users.module.css';

type Props = { profiles: readonly Profile[]; connectionId: string; tokens: readonly TokenSummary[] };

function Seeing({ profile, connectionId, tokens }: Omit<Props, 'profiles'> & { profile: Profile }) {
  const seeing = tokensSeeing(profile.id, connectionId, tokens);
  return (
    <div className={styles.seeing}>
      <span className="dim">{seeing.length === 0 ? 'No token here sees it.' : 'Seen by'}</span>
      {seeing.map((token) => (
        <Button key={token.id} size="compact-xs" variant="default" onClick={() => go({ screen: 'tokens', tab: 'tokens', tokenId: token.id })}>
          {token.label} {token.tail && <span className="mono dim">&nbsp;…{token.tail}</span>}
        </Button>
      ))}
    </div>
  );
}

/** The profiles of a user, and which of the tokens here sees each. */
export function Profiles({ profiles, connectionId, tokens }: Props) {
  return (
    <section aria-label="Profiles">
      <h2 className={styles.title}>{profiles.length === 1 ? 'One profile' : `${profiles.length} profiles`}</h2>
      <ul className={styles.profiles}>
        {profiles.map((profile) => (
          <li key={profile.id} className={styles.profile}>
            <strong>{profile.name}</strong>
            <span className="dim">
              {profile.type}
              {profile.country && `, ${profile.country}`}
            </span>
            <Copyable text={String(profile.id)} name={`id of profile ${profile.name}`} />
            <Seeing profile={profile} connectionId={connectionId} tokens={tokens} />
          </li>
        ))}
      </ul>
    </section>
  );
}
