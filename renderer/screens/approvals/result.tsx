import { Button } from '@mantine/core';
import type { ApprovalItem, ApprovalRecord } from '../../../shared/model/approvals.ts';
import { useTell } from '../../api.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorBox } from '../../components/error-box.tsx';
import { When } from '../../components/when.tsx';
import { shortId } from '../../lib/ids.ts';
import { amountText } from '../../lib/money.ts';
import { prettyJson } from '../../lib/pretty.ts';
import { tell } from '../../lib/tell.ts';
import { go } from '../../place.ts';
import { OUTCOMES, resultWord } from './outcomes.ts';
import { recordReport } from './record-text.ts';
import { useFocusMovedOn } from './use-focus.ts';
import { usePrimary } from './use-primary.ts';
import { subjectOf } from './words.ts';
import styles from './detail.module.css';

/** Wise's answer in full, folded away. */
export function Answer({ record }: { record: ApprovalRecord }) {
  const { answer, status } = record;
  if (answer === undefined && status === undefined) return null;
  return (
    <details className={styles.sent}>
      <summary>Wise’s answer{status !== undefined && `: HTTP ${status}`}</summary>
      {answer === undefined || answer === '' ? <p className="dim">It had no body.</p> : <pre className={`mono ${styles.answer}`}>{prettyJson(answer)}</pre>}
    </details>
  );
}

/** Saves the whole of the answer, such as a statement, while it is still in memory. */
export function SaveAnswer({ record, isPrimary = false }: { record: ApprovalRecord; isPrimary?: boolean }) {
  const save = useTell('approvals.saveAnswer');
  return (
    <>
      <Button variant={isPrimary ? 'filled' : 'default'} loading={save.isPending} onClick={() => save.mutate({ recordId: record.id }, { onSuccess: ({ savedAs }) => tell(`Saved as ${savedAs}`) })}>
        Save the whole answer
      </Button>
      {save.error && <ErrorBox error={save.error} />}
    </>
  );
}

/** The sentence, without the word that stands above it already. */
function withoutWord(record: ApprovalRecord): string {
  const start = `${resultWord(record)}: `;
  const rest = record.says.startsWith(start) ? record.says.slice(start.length) : record.says;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

type Props = { record: ApprovalRecord; next: ApprovalItem | undefined; nextLabel?: string | undefined; onNext(): void };

/** What it came to, in a word, in a sentence and in full; then the next one. */
export function Result({ record, next, nextLabel, onNext }: Props) {
  const look = OUTCOMES[record.outcome];
  const button = useFocusMovedOn<HTMLButtonElement>();
  const variant = usePrimary();
  // Where it moved nothing the sentence does not say what did not move.
  const isNamed = record.says.includes(record.title);
  const isStatement = record.kind === 'statement' && record.outcome === 'done';
  return (
    <div className={styles.result}>
      <p className={styles.outcome} data-tone={look.tone}>
        <look.icon size={34} stroke={1.7} aria-hidden />
        <span>
          <strong className={styles.word}>{resultWord(record)}</strong>
          <span>{withoutWord(record)}</span>
        </span>
      </p>
      <dl className={styles.facts}>
        {!isNamed && (
          <div>
            <dt>What</dt>
            <dd>{[record.amount && amountText(record.amount), record.title].filter(Boolean).join(', ')}</dd>
          </div>
        )}
        <div>
          <dt>When</dt>
          <dd>
            <When iso={record.at} as="happened" />
          </dd>
        </div>
        {record.traceId !== undefined && (
          <div>
            <dt>Trace id</dt>
            <dd>
              <span className="mono" title={record.traceId}>
                {shortId(record.traceId)}
              </span>
            </dd>
          </div>
        )}
        {record.approvedBy && (
          <div>
            <dt>Approved by</dt>
            <dd>{record.approvedBy.name}</dd>
          </div>
        )}
      </dl>
      <div className={styles.acts}>
        {next ? (
          <Button ref={button} data-primary variant={isStatement ? 'default' : variant} onClick={onNext}>
            {nextLabel ?? `Next: ${next.amount ? `${amountText(next.amount)}, ` : ''}${subjectOf(next)}`}
          </Button>
        ) : (
          <span className="quiet">Nothing else waits.</span>
        )}
        {isStatement && <SaveAnswer record={record} isPrimary />}
        <Button variant="default" onClick={() => go({ screen: 'approvals', tab: 'record', recordId: record.id })}>
          Show in the record
        </Button>
        <CopyButton text={recordReport(record)} label="Copy details" />
      </div>
      <Answer record={record} />
    </div>
  );
}
