import type { AuditLine } from '../../../shared/model/views.ts';
import { Facts } from '../../components/facts.tsx';
import { Panel } from '../../components/panel.tsx';
import { Pill } from '../../components/pill.tsx';
import { utc } from '../../lib/dates.ts';
import { AUDIT_WORDS, OUTCOMES } from './kinds.ts';

const SIGNED = {
  vault: 'with the vault’s key',
  session: 'made while locked: chained at once, sealed by the next line that the vault signed',
};

/** One line of the log in full. */
export function LinePanel({ line, onClose }: { line: AuditLine; onClose(): void }) {
  return (
    <Panel title={`Line ${line.seq.toLocaleString('en')}`} label={`Line ${line.seq}`} onClose={onClose}>
      <Facts
        facts={[
          { label: 'What', value: AUDIT_WORDS[line.kind] },
          { label: 'Kind', value: <span className="mono">{line.kind}</span> },
          { label: 'Outcome', value: <Pill tone={OUTCOMES[line.outcome].tone}>{OUTCOMES[line.outcome].word}</Pill> },
          { label: 'When', value: utc(line.at) },
          { label: 'With what', value: line.subject },
          { label: 'More', value: line.says },
          { label: 'Signed', value: SIGNED[line.signedBy] },
        ]}
      />
    </Panel>
  );
}
