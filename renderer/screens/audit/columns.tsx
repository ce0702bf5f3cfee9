import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import type { AuditLine } from '../../../shared/model/views.ts';
import { Pill } from '../../components/pill.tsx';
import type { Column } from '../../components/virtual-table.tsx';
import { utc } from '../../lib/dates.ts';
import { AUDIT_WORDS, OUTCOMES } from './kinds.ts';

const stamp = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** A log is read by its clock, so lines carry the time of day; UTC is on hover. */
function Stamp({ iso }: { iso: string }) {
  return (
    <time dateTime={iso} title={utc(iso)} className="number dim">
      {stamp.format(new Date(iso))}
    </time>
  );
}

export const AUDIT_COLUMNS: readonly Column<AuditLine>[] = [
  { id: 'seq', name: 'Line', track: '48px', render: (line) => <span className="number dim">{line.seq.toLocaleString('en')}</span> },
  { id: 'at', name: 'When', track: '124px', render: (line) => <Stamp iso={line.at} /> },
  { id: 'kind', name: 'What', track: '132px', render: (line) => <div className="cut" title={AUDIT_WORDS[line.kind]}>{AUDIT_WORDS[line.kind]}</div> },
  { id: 'outcome', name: 'Outcome', track: '72px', render: (line) => <Pill tone={OUTCOMES[line.outcome].tone}>{OUTCOMES[line.outcome].word}</Pill> },
  {
    id: 'subject',
    name: 'With what',
    track: 'minmax(96px, 1.4fr)',
    render: (line) => (
      <div className="cut" title={line.subject}>
        {line.subject}
      </div>
    ),
  },
  {
    id: 'says',
    name: 'More',
    track: 'minmax(80px, 2.2fr)',
    render: (line) => (
      <div className="cut dim" title={line.says}>
        {line.signedBy === 'session' && (
          <span title="Made while locked: chained at once, sealed by the next line that the vault signed">
            <IconLock size={13} role="img" aria-label="made while locked" />{' '}
          </span>
        )}
        {line.says}
      </div>
    ),
  },
];
