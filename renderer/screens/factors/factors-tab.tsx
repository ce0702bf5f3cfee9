import { Button, NativeSelect } from '@mantine/core';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import { useState } from 'react';
import type { Factors } from '../../../shared/model/approvals.ts';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useAsk } from '../../api.ts';
import { Countdown } from '../../components/countdown.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useProfiles } from '../../components/use-profiles.ts';
import { profileText } from '../../lib/profiles.ts';
import { useNow } from '../../lib/use-now.ts';
import { go } from '../../place.ts';
import { Aside } from './aside.tsx';
import { DevicesRow } from './devices-row.tsx';
import { FaceMapRow } from './face-map-row.tsx';
import { OldWay } from './old-way.tsx';
import { PhoneRow } from './phone-row.tsx';
import { PinRow } from './pin-row.tsx';
import { factorsTitle, isBlocked, triesText } from './title.ts';
import styles from './factors.module.css';

type Props = { connection: ConnectionSummary };

/** How many wrong tries there were, or how long Wise still blocks. */
function Tries({ factors }: { factors: Factors }) {
  const now = useNow(1000);
  if (isBlocked(factors, now)) {
    return (
      <Notice tone="bad">
        <p className={styles.blocked}>
          <IconLock size={17} aria-hidden />
          <span>
            <strong>
              Blocked for <Countdown to={factors.blockedUntil!} />
            </strong>{' '}
            after five wrong tries in a row. Wise gives no one-time tokens until then, and trying earlier does not help. Factors can be changed meanwhile.
          </span>
        </p>
      </Notice>
    );
  }
  const text = triesText(factors);
  return text === undefined ? null : <Notice tone="warn">{text}</Notice>;
}

function Lists({ connection, factors }: Props & { factors: Factors }) {
  const at = { connectionId: factors.connectionId, profileId: factors.profileId };
  const row = { at, factors };
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <Tries factors={factors} />
        <div className={styles.rows}>
          <PinRow {...row} />
          <DevicesRow {...row} />
          <PhoneRow {...row} />
          <FaceMapRow {...row} />
        </div>
        <OldWay connection={connection} />
      </div>
      <Aside factors={factors} />
    </div>
  );
}

/** Without a token or a profile there is nothing to ask about. */
function Nothing({ connection }: Props) {
  return (
    <div className={styles.main}>
      <div className={styles.nothing}>
        <h2>{connection.hasUserToken ? 'The profile is not known yet' : 'No user token yet'}</h2>
        <p>{connection.hasUserToken ? 'Factors belong to a profile. Test the token once: Wise then tells which profiles it sees.' : 'Factors belong to a person’s profile at Wise. The connection needs that person’s consent first.'}</p>
        <div>
          <Button onClick={() => go({ screen: 'tokens' })}>{connection.hasUserToken ? 'Go to the token' : 'Get consent'}</Button>
        </div>
      </div>
      <OldWay connection={connection} />
    </div>
  );
}

/** What a person can prove themselves with to Wise: enrolled, replaced and removed here, for one profile at a time. */
export function FactorsTab({ connection }: Props) {
  const [picked, setPicked] = useState<number>();
  const now = useNow();
  const profiles = useProfiles(connection);
  const profile = connection.hasUserToken ? (profiles?.find(({ id }) => id === picked) ?? profiles?.[0]) : undefined;
  const { data, error } = useAsk('factors.get', { connectionId: connection.id, profileId: profile?.id ?? 1 }, { enabled: profile !== undefined });
  const factors = profile && data;
  const choice = profiles && profiles.length > 1 && profile && <NativeSelect aria-label="Profile" value={profile.id} data={profiles.map((one) => ({ value: String(one.id), label: profileText(one) }))} onChange={(event) => setPicked(Number(event.currentTarget.value))} />;
  const lead = profile ? `What proves to Wise that it is you${choice ? '' : `, for ${profileText(profile)}`}. None of it is kept here.` : 'What proves to Wise that it is you.';
  return (
    <Page title={connection.hasUserToken ? factorsTitle(factors, now) : 'Factors take a user token'} lead={lead} actions={choice} shape="cards">
      {error && profile && <ErrorBox error={error} />}
      {(!profiles || (profile && !data && !error)) && <Loading />}
      {profiles && !profile && <Nothing connection={connection} />}
      {factors && <Lists key={factors.profileId} connection={connection} factors={factors} />}
    </Page>
  );
}
