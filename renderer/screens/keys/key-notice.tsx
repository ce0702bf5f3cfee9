import type { ReactNode } from 'react';
import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';
import { When } from '../../components/when.tsx';
import { ENVIRONMENT_LOOKS, ownName } from '../../lib/environments.ts';
import { utc } from '../../lib/dates.ts';
import type { NextStep } from './next-step.ts';
import styles from './keys.module.css';

type Notice = { tone: 'plain' | 'warn' | 'bad' | 'ok'; says: ReactNode };

function noticeFor(key: KeySummary, next: NextStep, connection: ConnectionSummary): Notice {
  if (key.state === 'expired' && key.uploadedTo.length === 0) return { tone: 'plain', says: <>It ended <When iso={key.validTill} />; Wise never had it, so nothing stopped.</> };
  if (key.state === 'expired') return { tone: 'bad', says: <>It ended <When iso={key.validTill} /> and Wise refuses it. Replace it: make a new key, upload it, then switch your servers to the new key id.</> };
  if (key.state === 'expiring')
    return { tone: 'warn', says: <><strong>Ends <When iso={key.validTill} /></strong> ({utc(key.validTill)}). Replace it: make a new key, upload it, try it. Both work until then, so nothing stops.</> };
  if (next === 'upload') return { tone: 'plain', says: key.uploadedTo.length === 0 ? 'Made. Wise does not have it yet: upload its public half next.' : `It is at Wise over ${key.uploadedTo.map((place) => place.connectionName).join(', ')}, but not over ${ENVIRONMENT_LOOKS[connection.environment].name}${ownName(connection) ? ` ${ownName(connection)}` : ''}, which is picked now. Upload it there too, or make another key for it.` };
  if (key.state === 'uploaded' && next === 'try') return { tone: 'plain', says: 'Wise has it. A signed call will prove that it works.' };
  if (next === 'none') return { tone: 'plain', says: 'Wise has it. Encrypted calls come in a later version.' };
  return { tone: 'ok', says: 'Proved: a call signed with it was answered and verified.' };
}

/** Where the key stands and what comes next, in one or two sentences. */
export function KeyNotice({ keySummary, next, connection }: { keySummary: KeySummary; next: NextStep; connection: ConnectionSummary }) {
  const { tone, says } = noticeFor(keySummary, next, connection);
  return (
    <div className={styles.notice} data-tone={tone}>
      {says}
    </div>
  );
}
