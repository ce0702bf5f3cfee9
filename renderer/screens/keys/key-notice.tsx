import type { ReactNode } from 'react';
import type { ConnectionSummary, KeySummary } from '../../../shared/model/views.ts';
import { KeyLink } from '../../components/key-link.tsx';
import { Notice } from '../../components/notice.tsx';
import type { Tone } from '../../components/pill.tsx';
import { When } from '../../components/when.tsx';
import { ENVIRONMENT_LOOKS, ownName } from '../../lib/environments.ts';
import { utc } from '../../lib/dates.ts';
import type { NextStep } from './next-step.ts';

type Told = { tone: Tone; says: ReactNode };
type About = { key: KeySummary; next: NextStep; connection: ConnectionSummary };

function uploadSays({ key, connection }: About): string {
  if (key.uploadedTo.length === 0) return 'Made. Wise does not have it yet: upload its public half next.';
  const there = key.uploadedTo.map((place) => place.connectionName).join(', ');
  const here = [ENVIRONMENT_LOOKS[connection.environment].name, ownName(connection)].filter(Boolean).join(' ');
  return `It is at Wise over ${there}, but not over ${here}, which is picked now. Upload it there too, or make another key for it.`;
}

function expiredSays({ key, next }: About): Told {
  const ended = <When iso={key.validTill} />;
  if (key.uploadedTo.length === 0) return { tone: 'plain', says: <>It ended {ended}; Wise never had it, so nothing stopped.</> };
  return { tone: 'bad', says: <>It ended {ended} and Wise refuses it. {next === 'rotate' ? 'Rotate it: a successor takes its place.' : ''}</> };
}

const BY_STATE: Record<KeySummary['state'], (about: About) => Told> = {
  made: (about) => ({ tone: 'plain', says: uploadSays(about) }),
  uploaded: () => ({ tone: 'plain', says: 'Wise has it. A playground call will prove that it works.' }),
  active: ({ key }) => ({ tone: 'ok', says: `Proved: a call ${key.use === 'signing' ? 'signed with it was answered and verified' : 'was answered encrypted to it, and decrypted'}.` }),
  expiring: ({ key }) => ({ tone: 'warn', says: <><strong>Ends <When iso={key.validTill} /></strong> ({utc(key.validTill)}). Rotate it: old and new work side by side, so nothing stops.</> }),
  replaced: ({ key }) => ({ tone: 'plain', says: <>{key.replacedBy ? <KeyLink id={key.replacedBy} /> : 'Another key'} is used in its place. It still works until it is retired or ends.</> }),
  retired: () => ({ tone: 'plain', says: 'Kept for the record: used no more, nor offered.' }),
  expired: expiredSays,
};

function noticeFor(about: About): Told {
  if (about.next === 'go-on') return { tone: 'plain', says: 'It is being rotated. Go on where it was left.' };
  if (about.next === 'upload') return { tone: 'plain', says: uploadSays(about) };
  return BY_STATE[about.key.state](about);
}

/** Where the key stands and what comes next, in one or two sentences. */
export function KeyNotice({ keySummary, next, connection }: { keySummary: KeySummary; next: NextStep; connection: ConnectionSummary }) {
  const { tone, says } = noticeFor({ key: keySummary, next, connection });
  return <Notice tone={tone}>{says}</Notice>;
}
