import { Button } from '@mantine/core';
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs';
import type { ApprovalRecord } from '../../../shared/model/approvals.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Facts } from '../../components/facts.tsx';
import { Panel } from '../../components/panel.tsx';
import { When } from '../../components/when.tsx';
import { utc } from '../../lib/dates.ts';
import { amountText } from '../../lib/money.ts';
import { Receipt } from './receipt.tsx';
import { OutcomePill } from './record-columns.tsx';
import { callLines, challengeText, outcomeLines, recordReport, shownLines, type Line } from './record-text.ts';
import { Answer, SaveAnswer } from './result.tsx';
import styles from './record.module.css';

function Part({ title, lines }: { title: string; lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <Facts facts={lines} />
    </section>
  );
}

/** One approval in full: what was shown and sent, what was cleared, what Wise said, who. */
export function RecordPanel({ record, onClose }: { record: ApprovalRecord; onClose(): void }) {
  const facts = outcomeLines(record).filter(({ label }) => label !== 'Outcome' && label !== 'When' && label !== 'Amount');
  return (
    <Panel title={<span title={record.title}>{record.title}</span>} label={`Record of ${record.title}`} onClose={onClose}>
      <div className={styles.says}>
        <OutcomePill outcome={record.outcome} />
        {record.amount && <strong className={styles.sum}>{amountText(record.amount)}</strong>}
        <p>{record.says}</p>
        <p className="quiet">
          <When iso={record.at} as="happened" />, {utc(record.at)}
        </p>
      </div>
      <div className={styles.buttons}>
        <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
          Print receipt
        </Button>
        <CopyButton text={recordReport(record)} label="Copy details" />
        {record.kind === 'statement' && record.outcome === 'done' && <SaveAnswer record={record} />}
      </div>
      <Part title="What was shown" lines={shownLines(record)} />
      <section>
        <h3 className={styles.title}>Proofs cleared</h3>
        {record.challenges.length === 0 ? (
          <p className="dim">None was asked for.</p>
        ) : (
          <ul className={styles.proofs}>
            {record.challenges.map(({ type, at }) => (
              <li key={`${type} ${at}`}>
                {challengeText(type)} <span className="dim number">{utc(at)}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Part title="Who and where" lines={facts} />
      <section>
        <h3 className={styles.title}>What was sent</h3>
        <Facts facts={callLines(record).map(({ label, value }) => ({ label, value: <span className="mono">{value}</span> }))} />
      </section>
      <Answer record={record} />
      <Receipt record={record} />
    </Panel>
  );
}
